"""What can be wrong with a dataset as a whole."""

from index.errors import EngineError


class UnknownDataset(EngineError):
    """A name that no dataset has, and that is not a folder either."""


class InvalidDataset(EngineError):
    """Articles or texts of a dataset that are not as they have to be."""
