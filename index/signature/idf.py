"""How much a term says, from a table that ships: the rarer in the news, the more."""

import lzma
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).parent / "idf.xz"
BUCKETS = 1 << 18
"""Terms share buckets, so that the table stays small; a bucket is as telling as its commonest."""

STEP = 1 / 30
"""What the table counts in: its entries are uint8, for idf from 0 to 8.5."""


def bucket_of(terms: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the buckets of terms: their first 18 bits."""
    buckets: NDArray[np.uint32] = terms >> np.uint32(32 - 18)
    return buckets


def idf(terms: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return ln(1 / share of texts with it) of each of n terms, (n,); 0 for those in many.

    The share is that of the language where it is largest: what is common in one language seldom
    tells two articles of any language apart. It is a function of the term alone, so that a
    signature means the same in every catalogue, and outlives its growth.

    After Spärck Jones, "A statistical interpretation of term specificity and its application in
    retrieval" (1972).
    """
    steps = _table()[bucket_of(terms)].astype(np.float64)
    return steps * STEP


@cache
def _table() -> NDArray[np.uint8]:
    return np.frombuffer(lzma.decompress(TABLE.read_bytes()), np.uint8)
