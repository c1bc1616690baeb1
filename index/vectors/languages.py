"""The languages of a segment's articles, to search among some of them only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from index.language import covers
from index.vectors.bits import Bits, packed

_MOST_ASKED = 64


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of n articles: `codes` (n,) int16 count into `names`."""

    names: tuple[str, ...]
    codes: NDArray[np.int16]
    _asked: dict[tuple[str, ...], tuple[Mask, Bits]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, languages: Sequence[str]) -> "Languages":
        """Give each language of articles a number; they keep their order."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(each, len(numbers)) for each in languages]
        return cls(tuple(numbers), np.array(codes, np.int16))

    def among(self, asked: Sequence[str]) -> tuple[Mask, Bits]:
        """Return which of `names` the languages asked for cover, and so which articles."""
        wanted = tuple(asked)
        # few combinations are asked for, again and again
        found = self._asked.get(wanted)
        if found is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            found = self._asked[wanted] = self._among(wanted)
        return found

    def _among(self, asked: tuple[str, ...]) -> tuple[Mask, Bits]:
        covered = [any(covers(each, name) for each in asked) for name in self.names]
        wanted = np.array(covered, dtype=bool)
        return wanted, packed(wanted[self.codes])
