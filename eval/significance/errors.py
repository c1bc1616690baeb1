"""What keeps two runs from being compared."""

from index.errors import EngineError


class NothingToCompare(EngineError):
    """No values at all, or too few clusters to say how much they vary."""


class UnusableValues(EngineError):
    """Values that no statistic can be made of: NaN, infinite, or p-values outside [0, 1]."""
