"""The fragments of all articles in one file, by row, beside a snapshot of the index."""

import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from typing import BinaryIO, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.cards.fragment import Fragment

_HEAD = Struct("<II")
"""Before each fragment: a checksum of it, and how many bytes its headline has."""

_END = Struct("<QQI")
"""At the end, after the places: change, rows, and a checksum of the places."""

_AT_ONCE = 4096


class CardFile:
    """Fragments as of a change of the store; `begins` (rows + 1,) says where each row's begins.

    It is mapped into memory, which all processes share, and goes on to be read once others have
    removed it. That it is cut short, or a byte of it another, reads as if nothing stood there.
    """

    def __init__(self, path: Path) -> None:
        """Map a file that `write` wrote. Raises OSError, or ValueError if it is damaged."""
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._size = os.fstat(self._file).st_size
        self._content = mmap(self._file, 0, access=ACCESS_READ)
        self.change, self.begins = _places(self._content)

    @classmethod
    def at(cls, stem: Path) -> Self | None:
        """Open what `write` wrote; None if it is not there or not whole."""
        with suppress(OSError, ValueError):
            return cls(_path(stem))
        return None

    def is_whole(self) -> bool:
        """Say whether the file is as long as it was; to read beyond its end is fatal."""
        return os.fstat(self._file).st_size >= self._size

    def fragments(self, rows: Sequence[int]) -> dict[int, Fragment]:
        """Return the fragments of those of the rows that have one, and the one they had."""
        known = [row for row in rows if row + 1 < len(self.begins)]
        if not known or not self.is_whole():
            return {}
        places = np.array(known)
        begins, ends = self.begins.take(places).tolist(), self.begins.take(places + 1).tolist()
        records = (
            (row, _read(self._content[begin:end]))
            for row, begin, end in zip(known, begins, ends, strict=True)
        )
        return {row: fragment for row, fragment in records if fragment is not None}

    def copy(self, first: int, last: int, into: BinaryIO) -> None:
        """Copy the fragments of rows from `first` to before `last`, as they are."""
        if not self.is_whole():
            raise OSError("the file of cards was cut short while it was in use")
        first, last = (min(each, len(self.begins) - 1) for each in (first, last))
        begin, end = int(self.begins[first]), int(self.begins[last])
        into.write(memoryview(self._content)[begin:end])


def write(
    stem: Path,
    change: int,
    old: CardFile | None,
    changed: Sequence[int],
    fragments_of: Callable[[Sequence[int]], dict[int, Fragment]],
) -> None:
    """Write the fragments as of a change; of rows that have not `changed`, ascending, the old ones.

    Raises OSError if it cannot be done.
    """
    lengths = _lengths(old, changed)
    with (draft := stem.with_suffix(".cards.draft")).open("wb") as file:
        done = 0
        for row, record in _records(changed, fragments_of):
            if old is not None:
                old.copy(done, row, file)
            done = row + 1
            file.write(record)
            lengths[row] = len(record)
        if old is not None:
            old.copy(done, len(lengths), file)
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype("<u8")
        # numbers are quicker to read where eight divides their place
        file.write(b"\0" * (-int(begins[-1]) % begins.itemsize))
        file.write(begins.data)
        file.write(_END.pack(change, len(lengths), crc32(begins.data)))
    draft.replace(_path(stem))


def _places(content: mmap) -> tuple[int, NDArray[np.uint64]]:
    if len(content) < _END.size:
        raise ValueError("the file of cards was cut short")
    end = len(content) - _END.size
    change, rows, checksum = _END.unpack_from(content, end)
    if (begin := end - 8 * (rows + 1)) < 0:
        raise ValueError("the file of cards is damaged")
    begins = np.frombuffer(content, "<u8", rows + 1, begin)
    if crc32(begins.data) != checksum:
        raise ValueError("the file of cards is damaged")
    return change, begins


def _lengths(old: CardFile | None, changed: Sequence[int]) -> NDArray[np.uint64]:
    known = np.zeros(0, np.uint64) if old is None else np.diff(old.begins)
    lengths = np.zeros(max(len(known), max(changed, default=-1) + 1), np.uint64)
    lengths[: len(known)] = known
    return lengths


def _records(
    rows: Sequence[int], fragments_of: Callable[[Sequence[int]], dict[int, Fragment]]
) -> Iterator[tuple[int, bytes]]:
    for first in range(0, len(rows), _AT_ONCE):
        part = rows[first : first + _AT_ONCE]
        fragments = fragments_of(part)
        for row in part:
            fragment = fragments.get(row)
            yield row, b"" if fragment is None else _written(fragment)


def _written(fragment: Fragment) -> bytes:
    content = fragment.headline + fragment.rest
    return _HEAD.pack(crc32(content), len(fragment.headline)) + content


def _read(record: bytes) -> Fragment | None:
    if len(record) < _HEAD.size:
        return None
    checksum, cut = _HEAD.unpack_from(record)
    content = record[_HEAD.size :]
    return Fragment(content[:cut], content[cut:]) if crc32(content) == checksum else None


def _path(stem: Path) -> Path:
    return stem.with_suffix(".cards")
