"""Which articles a calibration is learnt from: the same ones until there are many more."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows

# Knuth's multiplicative hash: rows that follow each other fall far apart
_KNUTH = 2654435761


def sampled(rows: Rows, languages: Sequence[str], most: int) -> NDArray[np.intp]:
    """Return the places of up to `most` of n articles, as even between languages as there are.

    Which articles are taken of a language depends on their rows alone, not on those of others, so
    that a growing catalogue changes its sample little by little. The articles taken first of a
    language stand first in each turn: any beginning of the sample is even, too.
    """
    order = np.lexsort((rows, rows * _KNUTH % (1 << 32)))
    taken: dict[str, int] = {}
    turn = np.zeros(len(rows), np.int64)
    for place in order.tolist():
        turn[place] = taken[languages[place]] = taken.get(languages[place], 0) + 1
    by_turn = order[np.argsort(turn[order], kind="stable")]
    return by_turn[:most]
