"""What a decision changed in a list, as an editor would tell it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["came", "went", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """An article that came into a list, went, or moved in it; places count from 1.

    `before` is None of one that came, `after` of one that went.
    """

    id: str
    before: int | None
    after: int | None

    @property
    def kind(self) -> Kind:
        """What became of the article."""
        if self.before is None:
            return "came"
        return "went" if self.after is None else "moved"


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Return what is other in the second of two lists of distinct ids, as few changes as possible.

    An article that others only pushed along has not moved. Those that stand in the second list
    come in its order, then those that went.
    """
    was = {id_: place for place, id_ in enumerate(before, 1)}
    remain = [id_ for id_ in after if id_ in was]
    unmoved = {remain[n] for n in _longest_rise([was[id_] for id_ in remain])}
    found = [
        Change(id_, was.get(id_), place) for place, id_ in enumerate(after, 1) if id_ not in unmoved
    ]
    there = set(after)
    return found + [Change(id_, place, None) for id_, place in was.items() if id_ not in there]


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Return where a longest increasing run of distinct values stands, not needing to be dense."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for n, value in enumerate(values):
        length = bisect_left(lowest, value)
        lowest[length : length + 1] = [value]
        ends[length : length + 1] = [n]
        before.append(ends[length - 1] if length else None)
    found: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        found.append(at)
        at = before[at]
    return found[::-1]
