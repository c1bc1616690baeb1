"""What keeps figures from being written."""

from index.errors import EngineError


class UnmarkedPage(EngineError):
    """A page that does not say where its tables go."""


class IncompleteQuality(EngineError):
    """Figures of which some could not be measured, for a page that has a place for all."""


class InvalidTargets(EngineError):
    """Targets that cannot be read."""
