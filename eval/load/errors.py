"""What keeps load from being measured; each message names the value and the way out."""

from index.errors import EngineError


class NoClient(EngineError):
    """The program that asks is not there, or did not do its work."""


class NotServed(EngineError):
    """What was to be asked did not start."""


class UnmarkedPage(EngineError):
    """A page that has no place for the table, or several."""


class NotForThePage(EngineError):
    """Figures that the page does not tell."""
