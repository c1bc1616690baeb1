"""A signature: the terms that say most about an article, in 320 bytes; and how alike two are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores
from index.signature.idf import idf
from index.signature.terms import terms

SIGNATURE = "terms-1"
"""Version of the recipe; signatures of two recipes are not comparable."""

TERMS = 64
BYTES = TERMS * 5
EMPTY = bytes(BYTES)
"""The signature of nothing; it shares no term with any."""

_BEGINNING = 10_000
"""Letters read of a summary or text: what comes later is seldom what an article is about."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Terms and weights of n articles.

    `keys` is (n, 64) uint32, ascending in each row; `weights` is (n, 64) float32, each row of
    length 1, or 0 for an article without terms.
    """

    keys: NDArray[np.uint32]
    weights: NDArray[np.float32]


def sign(title: str, summary: str, text: str) -> bytes:
    """Return the signature of an article: 64 terms, ascending little-endian uint32; 64 uint8.

    Kept are the terms with the largest weight, (1 + ln of how often it occurs) times how much it
    says (`idf`), where title and summary count twice. Weights are stored as shares of
    the largest one, which is 255. Fewer terms leave slots of key and weight 0 at the beginning.

    After Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
    """
    lead = f"{title}\n{summary[:_BEGINNING]}\n"
    counts = terms(f"{lead}{lead}{text[:_BEGINNING]}")
    keys = np.fromiter(counts.keys(), np.uint32, len(counts))
    often = np.fromiter(counts.values(), np.float64, len(counts))
    weights = (1 + np.log(often)) * idf(keys)
    # terms of equal weight are told apart by their number, whatever their order in the text
    best = np.lexsort((keys, -weights))[:TERMS]
    best = best[weights[best] > 0]
    best = best[np.argsort(keys[best])]
    return _packed(keys[best], weights[best])


def signatures_of(blobs: Sequence[bytes]) -> Signatures:
    """Unpack signatures, n of them, to compare them."""
    packed = np.frombuffer(b"".join(blobs), np.uint8).reshape(len(blobs), BYTES)
    keys = np.ascontiguousarray(packed[:, : 4 * TERMS]).view("<u4")
    weights = packed[:, 4 * TERMS :].astype(np.float32)
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return Signatures(keys, weights / np.maximum(lengths, 1))


def lexical_scores(page: Signatures, candidates: Signatures) -> Scores:
    """Return the cosine in [0, 1] with each of n candidates; (n,) float32.

    `page` holds the signatures of all versions of one page; the mean of their cosines is taken.
    1 is the same terms with the same weights, 0 no term in common.
    """
    # the mean of several cosines with one candidate is its product with their mean
    keys, place_of = np.unique(page.keys, return_inverse=True)
    weights = np.bincount(place_of.ravel(), page.weights.ravel()) / max(len(page.keys), 1)
    # few terms are shared: most are told from the page's own by their last 16 bits alone
    possible = np.zeros(1 << 16, np.bool_)
    possible[keys & 0xFFFF] = True
    article, slot = np.nonzero(possible[candidates.keys & 0xFFFF])
    found = candidates.keys[article, slot]
    place = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
    shared = np.where(keys[place] == found, weights[place], 0)
    products = shared * candidates.weights[article, slot]
    totals = np.bincount(article, products, minlength=len(candidates.keys))
    return np.minimum(totals, 1).astype(np.float32)


def _packed(keys: NDArray[np.uint32], weights: NDArray[np.float64]) -> bytes:
    slots, shares = np.zeros(TERMS, "<u4"), np.zeros(TERMS, np.uint8)
    # empty slots stand first: their key 0 is the least
    if count := len(keys):
        slots[-count:] = keys
        shares[-count:] = np.round(255 * weights / weights.max())
    return slots.tobytes() + shares.tobytes()
