"""What is read out of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.stories.text import Text, alike_in_length


def numbers(text: str) -> set[str]:
    return set(Text.of("", "", text).numbers)


@pytest.mark.parametrize("written", ["10'000", "10’000", "10 000", "10.000", "10,000", "10000"])
def test_a_number_is_one_however_its_digits_are_grouped(written: str):
    """As languages differ in it."""
    assert numbers(f"about {written} copies") == {"10000"}


def test_decimals_and_leading_zeros_are_read_alike():
    """1,5 is 1.5, and the 07 of a date is 7."""
    assert numbers("1,5 and 1.5 on 07 June") == {"1.5", "7"}


def test_digits_of_another_script_are_digits():
    """Numbers meet between scripts."""
    assert numbers("في عام ٢٠١٥") == numbers("in 2015") == {"2015"}


def test_a_year_is_not_joined_to_the_number_after_it():
    """Only groups of at most three digits come before a mark."""
    assert numbers("in 2008 100 people") == {"2008", "100"}


def test_only_the_opening_gives_first_numbers():
    """A number far down is in one version and not yet in the other one."""
    text = Text.of("7 things", "", "word " * 300 + "99")

    assert text.first_numbers == {"7"}
    assert text.numbers == {"7", "99"}


def test_a_summary_that_opens_the_text_counts_once():
    """As on many sites."""
    assert Text.of("t", "one two.", "one two. three").words["one"] == 1


def test_characters_are_words_where_there_are_no_spaces():
    """A text in Chinese has sequences to compare, too."""
    assert Text.of("", "", "東京タワー").sequences == {
        ("東", "京", "タ"),
        ("京", "タ", "ワ"),
        ("タ", "ワ", "ー"),
    }


def test_a_short_text_is_one_sequence():
    """Two different headlines alone are not contained in each other."""
    assert Text.of("", "", "good morning").sequences == {("good", "morning")}


def test_a_character_says_as_much_as_several_letters():
    """Three for Chinese, two for a syllable: lengths compare between scripts."""
    assert Text.of("", "", "東a").length == 4
    assert Text.of("", "", "서カ").length == 4


@given(st.text(max_size=40), st.text(max_size=40))
def test_lengths_compare_either_way(one: str, other: str):
    """The ratio is symmetric, above 0 and at most 1."""
    a, b = Text.of("", "", one), Text.of("", "", other)

    assert alike_in_length(a, b) == alike_in_length(b, a)
    assert 0 < alike_in_length(a, b) <= 1
