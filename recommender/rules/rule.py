"""What a rule is: it keeps candidates, or it moves them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns

Keep = Callable[[Columns, SeedColumns], Mask]


@dataclass(frozen=True, slots=True)
class Rule:
    """Keeps some candidates and drops the others for one `reason`, a short machine-readable word.

    `keep` maps n candidates and the seed to (n,) bool. It depends on nothing else. One that
    `compares` candidates with each other sees only those that the rules before it have kept.
    """

    reason: str
    keep: Keep
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Changes the order, not the score; `name` is that of the table that declares it.

    `by` says how far each of n candidates moves up or down, (n,) in units of the score; none moves
    up by more than `most`.
    """

    name: str
    by: Callable[[Columns], NDArray[np.float64]]
    most: float = 0.0


def rule(reason: str, compares: bool = False) -> Callable[[Keep], Rule]:
    """Make a rule of a function; the decorator's argument is the reason it gives."""
    return lambda keep: Rule(reason, keep, compares)
