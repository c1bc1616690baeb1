"""What can go wrong, as every caller may meet it. Each message names the value and the way out."""


class EngineError(Exception):
    """Root of all errors that the engine raises on purpose."""


class InvalidArticle(EngineError):
    """An article that cannot be accepted; `field` says which part of it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnknownArticle(EngineError):
    """A page that the catalogue does not hold."""


class UnreadableSource(EngineError):
    """A file of articles that cannot be opened or decompressed."""


class ModelUnavailable(EngineError):
    """A model that is not there or cannot be loaded."""


class ModelMismatch(EngineError):
    """The catalogue's vectors come from another model than the one that is loaded."""


class Overtaken(EngineError):
    """Another writer was faster; look again and decide anew."""


class StoreUnavailable(EngineError):
    """The store cannot be read or written, or comes from a newer version of this program."""
