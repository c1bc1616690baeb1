"""How much terms and word pieces say, from tables that ship: the rarer in the news, the more."""

import lzma
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TERM_TABLE = Path(__file__).parent / "idf.xz"
PIECE_TABLE = Path(__file__).parent / "pieces.xz"

BUCKETS = 1 << 18
"""Terms share buckets, so that the table stays small; a bucket is as telling as its commonest."""

STEP = 1 / 30
"""What the tables count in: their entries are uint8, for idf from 0 to 8.5."""

RAREST = 1 / 4000
"""The least share that a table tells apart."""


def bucket_of(terms: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the buckets of terms: their first 18 bits."""
    buckets: NDArray[np.uint32] = terms >> np.uint32(32 - 18)
    return buckets


def idf(terms: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return ln(1 / share of texts with it) of each of some terms; 0 for those in many.

    The share is that of the language where it is largest: what is common in one language seldom
    tells two articles of any language apart. It is a function of the term alone, so that a
    signature means the same in every catalogue, and outlives its growth.

    After Spärck Jones, "A statistical interpretation of term specificity and its application in
    retrieval" (1972).
    """
    return _steps(TERM_TABLE, bucket_of(terms)) * STEP


def piece_idf(pieces: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the same of pieces of words, by their number in the bundled tokenizer."""
    return _steps(PIECE_TABLE, pieces) * STEP


def _steps(table: Path, entries: NDArray[np.integer]) -> NDArray[np.float64]:
    steps: NDArray[np.float64] = _table(table)[entries].astype(np.float64)
    return steps


@cache
def _table(path: Path) -> NDArray[np.uint8]:
    return np.frombuffer(lzma.decompress(path.read_bytes()), np.uint8)
