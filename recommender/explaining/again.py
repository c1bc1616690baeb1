"""The same list chosen again, with one thing otherwise: a score, or a rule left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.columns import Columns
from recommender.considered import Considered
from recommender.policy import Policy, Selection
from recommender.rules import VectorsOf

_HIGHEST = 0.9999
_EXACT_TO = 0.001


@dataclass(frozen=True, slots=True)
class Again:
    """Chooses among what was considered, as often as you ask."""

    considered: Considered
    vectors_of: VectorsOf

    def selection(self) -> Selection:
        """Return the list as it was."""
        return self._select(self.considered.columns, self.considered.request.policy)

    def without(self) -> Iterator[tuple[str, NDArray[np.float64] | None, dict[int, int]]]:
        """Yield each move of the policy, and diversity, by name, with the list that is without it.

        Comes with how far each candidate is moved (n,), or None for diversity, and with the place
        of each row, from 1.
        """
        policy, columns = self.considered.request.policy, self.considered.columns
        for move in policy.moves:
            others = tuple(each for each in policy.moves if each is not move)
            yield move.name, move.by(columns), self._places(replace(policy, moves=others))
        if policy.diversity:
            yield policy.diversity.name, None, self._places(replace(policy, diversity=None))

    def needed(self, story: int) -> float | None:
        """Return the least score with which a story would be in the list; None if none would do.

        All else is left as it is: what is shown with some score is shown with any higher one.
        """
        if not self._shows(story, _HIGHEST):
            return None
        low, high = -1.0, _HIGHEST
        while high - low > _EXACT_TO:
            middle = (low + high) / 2
            low, high = (low, middle) if self._shows(story, middle) else (middle, high)
        return high

    def _shows(self, story: int, score: float) -> bool:
        columns = self.considered.columns
        its = columns.story == story
        changed = replace(columns, score=np.where(its, np.float32(score), columns.score))
        chosen = self._select(changed, self.considered.request.policy)
        return bool(np.isin(columns.row[its], chosen.rows).any())

    def _places(self, policy: Policy) -> dict[int, int]:
        rows = self._select(self.considered.columns, policy).rows.tolist()
        return {row: place for place, row in enumerate(rows, start=1)}

    def _select(self, columns: Columns, policy: Policy) -> Selection:
        considered = self.considered
        return policy.select(columns, considered.seed, considered.request.k, self.vectors_of)
