"""What is shown of articles: from a file as of the last snapshot, and from the store since."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

from index.arrays import Rows
from index.cards import file
from index.cards.file import CardFile
from index.cards.fragment import Fragment
from index.store import Card, Store, Version
from index.vectors.snapshot import explained, held

_MOST = 10_000
"""Fragments kept that are not in the file, in some 8 MB."""

_AGAIN_S = 10.0
"""A file that is not there may be written later, as that of a snapshot of an earlier version."""


class _Base(NamedTuple):
    """A file, and the rows that were written since."""

    file: CardFile | None
    changed: set[int]


class Cards:
    """What is shown of a store's articles, by row; safe for several threads.

    It is as it was when `follow` was called last. The file stands in `folder` beside a snapshot of
    the index; without one all is read from the store.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder, self._lock = store, folder, Lock()
        self._snapshot: str | None = None
        self._base = _Base(None, set())
        self._kept: dict[int, Fragment] = {}
        self._forgotten = 0
        self._again = 0.0

    def fragments(self, rows: Sequence[int]) -> dict[int, Fragment]:
        """Return cards of the published among `rows` as JSON."""
        (opened, changed), kept = self._base, self._kept
        found: dict[int, Fragment] = {}
        if opened is not None:
            found = opened.fragments([row for row in rows if row not in changed])
        if len(found) == len(rows):
            return found
        found |= {row: kept[row] for row in rows if row in kept}
        missing = [row for row in rows if row not in found]
        return found | self._stored(missing) if missing else found

    def of(self, rows: Sequence[int]) -> dict[int, Card]:
        """Return cards of the published among `rows`."""
        return {row: fragment.card(row) for row, fragment in self.fragments(rows).items()}

    def headlines(self, rows: Sequence[int]) -> dict[int, Version]:
        """Return title, address and language of the published among `rows`."""
        return {row: fragment.version(row) for row, fragment in self.fragments(rows).items()}

    def follow(self, snapshot: str | None, written: Rows) -> None:
        """Read what is shown of the `written` rows anew, and change over to another snapshot."""
        is_open = snapshot == self._snapshot and not self._is_due()
        if is_open and not len(written):
            return
        with self._lock:
            self._forgotten += 1
            if not is_open:
                self._open(snapshot)
            self._base.changed.update(written.tolist())
            for row in written.tolist():
                self._kept.pop(row, None)

    def is_written(self, snapshot: str) -> bool:
        """Say whether there is a file beside a snapshot, and whole."""
        is_open = snapshot == self._snapshot and self._base.file is not None
        return is_open or CardFile.at(self._folder / snapshot) is not None

    def write(self, snapshot: str, change: int) -> None:
        """Write the file beside a snapshot as of a change, which `follow` has heard of.

        Raises StoreUnavailable if it cannot be done.
        """
        with self._lock:
            opened, changed = self._base.file, sorted(self._base.changed)
        rows = changed if opened else self._store.register.rows_after(0)
        with held(self._folder), explained(self._folder):
            if not self.is_written(snapshot):
                file.write(self._folder / snapshot, change, opened, rows, self._read)

    def _is_due(self) -> bool:
        """Say whether it is time to look once more for a file that was not there."""
        return self._base.file is None and self._snapshot is not None and monotonic() >= self._again

    def _open(self, snapshot: str | None) -> None:
        opened = CardFile.at(self._folder / snapshot) if snapshot else None
        changed = {*self._store.register.rows_after(opened.change)} if opened else set()
        # both at once, for those who read meanwhile
        self._base = _Base(opened, changed)
        self._snapshot, self._kept, self._again = snapshot, {}, monotonic() + _AGAIN_S

    def _stored(self, rows: Sequence[int]) -> dict[int, Fragment]:
        forgotten = self._forgotten
        found = self._read(rows)
        with self._lock:
            # what was read may be older than what another thread has forgotten meanwhile
            if forgotten == self._forgotten:
                self._kept |= found
                while len(self._kept) > _MOST:
                    del self._kept[next(iter(self._kept))]
        return found

    def _read(self, rows: Sequence[int]) -> dict[int, Fragment]:
        return {row: Fragment.of(card) for row, card in self._store.cards(rows).items()}
