"""Clean text and the text that is embedded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import EMBEDDED_CHARACTERS, clean, clean_line, text_to_embed


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("<p>Rain &amp; <b>wi</b>nd</p><p>Sun</p>", "Rain & wind\n\nSun"),
        ("<script>alert(1)</script>News<style>p{}</style>", "News"),
        ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
        ("first<br>second", "first\n\nsecond"),
        ("white\n   space <i>in</i>\nHTML", "white space in HTML"),
        ("3 < 5 and 5 > 3", "3 < 5 and 5 > 3"),
        ("one\r\n\r\n\r\n two ", "one\n\ntwo"),
        ("Cafe\u0301\u200b", "Café"),
        ("&lt;b&gt; stays text", "<b> stays text"),
    ],
)
def test_markup_becomes_plain_paragraphs(given_text: str, expected: str):
    """Tags, entities, scripts and stray white space go; paragraphs and words stay."""
    assert clean(given_text) == expected


@given(st.text(st.characters(exclude_characters="<&")))
def test_clean_text_stays_as_it_is(value: str):
    """Cleaning twice is cleaning once, and the result is NFC without control characters."""
    cleaned = clean(value)

    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) == "Cc" for c in cleaned.replace("\n", ""))


@given(st.text())
def test_a_headline_is_one_line(value: str):
    """Whatever a source sends, a cleaned line has no line break."""
    assert len(clean_line(value).splitlines()) <= 1


def test_a_summary_that_opens_the_text_is_embedded_once():
    """Sites that repeat the summary as first paragraph do not count it twice."""
    assert text_to_embed("Title", "It rains.", "It rains. Much.") == "Title\nIt rains. Much."


def test_only_the_beginning_is_embedded():
    """A feature of many pages is represented by its first characters."""
    assert len(text_to_embed("Title", "", "word " * 10_000)) == EMBEDDED_CHARACTERS
