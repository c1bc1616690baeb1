"""How alike the signatures of a page and of candidates are: in terms, numbers and pieces.

A page comes as the signatures of all of its versions; each of them is compared.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.signature.numbers import rarity
from index.signature.pieces import directions
from index.signature.signature import Signatures

Rarity: TypeAlias = Callable[[NDArray[np.uint32]], NDArray[np.float64]]
"""From numbers to how much each says: its idf."""

HALF = 50
"""A sum of squares of idf that is halfway between nothing and much: one shared day is 69."""

_PRODUCTS = 1 << 18
"""Cosines of pieces that are held at once."""


def term_scores(page: Signatures, candidates: Signatures) -> NDArray[np.float32]:
    """Return the cosines of the terms of s versions and n candidates; (s, n) float32 in [0, 1].

    1 is the same terms with the same weights, 0 no term in common.
    """
    keys, place_of = np.unique(page.terms.keys, return_inverse=True)
    weights = np.zeros((len(page), len(keys)), np.float32)
    np.put_along_axis(weights, place_of.reshape(page.terms.keys.shape), page.terms.weights, axis=1)
    article, slot, place = _shared(keys, candidates.terms.keys)
    products = weights[:, place] * candidates.terms.weights[article, slot]
    totals = [np.bincount(article, each, minlength=len(candidates)) for each in products]
    return _stacked(totals, len(candidates)).clip(max=1)


def number_scores(
    page: Signatures, candidates: Signatures, rarity: Rarity = rarity
) -> NDArray[np.float32]:
    """Return ln(1 + S / 50) for s versions of a page and n candidates; (s, n) float32.

    S sums the squared idf of the numbers that both texts name, of the candidate's day of
    publication if the page names it, and of the page's if the candidate names it. That both were
    published on the same day counts nothing.
    """
    keys, place_of = np.unique(page.numbers, return_inverse=True)
    worth = rarity(keys) ** 2
    article, slot, place = _shared(keys, candidates.numbers)
    totals = []
    for day, *named in place_of.reshape(page.numbers.shape):
        counted = np.isin(place, named) + ((place == day) & (slot > 0)).astype(np.int64)
        found = np.bincount(article, counted * worth[place], len(candidates))
        totals.append(np.log1p(found / HALF))
    return _stacked(totals, len(candidates))


def piece_scores(page: Signatures, candidates: Signatures) -> NDArray[np.float32]:
    """Return how near the pieces of s versions and n candidates are; (s, n) float32 in [0, 1].

    Each piece of one looks for the nearest of the other, by cosine if it is positive; the mean of
    these by weight is taken, and the mean of both directions.

    After Khattab and Zaharia, "ColBERT: Efficient and Effective Passage Search via Contextualized
    Late Interaction over BERT" (2020), and the weighting by idf of Zhang et al., "BERTScore:
    Evaluating Text Generation with BERT" (2020).
    """
    (versions, width), rows = page.pieces.keys.shape, directions()
    ours = rows[page.pieces.keys.ravel()]
    scores = np.zeros((versions, len(candidates)), np.float32)
    at_once = max(_PRODUCTS // max(versions * width * width, 1), 1)
    for start in range(0, len(candidates), at_once):
        part = candidates.take(slice(start, start + at_once)).pieces
        # slot by slot and not article by article, so that maxima run along memory
        theirs = rows[part.keys.T.ravel()]
        cosines = (ours @ theirs.T).reshape(versions, width, width, len(part.keys))
        found = np.einsum("vp,vpn->vn", page.pieces.weights, cosines.max(axis=2, initial=0))
        finds = np.einsum("np,vpn->vn", part.weights, cosines.max(axis=1, initial=0))
        scores[:, start : start + at_once] = (found + finds) / 2
    return scores


def _stacked(totals: Sequence[NDArray[np.number]], n: int) -> NDArray[np.float32]:
    return np.array(totals, np.float32).reshape(len(totals), n)


def _shared(
    keys: NDArray[np.integer], candidates: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where candidates (n, w) have one of some ascending keys: rows, columns, places in `keys`.

    Empty slots are no keys.
    """
    # few are shared: most others are told from the keys by their last 16 bits alone
    possible = np.zeros(1 << 16, np.bool_)
    possible[keys & 0xFFFF] = True
    article, slot = np.nonzero(possible[candidates & 0xFFFF] & (candidates > 0))
    found = candidates[article, slot]
    place = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
    same = keys[place] == found
    return article[same], slot[same], place[same]
