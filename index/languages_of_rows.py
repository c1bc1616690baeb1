"""Which rows are in which language, to search among some languages only."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from index.language import covers

_MOST_MASKS = 64


class LanguagesOfRows:
    """The language of each row, as an array of numbers; -1 where there is none."""

    def __init__(self, languages: Iterable[tuple[int, str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._of_row: NDArray[np.int16] = np.full(0, -1, dtype=np.int16)
        self._masks: dict[tuple[str, ...], Mask] = {}
        self.update(list(languages))

    def update(self, languages: Sequence[tuple[int, str]]) -> None:
        """Take note of rows, each with its language."""
        self._masks.clear()
        last = max((row for row, _ in languages), default=-1)
        if last >= len(self._of_row):
            grown = np.full(max(last + 1, 2 * len(self._of_row)), -1, dtype=np.int16)
            grown[: len(self._of_row)] = self._of_row
            self._of_row = grown
        for row, language in languages:
            self._of_row[row] = self._numbers.setdefault(language, len(self._numbers))

    def names(self) -> tuple[str, ...]:
        """Return all languages that were ever noted."""
        return tuple(self._numbers)

    def among(self, asked: Sequence[str]) -> Mask:
        """Say of each row whether one of the languages asked for covers its own; (rows,) bool."""
        wanted = tuple(asked)
        # few combinations are asked for, again and again
        if wanted not in self._masks:
            if len(self._masks) >= _MOST_MASKS:
                self._masks.clear()
            self._masks[wanted] = self._among(wanted)
        return self._masks[wanted]

    def _among(self, asked: tuple[str, ...]) -> Mask:
        numbers = [
            number
            for language, number in self._numbers.items()
            if any(covers(each, language) for each in asked)
        ]
        return np.isin(self._of_row, numbers)
