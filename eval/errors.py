"""What an evaluation can get wrong; each message names the value and the way out."""

from index.errors import EngineError


class DataAbsent(EngineError):
    """A file of evaluation data is not there."""


class InvalidJudgements(EngineError):
    """Judgements that cannot be judged by."""


class InvalidRun(EngineError):
    """A recorded run that cannot be read, or that is empty."""


class Incomparable(EngineError):
    """Two runs that were not made over the same articles and judgements."""


class BrokenGate(EngineError):
    """Bounds that cannot be read or changed."""
