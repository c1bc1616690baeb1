"""Nearest neighbours over vectors: a cache that is always made again from the store."""

from index.vectors.faiss_index import VectorIndex

__all__ = ["VectorIndex"]
