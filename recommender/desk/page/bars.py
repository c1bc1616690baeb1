"""Parts of a score as bars, for a drawing of fixed width."""

from collections.abc import Iterable
from typing import NamedTuple

from recommender.explaining.explanation import Part
from recommender.explaining.sentences import LEAST

WIDEST = 3.0
"""So many steps reach the end of the drawing, on either side; what goes beyond is cut off."""
SIDE = 100
"""How wide each side is, in units of the drawing."""


class Bar(NamedTuple):
    """A part of the score as a bar from `x`, `width` wide; 0 is where no step counts."""

    part: Part
    x: float
    width: float


def bars(parts: Iterable[Part]) -> list[Bar]:
    """Return bars that follow each other: what adds goes to the right of 0, what takes to the left.

    The largest is nearest to 0. What would be written as nothing has no bar.
    """
    right = left = 0.0
    found = []
    for part in sorted(parts, key=lambda part: -abs(part.steps)):
        if abs(part.steps) < LEAST:
            continue
        if part.steps > 0:
            begin, right = right, right + part.steps
            found.append(_between(part, begin, right))
        else:
            end, left = left, left + part.steps
            found.append(_between(part, left, end))
    return found


def _between(part: Part, start: float, end: float) -> Bar:
    start, end = (max(-WIDEST, min(WIDEST, each)) / WIDEST * SIDE for each in (start, end))
    return Bar(part, round(start, 2), round(end - start, 2))
