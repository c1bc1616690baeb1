"""A JSON object in a file, a member a line in the order of keys: read and written as a stream.

A catalogue's lists need not fit into memory, and what did not change is copied as it is.
"""

import heapq
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from recommender.export.files import ExportFailed

_BEGIN, _END = b"{\n", b"\n}\n"
_READER = json.JSONDecoder()

Member = tuple[str, bytes]
"""A key, and its value as JSON on one line."""


def members_of(path: Path) -> Iterator[Member]:
    """Yield the members of a file as `table_of` writes it, in the order of keys; none without one.

    Raises ExportFailed for a file that was written otherwise.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.strip() in (b"{", b"}", b""):
                continue
            yield _member(path, line.rstrip(b"\n").removesuffix(b","))


def table_of(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield the content of a file with some members, which are in the order of keys."""
    yield _BEGIN
    comma = b""
    for key, value in members:
        yield comma + json.dumps(key, ensure_ascii=False).encode() + b":" + value
        comma = b",\n"
    yield _END


def merged(members: Iterable[Member], changed: Iterable[Member]) -> Iterator[Member]:
    """Yield members and those that are changed, in the order of keys; a changed one wins."""
    in_order = heapq.merge(sorted(changed), members, key=itemgetter(0))
    for _, versions in groupby(in_order, key=itemgetter(0)):
        yield next(versions)


def id_in(value: bytes) -> str:
    """Return the id that a value begins with."""
    id_, _ = _READER.raw_decode(value.decode(), len('{"id":'))
    return str(id_)


def _member(path: Path, line: bytes) -> Member:
    try:
        text = line.decode()
        key, end = _READER.raw_decode(text)
        if not isinstance(key, str) or text[end] != ":":
            raise ValueError("no member of an object")
    except (ValueError, IndexError) as error:
        raise ExportFailed(
            f"{str(path)!r} was not written here, or was changed: {error}; remove it and export "
            "again"
        ) from error
    return key, text[end + 1 :].encode()
