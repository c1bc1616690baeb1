"""Clean text and the text that is embedded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import BEGINNING, clean, clean_line, text_to_embed


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


def test_title_and_summary_count_twice():
    """They say best what an article is about."""
    assert text_to_embed("T", "S.", "Text.") == "T\nS.\nT\nS.\nText."


def test_a_summary_that_opens_the_text_does_not_count_more():
    """Sites that repeat the summary as first paragraph give it no more weight."""
    assert text_to_embed("T", "S.", "S. Text.") == "T\nS.\nT\nS. Text."


def test_a_text_alone_is_enough():
    """What is empty leaves no gap."""
    assert text_to_embed("", "", "Text.") == "Text."


def test_only_the_beginning_is_embedded():
    """A feature of many pages is represented by its first characters."""
    assert len(text_to_embed("Title", "", "word " * 10_000)) < 2 * BEGINNING
