"""Where terms, numbers and pieces stand in a text as it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signature.numbers import numbers, placed_numbers
from index.signature.pieces import placed_pieces, tokenise
from index.signature.terms import placed_terms, terms

WORDS = st.sampled_from(
    [
        "Rhine", "Müller", "Mu\u0308ller", "東京都", "Москва", "1,234", "12 345.6", "हिन्दी",
        "ﬁnance", "Ｔｏｋｙｏ", "ประเทศไทย", "İstanbul",
        "ΟΔΟΣ", "한국어", "\u1112\u1161\u11ab", "ﾊﾞｽ", "…", "½", "Straße",
    ]
)  # fmt: skip
DATES = st.sampled_from(
    [
        "10 June 2009",
        "2009-06-10",
        "2009年6月10日",
        "10. 6. 2009",
        "312",
        "4.5",
        "1,234",
        "१२३४",
        ",",
    ]
)


@given(st.text())
def test_every_term_of_any_text_has_a_place(text: str):
    """Whatever the letters, the terms that are placed are the terms, equally often."""
    assert sorted(key for key, _, _ in placed_terms(text)) == sorted(terms(text).elements())


@given(st.lists(WORDS, min_size=1).map(" ".join))
def test_the_place_of_a_term_cuts_out_what_it_was_found_in(text: str):
    """However folding changes the length of a text, the characters of a place give its term."""
    for key, start, end in placed_terms(text):
        assert key in terms(text[start:end])


@given(st.lists(DATES, min_size=1).map(" and ".join))
def test_the_place_of_a_number_cuts_out_what_it_was_found_in(text: str):
    """Numbers and days are found where they were written, in any digits."""
    placed = placed_numbers(text)

    assert {key for key, _, _ in placed} == numbers(text)
    for key, start, end in placed:
        assert key in numbers(text[start:end])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In Токио, again", ["In", "Токио", "again"]),
        ("习近平访问", ["习近", "近平", "平访", "访问", "习近平", "近平访", "平访问"]),
        ("a ﬁne … Ａsia", ["a", "ﬁne", "Ａsia"]),
        ("Mu\u0308ller 1 234", ["Mu\u0308ller", "1 234"]),
    ],
)
def test_places_are_those_of_whole_words(text: str, words: list[str]):
    """A word, a grouped number and each sequence of Chinese characters stand where they stand."""
    found = placed_terms(text)

    assert list(dict.fromkeys(text[start:end] for _, start, end in found)) == words


def test_pieces_are_placed_in_the_text_as_written():
    """The pieces are those that are signed, and their places lie in their order in the text."""
    text = unicodedata.normalize("NFC", "Ästhetik in Tokio: 习近平, ﬁne")

    placed = placed_pieces(text)

    assert [key for key, _, _ in placed] == tokenise([text])[0]
    assert "".join(text[start:end] for _, start, end in placed) == "ÄsthetikinTokio习近平ﬁne"
