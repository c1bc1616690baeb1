"""How much the numbers and days that two articles share say."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from index.signature import Signatures, Words, number_scores, sign, signatures_of
from index.signature.numbers import numbers, rarity

DAY, NEXT = (datetime(2009, 6, day, tzinfo=UTC) for day in (10, 11))


def of(*texts: str) -> Signatures:
    return signatures_of(sign([Words("", "", text) for text in texts]))


def published(text: str, moment: datetime) -> Signatures:
    return signatures_of(sign([Words("", "", text, moment)]))


def equally_rare(keys: np.ndarray) -> np.ndarray:
    return np.full(len(keys), 5.0)


def test_shared_numbers_count_by_the_square_of_their_idf():
    """Two of three: ln(1 + (5² + 5²) / 50) = ln 2."""
    page, candidate = of("1500 / 2.5 / 3500"), of("1'500 / 2,5 / 4500")

    assert number_scores(page, candidate, equally_rare) == pytest.approx(math.log(2))


def test_numbers_are_as_rare_as_the_table_says():
    """If nothing else is known of them."""
    squares = rarity(np.array(sorted(numbers("1500 / 8147")), np.uint32)) ** 2

    assert number_scores(of("1500 / 8147"), of("8147 / 1500 / 2.5")) == pytest.approx(
        math.log1p(squares.sum() / 50)
    )


def test_a_report_that_names_the_day_of_another_is_tied_to_it():
    """In either direction: ln(1 + 5² / 50); if both name each other's, twice the square."""
    one, other = published("", DAY), published("Am 10. Juni 2009", NEXT)
    mutual = published("le 11 juin 2009", DAY)

    assert number_scores(one, other, equally_rare) == pytest.approx(math.log(1.5))
    assert number_scores(other, one, equally_rare) == pytest.approx(math.log(1.5))
    assert number_scores(mutual, other, equally_rare) == pytest.approx(math.log(2))


def test_a_common_day_of_publication_counts_nothing():
    """Everything else happened on it, too."""
    assert number_scores(published("1500", DAY), published("2500", DAY)) == 0


def test_a_day_that_both_texts_name_counts_besides_their_own():
    """Named by both, and once more since the page was published on it."""
    page, candidate = published("10.6.2009", DAY), published("June 10, 2009", NEXT)

    assert number_scores(page, candidate, equally_rare) == pytest.approx(math.log(2))
