"""The register: the facts of all articles, followed through the change log."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows
from index.facts import Facts
from index.register_file import RegisterFile, Saved, write
from index.store import Store
from index.store.register import Registered

_AT_ONCE = 10_000
_NONE = -1
_NO_ROWS: Rows = np.zeros(0, np.int64)


class Register:
    """The facts of all published articles of a store, by row; follows its change log.

    It starts from what was saved in `folder` beside the index's snapshot, if that is whole, and
    from nothing again once somebody touches that file. Safe to use from several threads.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder, self._lock = store, folder, threading.Lock()
        self._numbers: dict[str, int] = {}
        self._columns = _Columns.empty(0)
        self._file: RegisterFile | None = None
        self.change = 0

    def follow(self, change: int) -> Rows:
        """Come up to a change number; return the rows that were written since (n,)."""
        if change == self.change and self._is_untouched():
            return _NO_ROWS
        written = [_NO_ROWS]
        with self._lock:
            if not self._is_untouched() or self._is_ahead(change):
                self._numbers, self._columns, self.change = {}, _Columns.empty(0), 0
            if self.change == 0:
                self._load()
            while self.change < change and (
                found := self._store.register.after(self.change, _AT_ONCE)
            ):
                written.append(self._apply(found))
                self.change = found[-1].change
        return np.concatenate(written)

    def saved(self) -> Saved:
        """Return all of it as of now, to write it beside a snapshot that is taken later."""
        with self._lock:
            columns = self._columns.grown(len(self._columns.story))
            return Saved(
                self.change,
                tuple(self._numbers),
                columns.story,
                columns.published,
                columns.language,
            )

    def write(self, saved: Saved, name: str) -> None:
        """Write what was saved beside the snapshot `name`, unless it is there already."""
        path = self._path(name)
        # without it the next start takes longer, and that is all
        with suppress(OSError):
            if not path.exists():
                write(path, saved)

    def _is_untouched(self) -> bool:
        return self._file is None or self._file.is_untouched()

    def _is_ahead(self, change: int) -> bool:
        """Say whether the store was put back to an earlier state under our feet."""
        # another thread may know of a later change already
        return change < self.change and self._store.position().change < self.change

    def _load(self) -> None:
        name = self._store.position().snapshot
        self._file = RegisterFile.at(self._path(name)) if name else None
        if self._file is not None:
            saved = self._file.saved
            self.change = saved.change
            self._numbers = {tag: number for number, tag in enumerate(saved.languages)}
            self._columns = _Columns(saved.language, saved.story, saved.published)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.register"

    def published(self, rows: Rows) -> Mask:
        """Say which of some rows (n,) are published articles; (n,) bool."""
        story = self._columns.story
        known = rows < len(story)
        known[known] = story[rows[known]] != _NONE
        return known

    def facts(self, rows: Rows) -> Facts:
        """Return the facts of rows (n,) of published articles, in their order."""
        columns = self._columns
        return Facts(
            rows,
            columns.language[rows],
            columns.story[rows],
            columns.published[rows],
            tuple(self._numbers),
        )

    def languages(self, rows: Sequence[int]) -> list[str]:
        """Return the languages of rows of articles that are published, or were."""
        tags = tuple(self._numbers)
        return [tags[number] for number in self._columns.language[rows].tolist()]

    def _apply(self, found: Sequence[Registered]) -> Rows:
        columns = self._columns
        last = max(each.row for each in found)
        if last >= len(columns.story):
            columns = columns.grown(max(last + 1, len(columns.story) * 5 // 4))
        numbers = self._numbers
        rows = np.array([each.row for each in found], np.int64)
        columns.language[rows] = [numbers.setdefault(each.language, len(numbers)) for each in found]
        columns.published[rows] = [
            datetime.fromisoformat(each.published).timestamp() if each.published else np.nan
            for each in found
        ]
        columns.story[rows] = [_NONE if each.story is None else each.story for each in found]
        # whoever reads meanwhile has the old columns or the new ones
        self._columns = columns
        return rows


@dataclass(frozen=True, slots=True)
class _Columns:
    language: NDArray[np.int16]
    story: NDArray[np.int64]
    published: NDArray[np.float64]

    @classmethod
    def empty(cls, rows: int) -> "_Columns":
        return cls(np.zeros(rows, np.int16), np.full(rows, _NONE, np.int64), np.full(rows, np.nan))

    def grown(self, rows: int) -> "_Columns":
        larger, count = self.empty(rows), len(self.story)
        larger.language[:count], larger.story[:count] = self.language, self.story
        larger.published[:count] = self.published
        return larger
