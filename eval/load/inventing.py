"""A catalogue of any size, invented from a real one; nothing is encoded.

Each invented story is a real one that was moved a little: its vectors turned by about 27°, some of
its words exchanged. It has the versions, languages, sections and dates of the real one; so there
are as many translations, and as many languages, as there really are. One story in 500 is told in a
rare language instead.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Vectors
from index.article import Article
from index.catalog import Catalog
from index.signature.signature import TERMS
from index.store import Entry, Listed

RARE = "rm"
_RARELY = 500
_AT_ONCE = 8192
"""Articles in one transaction, about."""

_TURN, _SHARED = 0.5, 0.8
"""How far a story is moved, as a share of a vector's length, and how much of it all versions."""

_EXCHANGED = 4
"""Words of a version, of 64, that are those of others."""


@dataclass(frozen=True, slots=True)
class Real:
    """A real catalogue: its articles by place, and the places of the versions of each story."""

    listed: Sequence[Listed]
    vectors: Vectors
    packed: NDArray[np.uint8]
    stories: Sequence[Sequence[int]]

    @classmethod
    def of(cls, catalog: Catalog) -> "Real":
        """Read all of a catalogue."""
        listed = catalog.store.listed()
        rows = np.array([each.row for each in listed], np.int64)
        of_story = defaultdict(list)
        for place, story in enumerate(catalog.facts(rows).story.tolist()):
            of_story[story].append(place)
        vectors, packed = catalog.index.vectors(rows), catalog.index.packed(rows)
        return cls(listed, vectors, packed, [places[:4] for places in of_story.values()])


def invent(real: Real, catalog: Catalog, count: int) -> Iterator[int]:
    """Write `count` invented articles, or a few more; yields how many there are so far.

    Those that are there already stay: what was interrupted goes on.
    """
    done = 0
    there = catalog.store.count()
    for entries in _batches(real, count):
        done += len(entries)
        if done > there:
            catalog.store.write(entries, catalog.model_id)
        yield done


def _batches(real: Real, count: int) -> Iterator[list[Entry]]:
    first = 0
    while first < count:
        # by its own number, so that a batch is the same whenever it is made
        draw = np.random.default_rng(first)
        chosen, size = [], 0
        while size < min(_AT_ONCE, count - first):
            chosen.append(real.stories[int(draw.integers(len(real.stories)))])
            size += len(chosen[-1])
        yield _entries(real, chosen, first, draw)
        first += size


def _entries(
    real: Real, stories: Sequence[Sequence[int]], first: int, draw: np.random.Generator
) -> list[Entry]:
    places = np.concatenate([np.array(each) for each in stories])
    story = np.repeat(np.arange(len(stories)), [len(each) for each in stories])
    vectors = _moved(real.vectors[places], story, draw)
    packed = _reworded(real.packed[places], real.packed, draw)
    rare = draw.random(len(stories)) < 1 / _RARELY
    return [
        Entry(_article(real.listed[place], first + n, first, int(of), bool(rare[of])), *signed)
        for n, (place, of, *signed) in enumerate(
            zip(places.tolist(), story.tolist(), vectors, map(bytes, packed), strict=True)
        )
    ]


def _article(real: Listed, number: int, batch: int, story: int, rare: bool) -> Article:
    return Article(
        id=f"invented-{number}",
        language=RARE if rare else real.language,
        title=f"Invented story {batch}.{story} ({real.language})",
        url=f"https://invented.example/{number}",
        section=real.section,
        published_at=real.published_at,
        translation_key=f"{batch}.{story}",
    )


def _moved(vectors: Vectors, story: NDArray[np.int64], draw: np.random.Generator) -> Vectors:
    count, dimension = vectors.shape
    together = draw.standard_normal((int(story.max()) + 1, dimension), np.float32)[story]
    alone = draw.standard_normal((count, dimension), np.float32)
    noise = _SHARED * together + (1 - _SHARED**2) ** 0.5 * alone
    moved = vectors + _TURN * noise / dimension**0.5
    unit: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit


def _reworded(
    packed: NDArray[np.uint8], others: NDArray[np.uint8], draw: np.random.Generator
) -> NDArray[np.uint8]:
    """Exchange words of signatures for those of others; keys stay in ascending order."""
    count, packed = len(packed), packed.copy()
    keys, weights = packed[:, : 4 * TERMS].view("<u4"), packed[:, 4 * TERMS : 5 * TERMS]
    given = others[:, : 4 * TERMS].view("<u4")
    for _ in range(_EXCHANGED):
        # those of short texts fill the last places only
        place = draw.integers(TERMS // 2, TERMS, count)
        keys[np.arange(count), place] = given[draw.integers(len(others), size=count), place]
    order = np.argsort(keys, axis=1, kind="stable")
    keys[:] = np.take_along_axis(keys, order, axis=1)
    weights[:] = np.take_along_axis(weights, order, axis=1)
    return packed
