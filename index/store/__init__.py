"""The source of truth: articles, their vectors, in which order they changed; editors' decisions."""

from index.store.decision import Decision, Standing, Verdict
from index.store.records import (
    Card,
    Change,
    Entry,
    Known,
    Listed,
    Outline,
    Page,
    Position,
    Seed,
    Unencoded,
    Version,
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
    "Page",
    "Position",
    "Seed",
    "Standing",
    "Store",
    "Unencoded",
    "Verdict",
    "Version",
]
