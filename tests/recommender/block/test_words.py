"""The words of the block, and how languages are written."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from recommender.block.words import all_words, speech
from recommender.block.writing import Writing, long_date, name_of
from recommender.demo.locales import LOCALES

SPOKEN = [*all_words(), "en-GB", "pt-BR", "zh-TW", "de-CH", "ar-AE"]
WRITTEN = [*SPOKEN, "fa", "ur", "ckb", "yi", "dv", "sr", "pa", "pa-Arab", "az", "und-Hebr"]


def test_it_speaks_all_languages_of_the_demo():
    """Wherever the demo has a word for something, the block has one."""
    assert set(LOCALES) <= set(all_words())


@pytest.mark.parametrize(
    ("page", "spoken"), [("de-AT", "de-AT"), ("zh-HK", "zh-HK"), ("pl", "en"), ("und", "en")]
)
def test_it_speaks_the_pages_language_or_english(page: str, spoken: str):
    """A region changes dates, not words; a language without words is answered in English."""
    assert speech(page)[0] == spoken
    assert speech("zh-HK")[1].related == "相關報導"


def test_the_server_says_what_browsers_say(page: Page):
    """Names of languages and dates are those of the browser, in every language of the block."""
    day = datetime(2026, 11, 4, 12, tzinfo=UTC)
    browser = page.evaluate(
        """tags => tags.map(tag => [
          new Intl.DisplayNames([tag], { type: 'language' }).of('de'),
          new Intl.DateTimeFormat(tag, { dateStyle: 'long' }).format(new Date('2026-11-04T12:00Z')),
        ])""",
        SPOKEN,
    )
    # versions of CLDR differ in the kind of a space
    server = [[name_of("de", tag), " ".join(long_date(day, tag).split())] for tag in SPOKEN]
    assert dict(zip(SPOKEN, server, strict=True)) == dict(zip(SPOKEN, browser, strict=True))


def test_the_server_writes_in_the_direction_of_browsers(page: Page):
    """A script decides, not a language: Punjabi is written both ways."""
    direction = "tags => tags.map(tag => new Intl.Locale(tag).getTextInfo().direction)"

    assert [Writing.of(tag).dir for tag in WRITTEN] == page.evaluate(direction, WRITTEN)


def test_a_language_that_nobody_knows_leaves_the_direction_open():
    """The browser looks at the letters of such a title."""
    assert Writing.of("und") == Writing("", "auto")


def test_a_language_without_a_name_is_called_by_its_tag():
    """No label is empty."""
    assert re.fullmatch("cjy", name_of("cjy", "de"))
