"""What an editor decides, as records, and which of several decisions holds."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from index.errors import EngineError


class Verdict(StrEnum):
    """What an editor can decide about an article."""

    PIN = "pin"
    APPROVE = "approve"
    BLOCK = "block"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class Scope(StrEnum):
    """Where a decision holds, narrowest first; that about a story holds wherever it is told."""

    PAGE = "page"
    LANGUAGE = "language"
    SECTION = "section"
    SITE = "site"
    STORY = "story"


_WIDTH = {scope: width for width, scope in enumerate(Scope)}

WIDE = (Scope.LANGUAGE, Scope.SECTION, Scope.SITE)
"""Scopes of decisions about an article under more than one page."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Ids of the articles under a page before and after a decision about it, best first.

    `place` is where before the engine had the article's story by itself, from 1; None where it had
    not, or where an editor had pinned it.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    place: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided about `article` under the page `seed`, both ids.

    One of a wider `scope` names no page; `place` is the language or the section that it holds in.
    One about a story may name a page: it is merged with that page's, or was split from it there.
    `position` is the place in the list that is asked for by a pin, from 1; None is no wish. From
    `until` on it does not hold any more. `undoes` is the number of the decision that is taken back.
    `at` is in UTC. `number` counts all decisions, from 1; it is 0 while a decision is not kept.
    """

    seed: str | None
    article: str
    verdict: Verdict
    at: datetime
    position: int | None = None
    by: str | None = None
    note: str | None = None
    number: int = 0
    scope: Scope = Scope.PAGE
    place: str | None = None
    until: datetime | None = None
    undoes: int | None = None
    lists: Lists | None = None

    @property
    def width(self) -> int:
        """How wide its scope is; 0 is a page."""
        return _WIDTH[self.scope]

    def holds(self, now: datetime | None) -> bool:
        """Say whether it has not expired; without a moment nothing has."""
        return now is None or self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that holds, and the row of its article; None while that is not published.

    Of a block it is then the row of one that told the same, as long as any does.
    """

    decision: Decision
    row: int | None


@dataclass(frozen=True, slots=True)
class Which:
    """Which decisions of the log are asked for; None is any.

    They were made from `since` on, before `until`, and have a number `below` one.
    """

    by: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    page: str | None = None
    article: str | None = None
    verdict: Verdict | None = None
    scope: Scope | None = None
    below: int | None = None


class Remembered(NamedTuple):
    """What is remembered of an article that was published once; withdrawn it has no section."""

    published: bool
    language: str
    section: str | None


class DecidedMeanwhile(EngineError):
    """Somebody decided about a page after its editor had looked; `came` are those decisions."""

    def __init__(self, message: str, came: list[Decision]) -> None:
        super().__init__(message)
        self.came = came


def narrowest(standing: Iterable[Standing], now: datetime | None) -> list[Standing]:
    """Return those that hold at a moment, of each article that of the narrowest scope, in order."""
    found: dict[str, Standing] = {}
    for each in sorted(standing, key=_widest_first):
        if each.decision.holds(now):
            found[each.decision.article] = each
    return sorted(found.values(), key=lambda each: each.decision.number)


def decision_of(row: sqlite3.Row) -> Decision:
    """Return the decision that stands in a row with the columns of the log."""
    return Decision(
        seed=row["seed"],
        article=row["article"],
        verdict=Verdict(row["decision"]),
        at=datetime.fromisoformat(row["at"]),
        position=row["position"],
        by=row["by"],
        note=row["note"],
        number=row["number"],
        scope=Scope(row["scope"]),
        place=row["place"],
        until=datetime.fromisoformat(row["until"]) if row["until"] else None,
        undoes=row["undoes"],
    )


def lists_of(before: str | None, after: str, place: int | None) -> Lists | None:
    """Return the lists that stand in a row; None if there are none."""
    if before is None:
        return None
    return Lists(tuple(json.loads(before)), tuple(json.loads(after)), place)


def written(moment: datetime) -> str:
    """Return a moment as it stands in a row, so that those in order are in alphabetical order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _widest_first(standing: Standing) -> tuple[int, int]:
    return -standing.decision.width, standing.decision.number
