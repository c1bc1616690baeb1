"""What a request or a setting can get wrong; each message names the value and the way out."""

from index.errors import EngineError


class InvalidRequest(EngineError):
    """A request that cannot be answered as it was asked; `field` says which part of it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class InvalidPolicies(EngineError):
    """A file of policies that cannot be understood."""


class InvalidSettings(EngineError):
    """A setting with a value that makes no sense."""
