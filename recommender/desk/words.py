"""What the desk says, in the languages of its catalogues, and how these write dates and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

CATALOGUES = resources.files("recommender.desk") / "locales"
SOURCE = "en"
TAGS = (SOURCE, "zh-Hans", "de", "fr", "es", "ar")
"""The languages of the desk, in the order in which people choose from them."""


@dataclass(frozen=True, slots=True)
class Words:
    """The desk in one language: call it with the English message and its values.

    `tag` and `direction` are what a page says of itself.
    """

    tag: str
    locale: Locale
    messages: NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        """Return a message in this language; values stand in it as `%(name)s`."""
        said = self.messages.gettext(message)
        return said % values if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return a message about so many things; `%(n)s` is their number."""
        return self.messages.ngettext(one, many, n) % {"n": self.number(n), **values}

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return (self.locale.get_display_name(self.locale) or self.tag).capitalize()

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """In which direction it is written."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    def date(self, day: datetime | None) -> str:
        """Return a day, such as 4 Nov 2026; nothing for none."""
        return format_date(day, "medium", locale=self.locale) if day else ""

    def moment(self, at: datetime | None) -> str:
        """Return a day and its time in UTC; nothing for none."""
        return format_datetime(at, "medium", locale=self.locale) if at else ""

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with so many decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, pattern, locale=self.locale)

    def percent(self, share: float) -> str:
        """Return a share in [0, 1] as a percentage."""
        return format_percent(share, "#,##0%", locale=self.locale)

    def language(self, tag: str) -> str:
        """Return what a language is called; a tag that nobody knows stands for itself."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag


def direction_of(tag: str) -> Literal["ltr", "rtl"]:
    """Return in which direction an article's language is written."""
    try:
        return "rtl" if Locale.parse(tag, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


@cache
def words(tag: str) -> Words:
    """Return the desk in the language of a tag, one of TAGS."""
    return Words(tag, Locale.parse(tag, sep="-"), _messages(tag))


def accepted(header: str) -> str:
    """Return the tag of TAGS that an Accept-Language header likes best; English if none."""
    wishes = sorted((_wish(part) for part in header.split(",")), key=lambda wish: -wish[0])
    spoken = {tag.split("-")[0]: tag for tag in TAGS}
    liked = (spoken[language] for share, language in wishes if share > 0 and language in spoken)
    return next(liked, SOURCE)


def _wish(part: str) -> tuple[float, str]:
    tag, _, quality = part.partition(";q=")
    language = tag.strip().lower().split("-")[0]
    try:
        return float(quality or 1), language
    except ValueError:
        return 0.0, language


def _messages(tag: str) -> NullTranslations:
    if tag == SOURCE:
        return NullTranslations()
    with (CATALOGUES / f"{tag}.po").open("rb") as written:
        catalogue = read_po(written, locale=tag.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
