"""How many languages a list speaks: quotas and shares, met while the list is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from index.language import covers, primary
from recommender.columns import Columns, SeedColumns
from recommender.rules.limits import Watch

READER = "reader"
"""Stands for the language that the reader likes best, in all its forms."""

# farther than scores, ages and boosts can bring two candidates together
_APART = 100.0


@dataclass(frozen=True, slots=True)
class LanguageMix:
    """At least and at most so many stories of a language, and shares of the list, by BCP 47 tag.

    A tag covers its regional forms. A share of s asks for at least s k of k stories, rounded so
    that the shares together come out right. Where they ask for more than k together, the first
    come first.
    """

    at_least: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    name: str = "languages"
    reason: str = "language_mix"

    def watch(self, candidates: Columns, seed: SeedColumns, k: int) -> Watch:
        """Return what keeps places free for the languages that still need them."""
        wanted: dict[str, int] = {}
        for tag, count in (*self.at_least.items(), *apportioned(self.shares, k).items()):
            spoken = _spoken(tag, seed.language)
            wanted[spoken] = max(count, wanted.get(spoken, 0))
        most = {_spoken(tag, seed.language): count for tag, count in self.at_most.items()}
        tags = list(dict.fromkeys((*wanted, *most)))
        return _Places(
            _members(candidates, tags),
            np.array([wanted.get(tag, 0) for tag in tags], dtype=np.int64),
            np.array([most.get(tag, k) for tag in tags], dtype=np.int64),
            k,
        )

    def wanted(self, preferred: str) -> tuple[str, ...]:
        """Return the languages that places are kept for, if the reader likes `preferred` best."""
        tags = (*self.at_least, *self.shares)
        return tuple(dict.fromkeys(_spoken(tag, preferred) for tag in tags))


def preferred_language_first(columns: Columns) -> NDArray[np.float64]:
    """Move each candidate below all that are in a language that the reader likes better; (n,)."""
    return np.multiply(-_APART, columns.preference // 2, dtype=np.float64)


def apportioned(shares: Mapping[str, float], k: int) -> dict[str, int]:
    """Return how many of k places each share amounts to, by largest remainders (Hamilton 1792)."""
    exact = {tag: share * k for tag, share in shares.items()}
    # 0.29 * 100 is a little less than 29
    counts = {tag: int(places + 1e-9) for tag, places in exact.items()}
    missing = round(sum(exact.values())) - sum(counts.values())
    by_remainder = sorted(counts, key=lambda tag: counts[tag] - exact[tag])
    for tag in by_remainder[: max(0, missing)]:
        counts[tag] += 1
    return counts


def _spoken(tag: str, preferred: str) -> str:
    return primary(preferred) if tag == READER else tag


def _members(candidates: Columns, tags: list[str]) -> Mask:
    """Return which candidates each tag covers; (tags, n) bool."""
    languages = candidates.facets["language"]
    members = np.zeros((len(tags), len(candidates)), dtype=bool)
    for place, tag in enumerate(tags):
        members[place] = languages.among([name for name in languages.names if covers(tag, name)])
    return members


class _Places:
    """Counts down what each language needs, and lets in nothing else once that is all that is left.

    Choosing the best until then, and only then what is needed, is the list of highest total value
    among all that meet the quotas, if a story counts for one of them.
    """

    def __init__(
        self, members: Mask, wanted: NDArray[np.int64], most: NDArray[np.int64], k: int
    ) -> None:
        self._members, self._left = members, most.copy()
        possible = np.minimum(np.minimum(wanted, most), members.sum(axis=1))
        before = np.cumsum(possible) - possible
        self._need = np.clip(k - before, 0, possible)
        self._everything = np.ones(members.shape[1], dtype=bool)

    def allowed(self, left: int) -> Mask:
        allowed = self._everything
        if self._need.sum() >= left and self._need.any():
            allowed = np.any(self._members[self._need > 0], axis=0)
        full = self._left <= 0
        return allowed & ~np.any(self._members[full], axis=0) if full.any() else allowed

    def took(self, index: int) -> None:
        spoken = self._members[:, index]
        self._need -= spoken & (self._need > 0)
        self._left -= spoken
