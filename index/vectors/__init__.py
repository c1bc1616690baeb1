"""Nearest neighbours over vectors: a cache that is always made again from the store."""

from index.vectors.layers import Layers
from index.vectors.segment import Packed, Segment

__all__ = ["Layers", "Packed", "Segment"]
