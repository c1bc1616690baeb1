"""How often the engine agrees with editors, and how sure that is."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Self

from recommender.deciding.agreement import Tally

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in [0, 1] of `of` judgements; `low` and `high` bound it with 95 % certainty."""

    value: float
    low: float
    high: float
    of: int

    @classmethod
    def among(cls, hits: int, of: int) -> Self:
        """Return the share of hits among one or more, with Wilson's interval.

        Wilson's interval covers what it promises for few judgements, too.
        """
        value = hits / of
        centre = (hits + _Z**2 / 2) / (of + _Z**2)
        reach = _Z * sqrt(value * (1 - value) * of + _Z**2 / 4) / (of + _Z**2)
        # rounding must not put a bound of 0 or 1 on the wrong side of its share
        low, high = max(0.0, centre - reach), min(1.0, centre + reach)
        return cls(value, min(value, low), max(value, high), of)


def agreed(tally: Tally) -> Share:
    """Return how often the engine agreed, of one or more judgements.

    It agrees where it had listed what editors like, and where it had not what they block.
    """
    hits = tally.found + tally.blocked - tally.shown
    return Share.among(hits, tally.liked + tally.blocked)
