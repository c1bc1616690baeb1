"""`python -m index.signature.learn`: the tables of `idf`, from packed text of many languages.

News and sentences are cut into passages as long as a short article; each language counts in how
many of its passages a term or piece occurs. It takes some minutes and gives the same tables every
time.
"""

import argparse
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder.training.corpus import HELD_OUT_NEWS, read
from index.signature.idf import BUCKETS, PIECE_TABLE, RAREST, STEP, TERM_TABLE, bucket_of
from index.signature.pieces import tokenise, vocabulary
from index.signature.terms import terms

_SOURCES = ("news", "sentences")
_LETTERS = 1000
# a text in characters that stand for words or syllables is as long in fewer of them
_LETTERS_OF = {"zh": 400, "ja": 400, "ko": 400}
_MOST = 4000
"""Passages read of a language in a source."""

_FEWEST = 300
"""Passages of a language that tell what is common in it; languages with fewer are left out."""

_CAUTION = 3000
"""A share is taken of at least so many passages: a few texts may be all about one thing."""

_COMMON = 0.1
"""A term that is in more than this share of a language's passages says nothing."""


def passages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield languages and passages of packed training data."""
    for source in _SOURCES:
        yielded: defaultdict[str, int] = defaultdict(int)
        open_: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read(folder, source):
            if row.document == HELD_OUT_NEWS:
                continue
            for language, text in row.texts.items():
                parts = open_[language, row.document]
                parts.append(text)
                if sum(map(len, parts)) < _LETTERS_OF.get(language, _LETTERS):
                    continue
                if yielded[language] < _MOST:
                    yield language, "\n".join(parts)
                    yielded[language] += 1
                parts.clear()


def learn(
    passages: Iterable[tuple[str, str]], found_in: Callable[[str], NDArray[np.integer]], size: int
) -> NDArray[np.uint8]:
    """Return the table (size,) of how much what is found in passages says, in steps of `STEP`.

    `found_in` returns entries of the table, each as often as you like.
    """
    counts: dict[str, NDArray[np.int64]] = {}
    read: defaultdict[str, int] = defaultdict(int)
    for language, passage in passages:
        counted = counts.setdefault(language, np.zeros(size, np.int64))
        counted[np.unique(found_in(passage))] += 1
        read[language] += 1
    share = np.zeros(size)
    for language, counted in counts.items():
        if read[language] >= _FEWEST:
            np.maximum(share, counted / max(read[language], _CAUTION), out=share)
    idf = np.log(1 / np.maximum(share, RAREST))
    steps: NDArray[np.uint8] = np.round(np.where(share > _COMMON, 0, idf) / STEP).astype(np.uint8)
    return steps


def buckets_in(passage: str) -> NDArray[np.uint32]:
    """Return the buckets of a passage's terms."""
    return bucket_of(np.array(list(terms(passage)), np.uint32))


def pieces_in(passage: str) -> NDArray[np.int64]:
    """Return the pieces of a passage."""
    return np.array(tokenise([passage])[0], np.int64)


def main(arguments: list[str] | None = None) -> None:
    """Read packed text, write the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m index.signature.learn",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--data", type=Path, default=Path("../shared/data/train"), help="folder of packed text")
    add("--out", type=Path, default=TERM_TABLE.parent, help="folder for the tables")
    options = parser.parse_args(arguments)
    for table, found_in, size in (
        (TERM_TABLE, buckets_in, BUCKETS),
        (PIECE_TABLE, pieces_in, vocabulary()),
    ):
        learnt = learn(passages(options.data), found_in, size)
        (options.out / table.name).write_bytes(lzma.compress(learnt.tobytes()))


if __name__ == "__main__":
    main()
