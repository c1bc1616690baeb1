"""The source of truth: articles, their vectors and the order in which they changed."""

from index.store.records import (
    Card,
    Change,
    Entry,
    Known,
    Listed,
    Outline,
    Position,
    Seed,
    Unencoded,
)
from index.store.sqlite import Store

__all__ = [
    "Card",
    "Change",
    "Entry",
    "Known",
    "Listed",
    "Outline",
    "Position",
    "Seed",
    "Store",
    "Unencoded",
]
