"""What rules see: the candidates of a page as columns, and the page in the same numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Scores


@dataclass(frozen=True, slots=True)
class Facet:
    """What candidates are filed under: sections, tags, authors, ...

    `codes` (n, w) are the numbers of the names, -1 where a candidate has fewer than w; `names`
    numbers them from 0.
    """

    codes: NDArray[np.int64]
    names: Mapping[str, int]

    def among(self, wanted: Collection[str]) -> Mask:
        """Return which candidates have any of the wanted names; (n,) bool."""
        numbers = [self.names[name] for name in wanted if name in self.names]
        if not numbers:
            return np.zeros(len(self.codes), dtype=bool)
        # -1, for no name, is the last place
        chosen = np.zeros(len(self.names) + 1, dtype=bool)
        chosen[numbers] = True
        found: Mask = np.any(chosen[self.codes], axis=1)
        return found

    def take(self, chosen: NDArray[np.intp]) -> "Facet":
        """Return the part of the chosen candidates (m,), by their places."""
        return Facet(self.codes.take(chosen, axis=0), self.names)


@dataclass(frozen=True, slots=True)
class Columns:
    """Candidates, best first: arrays of one length n.

    `score`, in (-1, 1), is that of a candidate's story, which is that of its best language version,
    so that all versions of a story stand together. `story` numbers the stories. `preference` is the
    place of the candidate's language among those that the reader prefers, twice, and one more for
    another form of the language; smaller is better. `readable` says whether the reader reads that
    language at all, `seen` whether the reader has the story in some version already. `blocked` says
    whether an editor has blocked the story under the page. `pin` is the number of the decision that
    pins the story, 0 where none does; `position` is where in the list that asks for it, from 1, 0
    for no wish. `age` (float64) is in days at the moment of the request, negative for what is not
    published yet, nan where it has no date or the request no moment. `gap` (float64) is how many
    days lie between its publication and the page's, nan where one has no date. `facets` holds what
    the policy asks for, by name.
    """

    row: Rows
    score: Scores
    story: NDArray[np.int64]
    preference: NDArray[np.int64]
    readable: Mask
    seen: Mask
    blocked: Mask
    pin: NDArray[np.int64]
    position: NDArray[np.int64]
    age: NDArray[np.float64]
    gap: NDArray[np.float64]
    facets: Mapping[str, Facet]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: Mask | NDArray[np.intp]) -> "Columns":
        """Return the chosen candidates."""
        # counted once, and not for every column
        places = chosen.nonzero()[0] if chosen.dtype == np.bool_ else chosen.astype(np.intp)
        return Columns(
            self.row.take(places),
            self.score.take(places),
            self.story.take(places),
            self.preference.take(places),
            self.readable.take(places),
            self.seen.take(places),
            self.blocked.take(places),
            self.pin.take(places),
            self.position.take(places),
            self.age.take(places),
            self.gap.take(places),
            {name: facet.take(places) for name, facet in self.facets.items()},
        )


@dataclass(frozen=True, slots=True)
class SeedColumns:
    """The page, in the numbers of its candidates; -1 where it is not in the catalogue.

    `language` is the one that its reader likes best.
    """

    row: int
    story: int
    language: str = ""
