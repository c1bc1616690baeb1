"""The source of truth: articles, their vectors, in which order they changed; editors' decisions."""

from index.store.decisions import Decision, Standing, Verdict
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
    "Decision",
    "Entry",
    "Known",
    "Listed",
    "Outline",
    "Position",
    "Seed",
    "Standing",
    "Store",
    "Unencoded",
    "Verdict",
]
