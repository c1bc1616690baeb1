"""What a rule is."""

from collections.abc import Callable
from dataclasses import dataclass

from index.arrays import Mask
from recommender.ranking import Columns, SeedColumns

Keep = Callable[[Columns, SeedColumns], Mask]


@dataclass(frozen=True, slots=True)
class Rule:
    """Keeps some candidates and drops the others for one `reason`, a short machine-readable word.

    `keep` maps n candidates and the seed to (n,) bool. It depends on nothing else.
    """

    reason: str
    keep: Keep


def rule(reason: str) -> Callable[[Keep], Rule]:
    """Make a rule of a function; the decorator's argument is the reason it gives."""
    return lambda keep: Rule(reason, keep)
