"""What is shown of articles: kept in the process until the article is written anew."""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

from index.arrays import Rows
from index.store import Card, Store, Version

T = TypeVar("T")

_CARDS, _HEADLINES = 20_000, 60_000
"""Kept by each process, in some 20 and 25 MB."""


class _Kept(Generic[T]):
    """What `read` gives for rows, kept by row; at most so many."""

    def __init__(self, read: Callable[[Sequence[int]], Mapping[int, T]], most: int) -> None:
        self._read, self._most = read, most
        self._kept: dict[int, T] = {}
        self._forgotten = 0
        self._lock = Lock()

    def of(self, rows: Sequence[int]) -> dict[int, T]:
        kept = self._kept
        missing = [row for row in rows if row not in kept]
        if missing:
            forgotten = self._forgotten
            found = self._read(missing)
            if forgotten != self._forgotten:
                # what was read may be older than what another thread has forgotten meanwhile
                return dict(self._read(rows))
            with self._lock:
                kept |= found
                shown = {row: kept[row] for row in rows if row in kept}
                while len(kept) > self._most:
                    del kept[next(iter(kept))]
            return shown
        return {row: kept[row] for row in rows if row in kept}

    def forget(self, rows: Sequence[int]) -> None:
        with self._lock:
            self._forgotten += 1
            for row in rows:
                self._kept.pop(row, None)


class Cards:
    """The cards and headlines of a store's articles by row; safe for several threads.

    They are as they were when `forget` was called for them last.
    """

    def __init__(self, store: Store) -> None:
        self._cards: _Kept[Card] = _Kept(store.cards, _CARDS)
        self._headlines: _Kept[Version] = _Kept(store.headlines, _HEADLINES)

    def of(self, rows: Sequence[int]) -> dict[int, Card]:
        """Return cards of the published among `rows`."""
        return self._cards.of(rows)

    def headlines(self, rows: Sequence[int]) -> dict[int, Version]:
        """Return title, address and language of the published among `rows`."""
        return self._headlines.of(rows)

    def forget(self, rows: Rows) -> None:
        """Read what is shown of some rows anew when it is asked for."""
        listed = rows.tolist()
        self._cards.forget(listed)
        self._headlines.forget(listed)
