"""A signature: what says most about an article, in its own words, in 460 bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.signature.idf import idf, piece_idf
from index.signature.numbers import day_of, numbers, rarity
from index.signature.pieces import tokenise
from index.signature.terms import terms

SIGNATURE = "terms-2"
"""Version of the recipe; signatures of two recipes are not comparable."""

TERMS, NUMBERS, PIECES = 64, 16, 24
_LAYOUT = np.dtype(
    [
        ("terms", "<u4", TERMS),
        ("term_weights", "u1", TERMS),
        ("numbers", "<u4", 1 + NUMBERS),
        ("pieces", "<u2", PIECES),
        ("piece_weights", "u1", PIECES),
    ]
)
BYTES = _LAYOUT.itemsize
EMPTY = bytes(BYTES)
"""The signature of nothing; it is like no other."""

BEGINNING = 10_000
"""Letters read of a summary or text: what comes later is seldom what an article is about."""

PIECES_BEGIN = 600
"""Letters of a text that are cut into pieces: cutting takes longer than finding words."""


class Words(NamedTuple):
    """What is signed of an article."""

    title: str = ""
    summary: str = ""
    text: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    """Keys of n articles, ascending in each row, with weights; key and weight 0 where none is.

    `keys` is (n, w) uint32 or uint16, `weights` is (n, w) float32.
    """

    keys: NDArray[np.unsignedinteger]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures of n articles, unpacked.

    The weights of an article's `terms` (n, 64) have length 1, those of its `pieces` (n, 24) sum
    to 1. `numbers` is (n, 17) uint32: the day of publication, then the rarest numbers of the
    text; 0 where there is none.
    """

    terms: Weighted
    numbers: NDArray[np.uint32]
    pieces: Weighted

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, rows: NDArray[np.intp] | slice) -> "Signatures":
        """Return the signatures in some rows of these, in the order asked for."""
        return Signatures(
            Weighted(self.terms.keys[rows], self.terms.weights[rows]),
            self.numbers[rows],
            Weighted(self.pieces.keys[rows], self.pieces.weights[rows]),
        )

    def by_heaviest_pieces(self, most: int) -> "Signatures":
        """Return the same articles with so many of their pieces, those that weigh most."""
        heaviest = np.argsort(-self.pieces.weights, axis=1, kind="stable")[:, :most]
        keys = np.take_along_axis(self.pieces.keys, heaviest, axis=1)
        weights = np.take_along_axis(self.pieces.weights, heaviest, axis=1)
        total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        return Signatures(self.terms, self.numbers, Weighted(keys, weights / total))


def sign(articles: Sequence[Words]) -> list[bytes]:
    """Return the signatures of articles.

    Kept are the 64 terms and 24 pieces of the largest weight, (1 + ln of how often it occurs) times
    how much it says (`idf`), where title and summary count twice; and the 16 numbers that say most.
    Weights are stored as shares of the largest one, which is 255.

    After Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
    """
    leads = [f"{each.title}\n{each.summary[:BEGINNING]}" for each in articles]
    cut = tokenise([*leads, *(each.text[:PIECES_BEGIN] for each in articles)])
    pieces = [[*lead, *lead, *text] for lead, text in zip(cut, cut[len(articles) :], strict=False)]
    return [_signature(*each) for each in zip(articles, pieces, strict=True)]


def signatures_of(blobs: Sequence[bytes]) -> Signatures:
    """Unpack signatures, n of them, to compare them; ValueError if one is of another recipe."""
    if not {len(blob) for blob in blobs} <= {BYTES}:
        raise ValueError(f"a signature of {SIGNATURE!r} takes {BYTES} bytes: sign the article anew")
    packed = np.frombuffer(b"".join(blobs), _LAYOUT)
    of_terms = packed["term_weights"].astype(np.float32)
    of_pieces = packed["piece_weights"].astype(np.float32)
    of_terms /= np.maximum(np.linalg.norm(of_terms, axis=1, keepdims=True), 1)
    of_pieces /= np.maximum(of_pieces.sum(axis=1, keepdims=True), 1)
    return Signatures(
        Weighted(np.ascontiguousarray(packed["terms"]), of_terms),
        np.ascontiguousarray(packed["numbers"]),
        Weighted(np.ascontiguousarray(packed["pieces"]), of_pieces),
    )


def _signature(article: Words, pieces: list[int]) -> bytes:
    lead = f"{article.title}\n{article.summary[:BEGINNING]}\n"
    text = article.text[:BEGINNING]
    counts = terms(f"{lead}{lead}{text}")
    keys = np.fromiter(counts.keys(), np.uint32, len(counts))
    often = np.fromiter(counts.values(), np.float64, len(counts))
    packed = np.zeros((), _LAYOUT)
    packed["terms"], packed["term_weights"] = _heaviest(keys, often, idf(keys), TERMS)
    packed["numbers"][0] = day_of(article.published_at)
    named = _rarest(numbers(lead + text))
    packed["numbers"][1 : 1 + len(named)] = named
    found, times = np.unique(np.array(pieces, np.int64), return_counts=True)
    packed["pieces"], packed["piece_weights"] = _heaviest(found, times, piece_idf(found), PIECES)
    return packed.tobytes()


def _heaviest(
    keys: NDArray[np.integer], often: NDArray[np.number], idf: NDArray[np.float64], most: int
) -> tuple[NDArray[np.integer], NDArray[np.uint8]]:
    """Keys and weights in `most` slots; fewer keys leave slots of 0 at the beginning."""
    weights = (1 + np.log(often)) * idf
    # keys of equal weight are told apart by their number, whatever their order in the text
    best = np.lexsort((keys, -weights))[:most]
    best = best[weights[best] > 0]
    best = best[np.argsort(keys[best])]
    slots, shares = np.zeros(most, keys.dtype), np.zeros(most, np.uint8)
    if count := len(best):
        slots[-count:] = keys[best]
        shares[-count:] = np.round(255 * weights[best] / weights[best].max())
    return slots, shares


def _rarest(named: set[int]) -> NDArray[np.uint32]:
    keys = np.array(sorted(named), np.uint32)
    return keys[np.argsort(-rarity(keys), kind="stable")[:NUMBERS]]
