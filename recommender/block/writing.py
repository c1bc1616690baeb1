"""How languages are written: which way, and what they call days and each other (CLDR)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from langcodes import Language

from index.language import UNKNOWN, primary

Direction = Literal["ltr", "rtl", "auto"]

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


@dataclass(frozen=True, slots=True)
class Writing:
    """The `lang` and `dir` of a text, as HTML wants them."""

    lang: str
    dir: Direction

    @classmethod
    def of(cls, tag: str) -> Self:
        """Return those of a language; the browser finds the direction if nobody knows which."""
        if tag == UNKNOWN:
            return cls("", "auto")
        script = Language.get(tag).maximize().script
        return cls(tag, "rtl" if script in _RIGHT_TO_LEFT else "ltr")


def long_date(day: datetime, language: str) -> str:
    """Return a day as readers of the language write it: '4. November 2026'."""
    return format_date(day, "long", _locale(language))


def name_of(tag: str, language: str) -> str:
    """Return what a language is called in another one; its tag if that has no name for it."""
    names = _locale(language).languages
    called = (names.get(known) for known in (tag.replace("-", "_"), primary(tag)))
    return next(filter(None, called), tag)


def _locale(tag: str) -> Locale:
    for known in (tag, primary(tag)):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
