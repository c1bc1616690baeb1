"""What editors decided, in the order in which they did; nothing is ever rewritten."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime
from typing import TypeAlias

from index.language import primary
from index.store import decision_statements as sql
from index.store.connection import Connections
from index.store.decision import (
    DecidedMeanwhile,
    Decision,
    Lists,
    Remembered,
    Scope,
    Standing,
    Which,
    decision_of,
    lists_of,
    narrowest,
    written,
)
from index.store.settling import settle

_ALL = -1

_Places: TypeAlias = Mapping[tuple[str, str | None], list[Standing]]


class Decisions:
    """The log of editors' decisions in a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._wide: tuple[tuple[int, int], _Places] = ((0, 0), {})
        self._concerned: tuple[int, set[str], bool] = (0, set(), False)

    def append(self, decision: Decision, expects: int | None = None) -> Decision:
        """Keep a decision; it is durable on return. Return it as kept.

        It gets the next number, and a time that is not before the decision kept last. Stories
        follow what is decided about them. `expects` is the number of the last decision about its
        page that its editor has seen; raises DecidedMeanwhile if there are later ones.
        """
        values = (
            decision.scope, decision.seed, decision.place, decision.article, decision.verdict,
            decision.position, decision.until and decision.until.astimezone(UTC).isoformat(),
            decision.undoes, decision.by, decision.note, written(decision.at),
        )  # fmt: skip
        with self._connections.transaction() as connection:
            if expects is not None:
                _check_nothing_came(connection, decision, expects)
            number, at = connection.execute(sql.APPEND, values).fetchone()
            if decision.scope == Scope.STORY:
                settle(connection, decision)
        return replace(decision, number=number, at=datetime.fromisoformat(at))

    def keep_lists(self, number: int, lists: Lists) -> None:
        """Keep what was under a page before and after a decision."""
        before, after = (
            json.dumps(each, ensure_ascii=False) for each in (lists.before, lists.after)
        )
        with self._connections.transaction() as connection:
            connection.execute(sql.KEEP_LISTS, (number, before, after, lists.place))

    def standing(
        self,
        page: str,
        language: str = "",
        section: str | None = None,
        now: datetime | None = None,
    ) -> list[Standing]:
        """Return what holds under a page at a moment, in the order decided; it costs one look-up.

        Of each article that is the latest decision in the narrowest scope, unless it was undone or
        has expired; without a moment nothing has. `language` and `section` are the page's, which
        decisions for all pages of them go by: one for `zh` holds for pages in `zh-Hant`, too.
        """
        rows = self._connections.read(sql.UNDER_A_PAGE, page)
        widely = self._widely(rows[0]["change"], rows[0]["latest"] or 0)
        held = [_standing_of(row) for row in rows if row["number"] is not None]
        if widely:
            for where in _places_of(language, section):
                held += widely.get(where, ())
        return narrowest(held, now) if held else held

    def concern(self, page: str, latest: int) -> bool:
        """Say whether anything may hold under a page, without a look-up if nothing is new.

        `latest` is the number of the latest decision, which `Store.position` tells.
        """
        number, pages, widely = self._concerned
        if latest != number:
            found = self._connections.read(sql.CONCERNED, number if latest > number else 0)
            known = pages if latest > number else set()
            pages = known | {row["seed"] for row in found if row["scope"] == "page"}
            widely = (widely and latest > number) or any(row["scope"] != "page" for row in found)
            self._concerned = latest, pages, widely
        return widely or page in pages

    def about_story(self, article: str) -> list[Decision]:
        """Return what holds of the story that an article tells, in the order decided."""
        return [decision_of(row) for row in self._connections.read(sql.ABOUT_STORIES, article)]

    def latest(self, alike: Decision) -> Decision | None:
        """Return what was decided last about the same article in the same place, if anything."""
        where = (alike.scope, alike.seed, alike.place, alike.article)
        for row in self._connections.read(sql.LATEST_ALIKE, *where):
            return decision_of(row)
        return None

    def last_on_page(self, page: str) -> int:
        """Return the number of the last decision about a page, in whatever scope; 0 for none."""
        ((number,),) = self._connections.read(sql.LAST_ON_A_PAGE, page, 0)
        return number or 0

    def log(self, which: Which, limit: int | None = None) -> list[Decision]:
        """Return decisions with the lists that they changed, latest first."""
        values = [written(each) if isinstance(each, datetime) else each for each in astuple(which)]
        found = self._connections.read(sql.LOG, *values, _ALL if limit is None else limit)
        return [_logged(row) for row in found]

    def all(self) -> list[Decision]:
        """Return every decision, in the order decided."""
        return self.log(Which())[::-1]

    def known(self, ids: Sequence[str]) -> dict[str, Remembered]:
        """Return what is remembered of those articles that were ever published."""
        found = self._connections.read(sql.KNOWN, json.dumps(ids))
        return {
            id_: Remembered(bool(published), language, section)
            for id_, published, language, section in found
        }

    def _widely(self, change: int, latest: int) -> _Places:
        """Return what holds under many pages: there is little of it, and it is asked for always."""
        position, places = self._wide
        if position != (change, latest):
            found: dict[tuple[str, str | None], list[Standing]] = {}
            for row in self._connections.read(sql.WIDELY):
                found.setdefault((row["scope"], row["place"]), []).append(_standing_of(row))
            self._wide, places = ((change, latest), found), found
        return places


def _places_of(language: str, section: str | None) -> set[tuple[str, str | None]]:
    return {
        (Scope.SITE, None),
        (Scope.SECTION, section),
        (Scope.LANGUAGE, language),
        (Scope.LANGUAGE, primary(language)),
    }


def _check_nothing_came(connection: sqlite3.Connection, decision: Decision, expects: int) -> None:
    page = decision.seed or (decision.article if decision.scope == Scope.STORY else None)
    if page is None:
        where = (decision.scope, decision.place, expects)
        found = connection.execute(sql.IN_A_PLACE, where).fetchall()
    else:
        found = connection.execute(sql.ON_A_PAGE, (page, expects)).fetchall()
    if found:
        came = [decision_of(row) for row in found]
        last = came[-1].number
        numbers = f"decision {last}" if len(came) == 1 else f"decisions {came[0].number} to {last}"
        raise DecidedMeanwhile(
            f"{numbers} came after number {expects}, which was the last one that you have seen; "
            f"look at what was decided, and decide again with expects {last}",
            came,
        )


def _standing_of(row: sqlite3.Row) -> Standing:
    return Standing(decision_of(row), row["row"])


def _logged(row: sqlite3.Row) -> Decision:
    return replace(decision_of(row), lists=lists_of(row["before"], row["after"], row["stood"]))
