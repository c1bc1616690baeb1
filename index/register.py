"""The register: the facts of all articles, followed through the change log."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows
from index.facts import Facts
from index.store import Store
from index.store.register import Registered

_AT_ONCE = 10_000
_NONE = -1
_NO_ROWS: Rows = np.zeros(0, np.int64)


class Saved(NamedTuple):
    """A register as it was after a change: the languages by number, and columns by name."""

    change: int
    languages: tuple[str, ...]
    columns: Mapping[str, Any]


class Register:
    """The facts of all published articles of a store, by row; follows its change log.

    It starts from what was saved in `folder` beside the index's snapshot, if that is whole. Safe to
    use from several threads.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder, self._lock = store, folder, threading.Lock()
        self._numbers: dict[str, int] = {}
        self._columns = _Columns.empty(0)
        self.change = 0

    def follow(self, change: int) -> Rows:
        """Come up to a change number; return the rows that were written since (n,)."""
        if change == self.change:
            return _NO_ROWS
        written = [_NO_ROWS]
        with self._lock:
            # another thread may know of a later change already
            if change < self.change and self._store.position().change < self.change:
                # the store was put back to an earlier state under our feet
                self._numbers, self._columns, self.change = {}, _Columns.empty(0), 0
            if self.change == 0:
                self._load()
            while self.change < change and (
                found := self._store.register.after(self.change, _AT_ONCE)
            ):
                written.append(self._apply(found))
                self.change = found[-1].change
        return np.concatenate(written)

    def saved(self) -> "Saved":
        """Return all of it as of now, to write it beside a snapshot that is taken later."""
        with self._lock:
            columns = self._columns
            arrays = {name: getattr(columns, name).copy() for name in columns.__slots__}
            return Saved(self.change, tuple(self._numbers), arrays)

    def write(self, saved: "Saved", name: str) -> None:
        """Write what was saved beside the snapshot `name`, unless it is there already."""
        path = self._path(name)
        if path.exists():
            return
        languages = np.array(saved.languages, np.str_)
        draft = path.with_suffix(".draft.npz")
        with suppress(OSError):
            # without it the next start takes longer, and that is all
            with draft.open("wb") as file:
                np.savez(file, change=saved.change, languages=languages, **saved.columns)
            draft.replace(path)

    def _load(self) -> None:
        name = self._store.position().snapshot
        # it may be missing or cut short, or be of an earlier version
        with (
            suppress(OSError, ValueError, KeyError, EOFError, BadZipFile),
            np.load(self._path(name or "none"), allow_pickle=False) as found,
        ):
            columns = _Columns(*(found[each] for each in _Columns.__slots__))
            self._numbers = {tag: n for n, tag in enumerate(found["languages"].tolist())}
            self._columns, self.change = columns, int(found["change"])

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.register.npz"

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
