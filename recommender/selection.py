"""Chooses a list one story at a time, and gives up limits one by one if it would be short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from recommender.rules.limits import Watch


class Worth(Protocol):
    """What each of n candidates is worth next, (n,) float64, after what is in the list."""

    value: NDArray[np.float64]

    def took(self, index: int) -> None:
        """Hear that a candidate is in the list."""
        ...


class Fixed:
    """Candidates are worth the same whatever is in the list."""

    def __init__(self, value: NDArray[np.float64]) -> None:
        self.value = value

    def took(self, index: int) -> None:
        """Change nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen of n candidates: indices in order, and what was given up for it, in order.

    `lowest` is the least that one of them is worth, inf if there are none. `passed_over` names, for
    candidates that are not in the list, the limit that kept them out of a place which they would
    have had without it.
    """

    chosen: tuple[int, ...]
    relaxed: tuple[str, ...]
    passed_over: Mapping[int, str]
    lowest: float = np.inf


def choose(
    worth: Worth,
    limits: Mapping[str, Watch],
    relax: Sequence[str],
    first: Sequence[int],
    places: int,
) -> Choice:
    """Choose the most valuable candidates for so many places, beside those that come `first`.

    Each place goes to the candidate that is worth most of those that all `limits` allow; among
    equals to the first. If none is left, the limits named in `relax` are given up one after the
    other, in that order; what was chosen until then stays, so that giving up more never shortens
    the list. Each place costs time linear in the candidates.
    """
    if isinstance(worth, Fixed) and not limits:
        return _simply(worth, first, places)
    listing = _Listing(worth, limits)
    for index in first:
        listing.take(index)
    listing.fill(places)
    relaxed = []
    for name in relax:
        if len(listing.chosen) == places or not listing.open.any():
            break
        if name in listing.limits:
            del listing.limits[name]
            relaxed.append(name)
            listing.fill(places)
    if len(listing.chosen) < places:
        listing.blame(listing.open, 0)
    lowest = float(worth.value[listing.chosen].min(initial=np.inf))
    return Choice(tuple(listing.chosen), tuple(relaxed), listing.passed_over(), lowest)


def _simply(worth: Fixed, first: Sequence[int], places: int) -> Choice:
    """Choose where nothing depends on what is in the list."""
    order = np.argsort(-worth.value, kind="stable")[: places + len(first)].tolist()
    chosen = [index for index in order if index not in first][:places]
    lowest = float(worth.value[chosen[-1]]) if chosen else np.inf
    return Choice(tuple(chosen), (), {}, lowest)


class _Listing:
    def __init__(self, worth: Worth, limits: Mapping[str, Watch]) -> None:
        self.chosen: list[int] = []
        self.open = np.ones(len(worth.value), dtype=bool)
        self.limits = dict(limits)
        self._worth, self._watches, self._names = worth, tuple(limits.values()), list(limits)
        self._blamed = np.full(len(worth.value), -1)

    def fill(self, places: int) -> None:
        while len(self.chosen) < places:
            index = self._next(places - len(self.chosen))
            if index is None:
                return
            self.take(index)
            self.chosen.append(index)

    def take(self, index: int) -> None:
        self.open[index] = False
        self._worth.took(index)
        for watch in self._watches:
            watch.took(index)

    def blame(self, candidates: Mask, left: int) -> None:
        """Note for candidates that are not let in the first limit that keeps them out."""
        for name, watch in self.limits.items():
            kept_out = candidates & (self._blamed < 0) & ~watch.allowed(left)
            self._blamed[kept_out] = self._names.index(name)

    def passed_over(self) -> dict[int, str]:
        blamed = np.flatnonzero(self.open & (self._blamed >= 0))
        return {index: self._names[self._blamed[index]] for index in blamed.tolist()}

    def _next(self, left: int) -> int | None:
        allowed = self.open
        for watch in self.limits.values():
            allowed = allowed & watch.allowed(left)
        if not allowed.any():
            return None
        value = self._worth.value
        index = int(np.where(allowed, value, -np.inf).argmax())
        better = self.open & (value > value[index])
        if better.any():
            self.blame(better, left)
        return index
