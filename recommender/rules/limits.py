"""Limits that depend on what is in the list already, kept while it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.arrays import Mask
from recommender.columns import Columns, Facet, SeedColumns
from recommender.rules.rule import Rule


class Watch(Protocol):
    """Keeps a limit while one list is chosen from n candidates."""

    def allowed(self, left: int) -> Mask:
        """Return which candidates may come next; (n,) bool. `left` places are to be filled."""
        ...

    def took(self, index: int) -> None:
        """Hear that a candidate is in the list."""
        ...


class Limit(Protocol):
    """What a policy may give up to fill a list; `name` is how its ladder calls it."""

    @property
    def name(self) -> str:
        """How a policy's ladder calls it."""
        ...

    @property
    def reason(self) -> str:
        """What is said of a candidate that it keeps out of a list."""
        ...

    def watch(self, candidates: Columns, seed: SeedColumns, k: int) -> Watch:
        """Return what keeps the limit in a list of k."""
        ...


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most so many stories that share a name of a facet: a section, a tag, an author."""

    facet: str
    most: int

    @property
    def name(self) -> str:
        """Return `per_section`, `per_tag`, ..."""
        return f"per_{self.facet}"

    @property
    def reason(self) -> str:
        """Return `section_limit`, `tag_limit`, ..."""
        return f"{self.facet}_limit"

    def watch(self, candidates: Columns, seed: SeedColumns, k: int) -> Watch:  # noqa: ARG002
        """Return a count of what is in the list."""
        facet = candidates.facets[self.facet]
        return Count(facet, dict.fromkeys(facet.names.values(), self.most))


@dataclass(frozen=True, slots=True)
class Preferably:
    """A rule that the policy would rather give up than leave a list short."""

    name: str
    rule: Rule

    @property
    def reason(self) -> str:
        """Return the rule's."""
        return self.rule.reason

    def watch(self, candidates: Columns, seed: SeedColumns, k: int) -> Watch:  # noqa: ARG002
        """Return what the rule keeps, whatever is in the list."""
        return _Always(self.rule.keep(candidates, seed))


class Count:
    """Counts names of a facet in a list, and keeps out those that are there often enough.

    `most` says how often, by the number of a name; names that it leaves out are never kept out.
    """

    def __init__(self, facet: Facet, most: Mapping[int, int]) -> None:
        self._codes, self._left = facet.codes, dict(most)
        self._allowed = np.ones(len(facet.codes), dtype=bool)

    def allowed(self, left: int) -> Mask:  # noqa: ARG002
        """Return which candidates have no name that is there often enough; (n,) bool."""
        return self._allowed

    def took(self, index: int) -> None:
        """Count the names of a candidate."""
        for name in self._codes[index].tolist():
            if name not in self._left:
                continue
            self._left[name] -= 1
            if self._left[name] == 0:
                self._allowed = self._allowed & ~(self._codes == name).any(axis=1)


class _Always:
    def __init__(self, allowed: Mask) -> None:
        self._allowed = allowed

    def allowed(self, left: int) -> Mask:  # noqa: ARG002
        return self._allowed

    def took(self, index: int) -> None:
        pass
