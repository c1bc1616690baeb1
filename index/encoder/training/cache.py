"""Tokenised corpora on disk: flat arrays of piece ids, and aligned lists of segments.

A segment is one text, a range of the flat array. Segments of one document and language lie side by
side in row order, so a window of consecutive rows is one range as well.
"""

import itertools
import json
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from index.encoder.training.corpus import HELD_OUT_EVERY, HELD_OUT_NEWS, Row, read

_BATCH = 20_000
_MOST_ROWS = 2_000_000
_MOST_LANGUAGES = 18
_PAIRS_PER_LANGUAGE = 3
"""A text in n > 18 languages gives 3n pairs, or a few famous titles would be most of the list."""


@dataclass(frozen=True, slots=True)
class AlignedList:
    """Segments of two languages that mean the same, row by row; `segments` is (n, 2) int32."""

    languages: tuple[str, str]
    segments: NDArray[np.int32]

    def english_first(self) -> "AlignedList":
        """Return it with English in the first column; ValueError if neither is English."""
        order = [self.languages.index("en"), 1 - self.languages.index("en")]
        a, b = (self.languages[side] for side in order)
        return AlignedList((a, b), self.segments[:, order])


@dataclass(frozen=True, slots=True)
class Corpus:
    """One tokenised source: flat piece ids (t,) int32, segment bounds (s + 1,) int64, lists."""

    pieces: NDArray[np.int32]
    bounds: NDArray[np.int64]
    lists: list[AlignedList]

    def texts(
        self, first: NDArray[np.integer], last: NDArray[np.integer], longest: int | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Join segments `first` to `last`, both (n,), into n texts of at most `longest` pieces.

        Returns the pieces of all texts end to end, and the bounds (n + 1,) of each in them.
        """
        begin = self.bounds[first]
        lengths = np.minimum(self.bounds[last + 1] - begin, longest or np.iinfo(np.int64).max)
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        where = np.repeat(begin - bounds[:-1], lengths) + np.arange(bounds[-1])
        return self.pieces[where], bounds


@dataclass(slots=True)
class Collector:
    """Texts by document and language, in the order of their segments; lists that point into them.

    `lists` has, by document and two languages, the places of each row's two texts in theirs.
    """

    texts: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[tuple[str, str, str], list[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, row: Row, chance: random.Random) -> None:
        """Take in a row, and pairs of its languages."""
        place = {}
        for language, text in row.texts.items():
            group = self.texts[row.document, language]
            place[language] = len(group)
            group.append(text)
        for a, b in _pairs(sorted(row.texts), chance):
            self.lists[row.document, a, b].append((place[a], place[b]))


def load_corpus(folder: Path) -> Corpus:
    """Open what `cache_source` wrote; FileNotFoundError if it did not."""
    segments = np.load(folder / "segments.npy")
    headings = json.loads((folder / "lists.json").read_text(encoding="utf-8"))
    lists = [AlignedList((a, b), segments[start:stop]) for a, b, start, stop in headings]
    return Corpus(np.load(folder / "pieces.npy"), np.load(folder / "bounds.npy"), lists)


def cache_source(data: Path, source: str, tokenizer: Tokenizer, folder: Path) -> None:
    """Tokenise one source into `folder`, and its held-out rows into `folder`-held-out."""
    train, held = collect(data, source)
    _write(train, tokenizer, folder)
    if held.lists:
        _write(held, tokenizer, folder.with_name(f"{folder.name}-held-out"))


def collect(data: Path, source: str) -> tuple[Collector, Collector]:
    """Read one source: the rows to train on, and those held out."""
    chance = random.Random(source)
    train, held = Collector(), Collector()
    rows = list(tqdm(read(data, source), desc=f"read {source}", unit=" rows"))
    if source in ("sentences", "lexicon"):
        # these come sorted by spelling; a window of several rows should be any rows
        chance.shuffle(rows)
        rows = rows[:_MOST_ROWS]
    for number, row in enumerate(rows):
        (held if _is_held_out(source, number, row) else train).add(row, chance)
    return train, held


def _is_held_out(source: str, number: int, row: Row) -> bool:
    if source == "sentences":
        return number % HELD_OUT_EVERY == 0
    return row.document == HELD_OUT_NEWS


def _pairs(languages: list[str], chance: random.Random) -> list[tuple[str, str]]:
    pairs = list(itertools.combinations(languages, 2))
    if len(languages) <= _MOST_LANGUAGES:
        return pairs
    return chance.sample(pairs, _PAIRS_PER_LANGUAGE * len(languages))


def _write(collected: Collector, tokenizer: Tokenizer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    bases, count = {}, 0
    for group, texts in collected.texts.items():
        bases[group] = count
        count += len(texts)
    headings, tables, start = [], [], 0
    for (document, a, b), rows in collected.lists.items():
        tables.append(np.add(rows, (bases[document, a], bases[document, b])))
        headings.append((a, b, start, start + len(rows)))
        start += len(rows)
    pieces, bounds = tokenise(itertools.chain(*collected.texts.values()), count, tokenizer)
    np.save(folder / "pieces.npy", pieces)
    np.save(folder / "bounds.npy", bounds)
    np.save(folder / "segments.npy", np.concatenate(tables).astype(np.int32))
    # written last: its presence says that the folder is complete
    (folder / "lists.json").write_text(json.dumps(headings), encoding="utf-8")


def tokenise(
    texts: Iterator[str], count: int, tokenizer: Tokenizer
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Piece ids of `count` texts end to end, (t,), and the bounds (count + 1,) of each in them."""
    pieces, lengths = array("i"), array("i")
    with tqdm(total=count, desc="tokenise", unit=" texts", unit_scale=True) as progress:
        while batch := list(itertools.islice(texts, _BATCH)):
            for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
                ids = encoding.ids
                pieces.extend(ids)
                lengths.append(len(ids))
            progress.update(len(batch))
    bounds = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return np.array(pieces, np.int32), bounds
