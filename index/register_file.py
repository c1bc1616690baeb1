"""The register in a file that all processes map: each copies only the pages it writes to."""

import json
import os
import weakref
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import NamedTuple, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_START = Struct("<II")
"""A checksum of all that follows it, and how many bytes the words have; then come the columns."""


class Saved(NamedTuple):
    """A register as it was after a change: the languages by number, and what it knows by row."""

    change: int
    languages: tuple[str, ...]
    story: NDArray[np.int64]
    published: NDArray[np.float64]
    language: NDArray[np.int16]


class RegisterFile:
    """What was `saved`, in memory that may be written to; the file stays as it is."""

    def __init__(self, path: Path) -> None:
        """Map a file that `write` wrote. Raises OSError, or ValueError if it is damaged."""
        # open as long as this is: others may remove the file, and it is read on
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._opened = self._status()
        content = np.asarray(np.memmap(path, np.uint8, mode="c"))
        self.saved = _read(content)

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """Open a file; None if it is not there or damaged."""
        with suppress(OSError, ValueError):
            return cls(path)
        return None

    def is_untouched(self) -> bool:
        """Say whether the file is as it was opened; to use one that was cut short is fatal."""
        return self._status() == self._opened

    def _status(self) -> tuple[int, int]:
        found = os.fstat(self._file)
        return found.st_size, found.st_mtime_ns


def write(path: Path, saved: Saved) -> None:
    """Write a register, whole or not at all. Raises OSError."""
    words = json.dumps([saved.change, saved.languages, len(saved.story)]).encode()
    # numbers of eight bytes are quicker to read where eight divides their place
    words += b" " * (-len(words) % 8)
    columns = (saved.story, saved.published, saved.language)
    content = b"".join([_START.pack(0, len(words))[4:], words, *(each.data for each in columns)])
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(crc32(content).to_bytes(4, "little"))
        file.write(content)
    draft.replace(path)


def _read(content: NDArray[np.uint8]) -> Saved:
    if len(content) < _START.size:
        raise ValueError("the register was cut short")
    checksum, length = _START.unpack(content[: _START.size].tobytes())
    if crc32(content[4:].data) != checksum:
        raise ValueError("the register is damaged")
    begin = _START.size + length
    change, languages, rows = json.loads(content[_START.size : begin].tobytes())
    wide, narrow = content[begin : begin + 16 * rows], content[begin + 16 * rows :]
    story, published = wide[: 8 * rows], wide[8 * rows :]
    return Saved(
        change,
        tuple(languages),
        story.view(np.int64),
        published.view(np.float64),
        narrow.view(np.int16),
    )
