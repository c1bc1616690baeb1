"""What two signatures share, key by key."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.signature import Words, number_scores, piece_scores, sign, signatures_of, term_scores
from index.signature.matches import closeness, number_shares, piece_shares, term_shares
from index.signature.reading import places_of_numbers, places_of_pieces, places_of_terms

PARTS = st.sampled_from(
    [
        "The Asteria capsule landed in Kelune", "Капсула Астерия села в Келуне",
        "312 grams of dust", "312 граммов пыли", "on 10 June 2009", "10 июня 2009 года",
        "東京で地震", "a bridge in Tokyo", "1.234.567 voters", "1,234,567 голосов",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=4).map(". ".join)
DAYS = st.sampled_from([None, datetime(2009, 6, 10, tzinfo=UTC), datetime(2010, 1, 2, tzinfo=UTC)])
ARTICLES = st.builds(Words, TEXTS, TEXTS, TEXTS, DAYS)


@settings(deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=3), ARTICLES)
def test_what_is_shared_adds_up_to_the_scores(page: list[Words], article: Words):
    """The shares of terms, of numbers and of pieces make the scores, neither more nor less."""
    ours, theirs = signatures_of(sign(page)), signatures_of(sign([article]))

    terms, numbers, pieces = (
        sum(shares(ours, theirs).values()) for shares in (term_shares, number_shares, piece_shares)
    )

    assert terms == pytest.approx(term_scores(ours, theirs).mean(), abs=1e-5)
    assert numbers == pytest.approx(number_scores(ours, theirs).mean(), abs=1e-5)
    assert pieces == pytest.approx(piece_scores(ours, theirs).mean(), abs=1e-5)


@settings(deadline=None)
@given(ARTICLES, ARTICLES)
def test_what_is_shared_stands_in_both_texts(page: Words, article: Words):
    """Every shared term has a place in both; a shared number too, but for a day of publication."""
    ours, theirs = signatures_of(sign([page])), signatures_of(sign([article]))

    for key in term_shares(ours, theirs):
        assert all(places_of_terms(words)[key] for words in (page, article))
    for key in number_shares(ours, theirs):
        assert key in places_of_numbers(page) or key in places_of_numbers(article)


def test_a_place_is_in_the_field_that_it_stands_in():
    """Title, summary and text are read in one go, and told apart all the same."""
    words = Words("Asteria calls", "From Asteria", "The dust of Asteria and Астерия.")
    ours, theirs = signatures_of(sign([words])), signatures_of(sign([Words("Asteria")]))
    (key,) = term_shares(ours, theirs)

    found = [(place.field, place.cut(words)) for place in places_of_terms(words)[key]]

    assert found == [
        ("title", "Asteria"),
        ("summary", "Asteria"),
        ("text", "Asteria"),
        ("text", "Астерия"),
    ]


def test_a_piece_stands_for_the_word_that_it_makes_most_of():
    """An editor is shown words: 'Aster' is 'Asteria', and a scrap of a word is nothing."""
    words = Words("Asteria")
    found = [place.cut(words) for places in places_of_pieces(words).values() for place in places]

    assert found == ["Asteria"]


def test_words_of_like_meaning_are_close():
    """The pieces of a word and of its translation have a larger cosine than those of two others."""
    tokens = {word: [*places_of_pieces(Words(word))][-1] for word in ("seven", "七", "岩")}

    near, far = closeness(
        np.array([[tokens["seven"], tokens["七"]], [tokens["seven"], tokens["岩"]]])
    )

    assert near > 0.6 > far
