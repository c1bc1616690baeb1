"""Sets of slots as packed bits, eight a byte, the lowest first, as FAISS reads them."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask

Bits: TypeAlias = NDArray[np.uint8]
"""(⌈n / 8⌉,) uint8, a bit for each of n slots."""

Slots: TypeAlias = NDArray[np.int64]
"""(n,) int64, places in a segment, counted from 0."""


def packed(mask: Mask) -> Bits:
    """Pack a mask (n,)."""
    return np.packbits(mask, bitorder="little")


def unpacked(bits: Bits, count: int) -> Mask:
    """Return the mask (count,) that was packed."""
    return np.unpackbits(bits, count=count, bitorder="little").view(np.bool_)


def without(bits: Bits, slots: Slots) -> Bits:
    """Return a copy in which these slots are not set."""
    left = bits.copy()
    np.bitwise_and.at(left, slots >> 3, ~_place(slots))
    return left


def are_set(bits: Bits, slots: Slots) -> Mask:
    """Say of each slot whether it is set; (n,) bool."""
    found: Mask = (bits[slots >> 3] & _place(slots)) != 0
    return found


def count(bits: Bits) -> int:
    """Return how many slots are set."""
    return int(np.bitwise_count(bits).sum())


def _place(slots: Slots) -> NDArray[np.uint8]:
    return np.left_shift(np.uint8(1), (slots & 7).astype(np.uint8))
