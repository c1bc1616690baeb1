"""How much terms say."""

from collections.abc import Iterator

import numpy as np
import pytest

from index.signature.idf import BUCKETS, STEP, bucket_of, idf
from index.signature.learn import buckets_in, learn, pieces_in
from index.signature.pieces import tokenise, vocabulary
from index.signature.terms import terms


def said(word: str) -> float:
    (term,) = terms(word)
    return float(idf(np.array([term], np.uint32))[0])


def entry(table: np.ndarray, word: str) -> float:
    (bucket,) = bucket_of(np.array(list(terms(word)), np.uint32))
    return float(table[bucket]) * STEP


def corpus() -> Iterator[tuple[str, str]]:
    """Four thousand passages in one language, few in another."""
    for number in range(4000):
        words = (
            ["grammar"] * (number < 800) + ["weather"] * (number < 40) + ["zebra"] * (number < 2)
        )
        yield "xx", " ".join(["everywhere", *words])
    for _ in range(100):
        yield "yy", "plague"


@pytest.mark.parametrize("word", ["the", "und", "les", "della", "что", "için"])
def test_grammar_says_nothing(word: str):
    """The shipped table knows the commonest words of many languages."""
    assert said(word) == 0


def test_the_rarer_the_more():
    """What is often in the news says less than what seldom is."""
    assert 0 < said("election") < said("inflation") < said("oaks")


def test_the_table_is_learnt_from_shares_of_passages():
    """In 40 of 4,000 passages: ln(100); in two: ln(2,000); in none: as in one of 4,000."""
    table = learn(corpus(), buckets_in, BUCKETS)

    assert table.shape == (BUCKETS,)
    assert entry(table, "weather") == pytest.approx(np.log(100), abs=STEP)
    assert entry(table, "zebra") == pytest.approx(np.log(2000), abs=STEP)
    assert entry(table, "unseen") == pytest.approx(np.log(4000), abs=STEP)


def test_what_stands_in_a_tenth_of_the_passages_is_left_out():
    """It is grammar, whatever it means in another language."""
    table = learn(corpus(), buckets_in, BUCKETS)

    assert entry(table, "grammar") == entry(table, "everywhere") == 0


def test_a_language_with_few_passages_tells_nothing():
    """They may all be about one thing."""
    table = learn(corpus(), buckets_in, BUCKETS)

    assert entry(table, "plague") == pytest.approx(np.log(4000), abs=STEP)


def test_pieces_are_learnt_the_same_way():
    """In 40 of 4,000 passages: ln(100); the table has an entry for each piece."""
    table = learn(corpus(), pieces_in, vocabulary())
    weather = tokenise(["weather"])[0]

    assert table.shape == (vocabulary(),)
    assert table[weather] * STEP == pytest.approx(np.log(100), abs=STEP)
