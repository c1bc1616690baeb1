"""How thoroughly to measure."""

from collections.abc import Callable
from dataclasses import dataclass

Shown = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """Rounds of so many seconds each, and over how much; `shown` is told in words how it goes.

    `real` articles are those of the press releases, None for all; `invented` ones are made from
    them, and the lists of `sample` invented stories are made.
    """

    shown: Shown
    rounds: int = 7
    seconds: int = 8
    soak_s: int = 600
    real: int | None = None
    invented: int = 1_000_000
    sample: int = 4_000


def quick(shown: Shown) -> Effort:
    """Return an effort of a few minutes, to see that all works; its figures mean little."""
    return Effort(shown, 3, 2, 20, 3_000, 10_000, 300)
