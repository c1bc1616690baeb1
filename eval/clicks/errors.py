"""Why a click log cannot be evaluated. Each message names the value and the way out."""

from index.errors import EngineError


class InvalidLog(EngineError):
    """A click log that holds no page views, or a line that is not one."""


class InvalidCurve(EngineError):
    """An examination curve that cannot be meant, or does not fit the log."""


class NotIdentified(EngineError):
    """A log from which the examination of its positions cannot be told."""


class NothingShared(EngineError):
    """Lists that the log says nothing about."""
