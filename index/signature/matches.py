"""What two signatures share, key by key: how much of each score which term, number or piece makes.

The parts add up to the scores of `index.signature.scores`.
"""

from collections import defaultdict
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.signature.numbers import rarity
from index.signature.pieces import directions
from index.signature.scores import HALF, Rarity
from index.signature.signature import Signatures, Weighted

Shares: TypeAlias = dict[int, float]
"""By key, what it adds to a score."""


def term_shares(page: Signatures, other: Signatures) -> Shares:
    """Return what each term that an article (1) has in common with a page (s) adds to the score."""
    shares: defaultdict[int, float] = defaultdict(float)
    theirs = _weights(other.terms, 0)
    for version in range(len(page)):
        for key, weight in _weights(page.terms, version).items():
            if key in theirs:
                shares[key] += weight * theirs[key] / len(page)
    return dict(shares)


def number_shares(page: Signatures, other: Signatures, rarity: Rarity = rarity) -> Shares:
    """Return what each number or day that an article (1) shares with a page (s) adds."""
    shares: defaultdict[int, float] = defaultdict(float)
    theirs = other.numbers[0].tolist()
    for version in range(len(page)):
        day, *numbers = page.numbers[version].tolist()
        # the day of one text if the other names it, but not that both are of one day
        common = [key for key in theirs if key and key in numbers]
        common += [key for key in theirs[1:] if key and key == day]
        worth = rarity(np.array(common, np.uint32)) ** 2
        total = float(worth.sum())
        for key, part in zip(common, worth.tolist(), strict=True):
            shares[key] += np.log1p(total / HALF) * part / max(total, 1e-9) / len(page)
    return dict(shares)


def piece_shares(page: Signatures, other: Signatures) -> dict[tuple[int, int], float]:
    """Return what each pair of a page's (s) and an article's (1) pieces adds, nearest to nearest.

    The mean over the versions of the page is taken.
    """
    shares: defaultdict[tuple[int, int], float] = defaultdict(float)
    theirs = other.pieces.keys[0]
    for version in range(len(page)):
        ours = page.pieces.keys[version]
        cosines = np.maximum(directions()[ours] @ directions()[theirs].T, 0)
        nearest, weights = cosines.argmax(axis=1), page.pieces.weights[version]
        for slot, place in enumerate(nearest.tolist()):
            pair = int(ours[slot]), int(theirs[place])
            shares[pair] += float(weights[slot] * cosines[slot, place]) / 2 / len(page)
        nearest, weights = cosines.argmax(axis=0), other.pieces.weights[0]
        for place, slot in enumerate(nearest.tolist()):
            pair = int(ours[slot]), int(theirs[place])
            shares[pair] += float(weights[place] * cosines[slot, place]) / 2 / len(page)
    return {pair: share for pair, share in shares.items() if share > 0}


def closeness(pairs: NDArray[np.integer]) -> NDArray[np.float32]:
    """Return the cosines (n,) of pairs (n, 2) of pieces."""
    one, other = directions()[pairs.reshape(-1, 2).T]
    cosines: NDArray[np.float32] = np.einsum("nd,nd->n", one, other)
    return cosines


def _weights(weighted: Weighted, article: int) -> Shares:
    keys, weights = weighted.keys[article].tolist(), weighted.weights[article].tolist()
    return {key: weight for key, weight in zip(keys, weights, strict=True) if weight > 0}
