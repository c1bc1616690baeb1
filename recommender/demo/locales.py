"""The languages that the demo site speaks to its readers."""

import tomllib
from datetime import datetime
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from index.language import primary
from recommender.relations import Relation

Direction = Literal["ltr", "rtl"]


class Locale(BaseModel):
    """What the site says in one language, and how that language writes dates and numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tag: str
    name: str
    direction: Direction = "ltr"
    tagline: str
    front: str
    latest: str
    elsewhere: str
    related: str
    also_in: str
    reader_language: str
    why: str
    because: str
    why_this: str
    in_common: str
    only_meaning: str
    similarity: str
    below_minimum_score: str
    catalogue_exhausted: str
    limited_by_policy: str
    selection: str
    policies: dict[str, str]
    relations: dict[Relation, str]
    missing: str
    missing_hint: str
    invented: str
    skip: str
    illustration: str
    decimal_mark: str
    date: str
    months: list[str] = Field(min_length=12, max_length=12)
    sections: dict[str, str]

    def long_date(self, moment: datetime) -> str:
        """Return the day as readers of the language write it: '4. November 2026'."""
        month = self.months[moment.month - 1]
        return self.date.format(day=moment.day, month=month, year=moment.year)

    def two_decimals(self, value: float) -> str:
        """Return a number with the language's decimal mark: '0,62'."""
        return f"{value:.2f}".replace(".", self.decimal_mark)

    def section(self, key: str | None) -> str:
        """Return the name of a section; a section that the site does not know names itself."""
        return self.sections.get(key, key) if key else ""

    def policy(self, name: str) -> str:
        """Return what a policy is called; one that the site does not know is called by its name."""
        return self.policies.get(name, name)


def _read() -> dict[str, Locale]:
    written = (resources.files("recommender.demo") / "strings.toml").read_text("utf-8")
    return {tag: Locale(tag=tag, **said) for tag, said in tomllib.loads(written).items()}


LOCALES = _read()
"""By language tag, in the order in which readers choose from them."""

ENGLISH = LOCALES["en"]


def accepted(header: str) -> Locale:
    """Return the locale that an Accept-Language header likes best; English if it knows none."""
    wishes = sorted(map(_wish, header.split(",")), reverse=True)
    known = (LOCALES[tag] for quality, tag in wishes if quality > 0 and tag in LOCALES)
    return next(known, ENGLISH)


def _wish(part: str) -> tuple[float, str]:
    tag, _, quality = part.partition(";q=")
    try:
        return float(quality or 1), primary(tag.strip().lower())
    except ValueError:
        return 0.0, ""
