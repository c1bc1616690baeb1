"""What the desk says: every message in every language, with the same values in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import recommender.desk
from recommender.desk.words import CATALOGUES, SOURCE, TAGS, accepted, words

FOLDER = Path(recommender.desk.__file__).parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "words": None, "_n": (1, 2), "count": (1, 2)}
OTHERS = [tag for tag in TAGS if tag != SOURCE]

Message = str | tuple[str, ...]


@pytest.fixture(scope="module")
def used() -> set[Message]:
    """Every message that templates and code have."""
    found = extract_from_dir(FOLDER, METHODS, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def catalogue(tag: str) -> Catalog:
    """Return what a language has."""
    with (CATALOGUES / f"{tag}.po").open("rb") as written:
        return read_po(written, locale=tag.replace("-", "_"))


def values(message: str) -> set[str]:
    """Return the values that stand in a message."""
    return set(re.findall(r"%\((\w+)\)s", message))


@pytest.mark.parametrize("tag", OTHERS)
def test_everything_is_said_in_every_language(used, tag):
    """And nothing that nobody says any more."""
    known = {message.id for message in catalogue(tag) if message.id and all(message.string)}

    assert known - used == set()
    assert used - known == set()


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_have_the_values_of_the_original(tag):
    """A single message has exactly these; of a plural, a form may leave the number out."""
    for message in catalogue(tag):
        if isinstance(message.id, str):
            assert values(message.string) == values(message.id), message.id
        else:
            for form in message.string:
                assert values(form) <= values(message.id[1]), message.id


def test_a_number_takes_the_form_of_its_language():
    """Arabic has six of them."""
    arabic = words("ar")
    said = {
        arabic.count("Of the newest page.", "Of the newest %(n)s pages.", n) for n in (1, 2, 3, 11)
    }

    assert len(said) == 4


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"),
        ("tlh, zh-TW;q=0.4, de;q=0.7", "de"),
        ("zh-Hant-TW", "zh-Hans"),
        ("ar;q=0, es;q=0.1", "es"),
        ("de;q=nonsense, ;;;=", "en"),
    ],
)
def test_the_language_is_the_browsers(header, tag):
    """The first of its languages that the desk speaks."""
    assert accepted(header) == tag


def test_dates_and_numbers_are_written_as_the_language_does():
    """German has dots where English has commas."""
    day = datetime(2026, 11, 4, tzinfo=UTC)

    assert [words(tag).date(day) for tag in ("en", "de", "zh-Hans")] == [
        "Nov 4, 2026", "04.11.2026", "2026年11月4日",
    ]  # fmt: skip
    assert [words(tag).number(1234.5, 1) for tag in ("en", "de")] == ["1,234.5", "1.234,5"]


def test_a_language_that_nobody_knows_is_called_by_its_tag():
    """It has no name, and no direction of its own."""
    assert words("de").language("xx-nowhere") == "xx-nowhere"
    assert words("de").language("zh") == "Chinesisch"
