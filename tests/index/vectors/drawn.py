"""Articles with vectors and signatures drawn at random, and what brute force finds of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.article import Article
from index.following import FollowingIndex
from index.signature import BYTES
from index.store import Change, Entry, Store
from index.vectors import Layers, Segment

DIMENSION, MODEL = 8, "model-1"


def vector_for(number: int, version: int = 0) -> np.ndarray:
    """Return a vector of length 1, another one for each number and version."""
    drawn = np.random.default_rng((number, version)).normal(size=DIMENSION)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def signature_for(number: int, version: int = 0) -> bytes:
    return np.random.default_rng((number, version)).bytes(BYTES)


def entry_for(number: int, version: int = 0, language: str = "en") -> Entry:
    """Return an article as it is written to a store."""
    article = Article(id=f"a{number}", language=language, title=f"{number}", text=f"{version}")
    return Entry(article, vector_for(number, version), signature_for(number, version))


def changes_for(rows: Iterable[int], version: int = 0, language: str = "en") -> list[Change]:
    """Return rows as a store tells that they were written."""
    return [
        Change(row, row, language, vector_for(row, version), signature_for(row, version))
        for row in rows
    ]


def layers_of(rows: Iterable[int]) -> Layers:
    """Return an index in memory, without a base."""
    return Layers.on(Segment.empty(DIMENSION)).after(changes_for(rows))


def opened(home: Path) -> tuple[Store, FollowingIndex]:
    """Open a store and an index that follows it, as a new process would."""
    store = Store(home / "catalogue.sqlite")
    return store, FollowingIndex(store, home / "index", MODEL, DIMENSION)


def rows_of(store: Store) -> dict[int, int]:
    """Return the number of the article in each row."""
    return {listed.row: int(listed.id[1:]) for listed in store.listed()}


def found_by(index: FollowingIndex, store: Store, k: int, *only: str) -> list[int]:
    numbers = rows_of(store)
    _, rows = index.search(vector_for(99), k, only)
    return [numbers[row] for row in rows.tolist()]


@dataclass
class Oracle:
    """What is there, compared one by one; vectors as the index keeps them."""

    versions: dict[int, tuple[int, str]] = field(default_factory=dict)

    def write(self, numbers: Sequence[int], version: int, language: str) -> None:
        self.versions.update(dict.fromkeys(numbers, (version, language)))

    def withdraw(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self.versions.pop(number, None)

    def vector(self, number: int) -> np.ndarray:
        version, _ = self.versions[number]
        return vector_for(number, version).astype(np.float16).astype(np.float32)

    def nearest(self, query: np.ndarray, k: int, only: str | None = None) -> list[int]:
        among = [each for each, (_, spoken) in self.versions.items() if only in (None, spoken)]
        return sorted(among, key=lambda each: -float(self.vector(each) @ query))[:k]
