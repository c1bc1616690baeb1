"""JSON Lines: one article a line, plain or compressed, from a file or a stream."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from index.article import RawArticle
from index.errors import InvalidArticle, UnreadableSource

LONGEST_LINE = 8 * 1024 * 1024

_DECOMPRESSORS: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": lambda file: io.BufferedReader(
        zstandard.ZstdDecompressor().stream_reader(file, closefd=False)
    ),
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line that was not taken, with the reason in words."""

    line: int
    reason: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What stands on line `line`, counted from 1."""

    line: int
    raw: RawArticle


@contextmanager
def open_lines(path: Path) -> Iterator[tuple[Iterator[bytes], BinaryIO]]:
    """Open a file, decompressing by its ending; gives (lines, the file itself, to see progress).

    Raises UnreadableSource if it is not there or is damaged, also while lines are read.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with file:
        yield _lines(path, file), file


def _lines(path: Path, file: BinaryIO) -> Iterator[bytes]:
    decompress = _DECOMPRESSORS.get(path.suffix)
    try:
        yield from decompress(file) if decompress else file
    except (OSError, EOFError, lzma.LZMAError, zlib.error, zstandard.ZstdError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UnreadableSource:
    reason = getattr(error, "strerror", None) or error
    return UnreadableSource(
        f"cannot read {str(path)!r}: {reason}; "
        "give a file of JSON Lines, plain or .gz, .bz2, .xz or .zst, or '-'"
    )


def read_articles(lines: Iterable[bytes]) -> Iterator[Record | Rejection]:
    """Yield a record for each line that is an article, a rejection for each that is not.

    Empty lines are passed over.
    """
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _read(number, line)


def _read(number: int, line: bytes) -> Record | Rejection:
    if len(line) > LONGEST_LINE:
        return Rejection(number, f"the line has {len(line)} bytes; at most {LONGEST_LINE}")
    try:
        return Record(number, RawArticle.from_json(line.decode()))
    except UnicodeDecodeError as error:
        return Rejection(
            number, f"not valid UTF-8: byte {line[error.start]:#04x} at position {error.start}"
        )
    except InvalidArticle as error:
        return Rejection(number, str(error))
