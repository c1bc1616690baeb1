"""Terms of texts in every script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signature.terms import terms


def shared(one: str, other: str) -> int:
    """How many different terms two texts have in common."""
    return len(terms(one).keys() & terms(other).keys())


def same(one: str, other: str) -> bool:
    return terms(one) == terms(other)


@given(st.text())
def test_any_text_has_terms_of_32_bits(text: str):
    """Whatever the letters, terms are numbers below 2**32, each found at least once."""
    assert all(0 <= term < 2**32 and often > 0 for term, often in terms(text).items())


@given(
    st.lists(st.sampled_from(["Rhine", "Müller", "東京", "Москва", "1,234", "हिन्दी"])), st.randoms()
)
def test_the_order_of_words_means_nothing(words: list[str], random):
    """Words in another order give the same terms, equally often."""
    shuffled = random.sample(words, len(words))

    assert same(" | ".join(words), " | ".join(shuffled))


@given(st.text())
def test_composed_and_decomposed_letters_are_the_same(text: str):
    """A text gives the same terms in the Unicode forms NFC and NFD."""
    assert same(unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zürich", "ZURICH"),
        ("Straße", "Strasse"),
        ("Müller", "MUELLER"),
        ("Токио", "Tokyo"),
        ("Кассис", "Cassis"),
        ("Зеленский", "Selenskyj"),
        ("Обама", "オバマ"),
        ("Φιλοσοφία", "philosophy"),
        ("東京", "东京"),
        ("Ｔｏｋｙｏ ２０２０", "tokyo 2020"),
        ("Immigration", "immigrants"),
    ],
)
def test_one_word_in_two_scripts_or_forms_is_one_term(one: str, other: str):
    """Accents, case, script, spelling, width, endings and simplified characters do not matter."""
    assert same(one, other)


@pytest.mark.parametrize(
    "number", ["1234", "1,234", "1.234", "1'234", "1’234", "1 234", "1\xa0234"]
)
def test_a_number_is_the_same_however_its_digits_are_grouped(number: str):
    """One thousand two hundred and thirty-four is written in many ways."""
    assert same(number, "1234")


@pytest.mark.parametrize(
    ("one", "other"),
    [("3,5", "3.5"), ("٢٠٢٠", "2020"), ("12345年", "12345"), ("1234567", "1.234.567")],
)
def test_other_numbers_agree_across_languages(one: str, other: str):
    """Decimal comma or point, Arabic digits, a counter after it: the number is the same."""
    assert same(one, other)


def test_numbers_are_not_cut():
    """Large numbers that begin alike are different terms."""
    assert shared("1234567", "1234568") == 0


def test_a_chinese_name_is_found_inside_a_sentence():
    """Words are not separated, so sequences of characters stand for them."""
    assert shared("习近平", "國家主席習近平在北京會見") == 3


@pytest.mark.parametrize(("latin", "chinese"), [("Xi Jinping", "习近平"), ("Beijing", "北京")])
def test_a_chinese_name_is_found_in_latin_letters(latin: str, chinese: str):
    """A word of Chinese syllables is also kept whole, as two or three characters are."""
    assert shared(latin, chinese) == 1


def test_names_are_told_apart_at_the_dot():
    """Katakana names are written with a dot between first and last name."""
    assert shared("バラク・オバマ", "オバマ") == 1


def test_a_thai_word_is_found_inside_a_sentence():
    """Thai is written without spaces, so sequences of letters stand for words."""
    assert shared("ประเทศไทย", "ในประเทศไทยวันนี้") >= 5


def test_vowel_signs_belong_to_their_word():
    """A Hindi word is one term, not the pieces between its vowel signs."""
    assert sum(terms("हिन्दी").values()) == 1


def test_the_grammar_of_japanese_gives_no_terms():
    """Of a sentence's Chinese characters and katakana something is kept, of hiragana nothing."""
    assert not terms("これはそうです。")
    assert shared("東京タワーへいきました", "東京タワー") == 2


def test_punctuation_gives_no_terms():
    """Signs, symbols, spaces and underscores are no words."""
    assert not terms("?! … — _ € 🎉 \n")
