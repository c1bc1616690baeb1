"""Is it the same text in another language?"""

from typing import NamedTuple

from index.stories.text import Text, alike_in_length

_MOST_NUMBERS = 4
"""More shared numbers than these say no more, and neither do more that are opposed."""


class Signs(NamedTuple):
    """What speaks for two texts in two languages being translations.

    `similarity` of their vectors, and the `margin` by which it is greater than that of either text
    to the next one in the other's language, are in standard deviations, see `Scale`. `shared`
    numbers are in both texts; of the numbers that only one of them has, `opposed` is the lesser
    count. `length` is the ratio of lengths.
    """

    similarity: float
    margin: float
    shared: float
    opposed: float
    length: float


WEIGHTS = Signs(similarity=0.64, margin=1.1, shared=1.0, opposed=-2.45, length=10.8)
BIAS = -15.3
ODDS = 3.0
"""Logarithm of the odds from which on two texts are taken for translations."""

LOOSE_ODDS = -3.0
"""What versions of one story need among each other, without a margin, so as to stay together."""


def signs_of(one: Text, other: Text, similarity: float, margin: float) -> Signs:
    """Read two texts whose vectors are `similarity` alike, by a `margin`."""
    shared = len(one.first_numbers & other.first_numbers)
    opposed = min(len(one.first_numbers), len(other.first_numbers)) - shared
    counted = min(shared, _MOST_NUMBERS), min(opposed, _MOST_NUMBERS)
    return Signs(similarity, margin, *counted, alike_in_length(one, other))


def log_odds(signs: Signs) -> float:
    """Return the logarithm of the odds that two texts are translations.

    A margin tells a translation from a text on the same subject better than similarity alone does:
    Artetxe and Schwenk, "Margin-based parallel corpus mining with multilingual sentence embeddings"
    (2019). The weights are those of a logistic regression on press releases; see the README.
    """
    return BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))


def odds_at_best(similarity: float, margin: float) -> float:
    """Return the odds if the texts agree in all: only those that may decide need be read."""
    return log_odds(Signs(similarity, margin, _MOST_NUMBERS, 0, 1))
