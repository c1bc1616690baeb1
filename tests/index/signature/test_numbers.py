"""Numbers and days that texts name."""

import unicodedata
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signature.idf import idf
from index.signature.numbers import day_of, numbers, rarity
from index.signature.terms import terms

DAY = day_of(datetime(2009, 6, 10, tzinfo=UTC))


@given(st.text())
def test_any_text_has_numbers_of_32_bits(text: str):
    """Whatever it says, keys lie between 1 and 2**32."""
    assert all(0 < key < 2**32 for key in numbers(text))


@given(st.text())
def test_composed_and_decomposed_letters_are_the_same(text: str):
    """A text gives the same numbers in the Unicode forms NFC and NFD."""
    composed, decomposed = (numbers(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))

    assert composed == decomposed


@given(st.integers(100, 10**12).filter(lambda number: not 1900 <= number < 2100))
def test_a_number_has_the_key_of_its_term(number: int):
    """The table of terms tells how much it says, grouped or not."""
    assert numbers(f"{number:,}") == numbers(str(number)) == set(terms(str(number)))


@pytest.mark.parametrize(
    "number",
    ["1200", "1'200", "1’200", "1,200", "1.200", "1 200", "1\xa0200", "１２００", "١٬٢٠٠", "१२००"],
)
def test_a_number_is_the_same_in_all_scripts_and_groupings(number: str):
    """Twelve hundred, in Swiss, English, German, French, Japanese, Arabic or Hindi text."""
    assert numbers(f"({number})") == numbers("1200") != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2,5", "2.5"),
        ("٢٫٥", "2.5"),
        ("12,34,567", "1234567"),
        ("人口12345人", "12345"),
        ("A380客机", "the A380"),
        ("1.234.567 Euro", "1'234'567 euros"),
    ],
)
def test_a_number_is_the_same_in_other_ways(one: str, other: str):
    """Decimal signs, Indian grouping, letters right before and after it."""
    assert numbers(one) == numbers(other) != set()


@pytest.mark.parametrize("text", ["", "10", "007", "99 %", "1900", "im Jahr 2009", "2099", "२००९"])
def test_years_and_small_numbers_are_left_out(text: str):
    """They stand in texts about anything."""
    assert numbers(text) == set()


def test_large_numbers_and_decimals_are_told_apart():
    """Nothing is cut or rounded, however long."""
    assert len(numbers("100 1899 2100 2.5 2.55 1234567 1234568 " + "9" * 5000)) == 8


@pytest.mark.parametrize(
    "date",
    [
        "10. Juni 2009", "am 10.Juni 2009,", "10 juin 2009", "10 June 2009", "10th June 2009",
        "June 10, 2009", "10 de junio de 2009", "10 июня 2009 года", "10.06.2009", "10. 6. 2009",
        "10/06/2009", "10-6-2009", "2009-06-10", "2009-06-10T08:30", "2009年6月10日",
        "２００９年６月１０日", "2009년 6월 10일", "१० जून २००९", "١٠ يونيو ٢٠٠٩", "۱۰ ژوئن ۲۰۰۹",
        "10\xa0juin\n2009",
    ],
)  # fmt: skip
def test_a_date_gives_its_day_and_year_in_any_language(date: str):
    """Nothing else: not the parts that it is written with."""
    assert numbers(f"– {date}") == {DAY}


@given(st.dates(datetime(1900, 1, 1).date(), datetime(2099, 12, 31).date()))
def test_every_day_is_found_in_the_texts_that_name_it(date):
    """Four ways to write the day are the key of a publication on that day."""
    moment = datetime(date.year, date.month, date.day, 23, 59)
    written = (
        f"{moment:%Y-%m-%d}",
        f"{moment:%d.%m.%Y}",
        f"{moment:%d %B %Y}",
        f"{moment:%B %d, %Y}",
    )

    assert all(numbers(each) == {day_of(moment)} for each in written)


def test_a_date_with_the_month_first_has_a_day_beyond_the_twelfth():
    """6/30/2009 has one meaning; 6/10/2009 is read as most countries write it."""
    assert numbers("6/30/2009") == numbers("30.6.2009")
    assert numbers("6/10/2009") == numbers("6 October 2009")


@pytest.mark.parametrize("text", ["2009", "32. Juni 2009", "10 people died in 2009", "10:10 2009"])
def test_what_is_no_date_gives_no_day(text: str):
    """A year alone, a day that is none, more than a word between both, a time."""
    assert numbers(text) == set()


def test_an_interval_names_both_of_its_days():
    """Though between them stands something like a date that begins with the year."""
    interval = numbers("Laufzeit: 10.06.2009-04.07.2039")

    assert interval == numbers("10.6.2009") | numbers("4 July 2039")


def test_a_moment_that_is_not_known_has_no_day():
    """Its key is 0, the key of an empty slot."""
    assert day_of(None) == 0


def test_days_are_as_rare_as_can_be():
    """Other numbers are as rare as the table of terms says."""
    keys = np.array([DAY, *numbers("1000"), *numbers("8147.25")], np.uint32)
    rare = rarity(keys)

    assert rare[0] == pytest.approx(np.log(4000))
    assert rare[1:].tolist() == idf(keys[1:]).tolist()
    assert rare[0] >= rare[2] - 0.02 > rare[1]
