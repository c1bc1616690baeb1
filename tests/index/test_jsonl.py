"""Reading JSON Lines."""

import bz2
import gzip
import lzma
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from index.errors import UnreadableSource
from index.sources.jsonl import LONGEST_LINE, Record, Rejection, open_lines, read_articles

LINES = b'{"id": "a", "title": "A", "text": "x"}\n\n{"id": 7, "title": "B", "text": "y"}\n'


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [
        ("", bytes),
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_the_ending_says_how_a_file_is_compressed(
    tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]
):
    """The same lines come out of every kind of file."""
    path = tmp_path / f"articles.jsonl{suffix}"
    path.write_bytes(compress(LINES))

    with open_lines(path) as (lines, _):
        records = list(read_articles(lines))

    assert [(r.line, r.raw.id) for r in records if isinstance(r, Record)] == [(1, "a"), (3, "7")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"nonsense", "not valid JSON"),
        (b"[1]", "should be an object; got \\[1\\]"),
        (b'{"title": 5.5, "tags": "x"}', "tags: .*array; got 'x'"),
        (b'{"id": {"a": 1}}', "id: .*string; got {'a': 1}"),
        (b'{"title": "\xff"}', "not valid UTF-8: byte 0xff at position 11"),
        (b'{"title": "\\ud800"}', "not valid JSON"),
        (b'{"text": "' + b"x" * LONGEST_LINE + b'"}', "bytes; at most"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number(line: bytes, reason: str):
    """The lines around it are read, and the rejection says what is wrong."""
    first, second, third = read_articles([LINES.splitlines()[0], line, LINES.splitlines()[2]])

    assert isinstance(first, Record)
    assert isinstance(third, Record)
    assert isinstance(second, Rejection)
    assert second.line == 2
    assert re.search(reason, second.reason)


def test_a_byte_order_mark_is_passed_over():
    """A file that some editors save is read all the same."""
    (record,) = read_articles([b"\xef\xbb\xbf" + LINES.splitlines()[0]])

    assert isinstance(record, Record)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", gzip.compress(LINES, mtime=0)[:-12]),
        ("a.jsonl.xz", b"not compressed"),
        ("a.jsonl.zst", b"not compressed"),
        ("a.jsonl.bz2", b"not compressed"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, name: str, content: bytes):
    """The error names the file and what can be read."""
    (tmp_path / name).write_bytes(content)

    with (
        pytest.raises(UnreadableSource, match=f"{name}.*JSON Lines"),
        open_lines(tmp_path / name) as (lines, _),
    ):
        list(read_articles(lines))


def test_a_missing_file_is_named(tmp_path: Path):
    """The error names the file that is not there."""
    with pytest.raises(UnreadableSource, match="No such file"), open_lines(tmp_path / "nothing"):
        pass
