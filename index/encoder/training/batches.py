"""Batches: groups of pairs, each group from one pair of languages, drawn from one kind of material.

A group is what the loss centres on its own mean, as the encoder centres each language at use. A
batch of one group compares within one pair of languages; a batch of several also teaches that a
near text in another language beats a far one in the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.encoder.training.cache import Corpus
from index.encoder.training.languages import weight

LONGEST = 256
"""Pieces kept of one text."""

KEPT = 0.65
"""Share of pieces that a window keeps: news is scarce, whole windows would be learnt by heart."""

_FEWEST_ROWS = 300
"""Pairs of languages with fewer rows are left out: their groups would be too small to centre."""

_SAME_LANGUAGE = 0.45
"""Share of `next` groups whose two windows are in one language."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of material: how often it is drawn, and how its pairs are cut.

    `rows` is the least and most rows a text takes; `pairs` is the size of a batch. A pair is a text
    and its `translation`, or a text and the one that comes `next` in its document. Where `glossed`,
    one or both are English put into another language `word by word`.
    """

    source: str
    share: float
    rows: tuple[int, int] = (1, 1)
    relation: Literal["translation", "next"] = "translation"
    pairs: int = 2048
    glossed: Literal["not", "word by word"] = "not"


@dataclass(frozen=True, slots=True)
class Bag:
    """Texts as pieces: flat ids (t,) int32 and where each text starts, (n,) int64."""

    pieces: NDArray[np.int32]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Row i of `left` belongs to row i of `right`; `groups` are the sizes of consecutive groups."""

    left: Bag
    right: Bag
    groups: list[int]


class Material:
    """One kind's corpus, with the lists of each language pair joined and weighted."""

    def __init__(self, kind: Kind, corpus: Corpus) -> None:
        self.kind = kind
        self.corpus = corpus
        joined = defaultdict(list)
        for each in corpus.lists:
            joined[each.languages].append(each.segments)
        tables = {pair: np.concatenate(parts) for pair, parts in joined.items()}
        enough = {pair: table for pair, table in tables.items() if len(table) >= _FEWEST_ROWS}
        self.tables = list(enough.values())
        chances = [len(table) ** 0.5 * weight(a) * weight(b) for (a, b), table in enough.items()]
        self.chances = np.array(chances) / np.sum(chances)

    def batch(self, groups: int, chance: np.random.Generator) -> Batch:
        """Draw `groups` groups of equal size; a pair with too few texts gives a smaller group."""
        size = self.kind.pairs // groups
        chosen = chance.choice(len(self.tables), groups, p=self.chances)
        parts = [self.group(self.tables[which], size, chance) for which in chosen]
        left, right = (_joined(side) for side in zip(*parts, strict=True))
        return Batch(left, right, [len(part.starts) for part, _ in parts])

    def group(
        self, table: NDArray[np.int32], size: int, chance: np.random.Generator
    ) -> tuple[Bag, Bag]:
        """Draw up to `size` pairs of texts in two languages, or in one if `next` happens to."""
        a, b = (int(column) for column in chance.permutation(2))
        if self.kind.relation == "next" and chance.random() < _SAME_LANGUAGE:
            b = a
        left, right = self.spans(table, (a, b), size, chance)
        return self.bag(left, chance), self.bag(right, chance)

    def spans(
        self,
        table: NDArray[np.int32],
        columns: tuple[int, int],
        size: int,
        chance: np.random.Generator,
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Draw up to `size` pairs: first and last segment of the text in each column, (n, 2)."""
        low, high = self.kind.rows
        rows = int(chance.integers(low, high + 1))
        a, b = columns
        step = 2 * rows if self.kind.relation == "next" else rows
        # tiles do not overlap, or a text would be called unlike its own half
        tiles = np.arange(chance.integers(step), len(table) - step + 1, step)
        unbroken = table[tiles + step - 1] - table[tiles] == step - 1
        tiles = tiles[unbroken.all(axis=1)]
        first = chance.choice(tiles, min(size, len(tiles)), replace=False)
        second = first + step - rows
        return (
            np.stack([table[first, a], table[first + rows - 1, a]], axis=1),
            np.stack([table[second, b], table[second + rows - 1, b]], axis=1),
        )

    def bag(self, spans: NDArray[np.int32], chance: np.random.Generator) -> Bag:
        """Texts of first and last segments (n, 2), windows with the share `KEPT` of pieces."""
        pieces, bounds = self.corpus.texts(spans[:, 0], spans[:, 1], LONGEST)
        starts = bounds[:-1]
        if self.kind.rows[1] > 1:
            kept = chance.random(len(pieces)) < KEPT
            pieces = pieces[kept]
            starts = np.concatenate([[0], np.cumsum(kept)])[starts]
        return Bag(pieces, starts)


def _joined(bags: Iterable[Bag]) -> Bag:
    """Bags one after the other."""
    bags = list(bags)
    before = np.cumsum([0] + [len(bag.pieces) for bag in bags[:-1]])
    starts = [bag.starts + offset for bag, offset in zip(bags, before, strict=True)]
    return Bag(np.concatenate([bag.pieces for bag in bags]), np.concatenate(starts))
