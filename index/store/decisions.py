"""What editors decided about links, in the order in which they did; nothing is ever rewritten."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from index.store.connection import Connections

_COLUMNS = "number, seed, article, decision, position, at, by, note"
# a clock that was set back must not turn the order round for those who go by the time
_APPEND = """
    INSERT INTO decisions (seed, article, decision, position, by, note, at)
    VALUES (?, ?, ?, ?, ?, ?, max(?, coalesce(
        (SELECT at FROM decisions ORDER BY number DESC LIMIT 1), '')))
    RETURNING number, at
"""
_ALL = f"SELECT {_COLUMNS} FROM decisions ORDER BY number"
# with max(), SQLite takes a group's other columns from the row that has the maximum
_STANDING = """
    SELECT max(d.number) AS number, d.seed, d.article, d.decision, d.position, d.at, d.by, d.note,
        a.row
    FROM decisions d LEFT JOIN articles a ON a.id = d.article AND a.status = 'published'
    WHERE d.seed = ? GROUP BY d.article HAVING d.decision <> 'undo' ORDER BY number
"""


class Verdict(StrEnum):
    """What an editor can decide about an article under a page."""

    PIN = "pin"
    APPROVE = "approve"
    BLOCK = "block"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided about `article` under the page `seed`, both ids.

    `position` is the place in the list that is asked for by a pin, from 1; None is no wish. `at` is
    in UTC. `number` counts all decisions, from 1; it is 0 as long as a decision is not kept.
    """

    seed: str
    article: str
    verdict: Verdict
    at: datetime
    position: int | None = None
    by: str | None = None
    note: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that holds, and the row of its article; None while that is not published."""

    decision: Decision
    row: int | None


class Decisions:
    """The log of editors' decisions in a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def append(self, decision: Decision) -> Decision:
        """Keep a decision; it is durable on return. Return it as kept.

        It gets the next number, and a time that is not before the decision kept last.
        """
        written = decision.at.astimezone(UTC).isoformat(timespec="microseconds")
        values = (
            decision.seed, decision.article, decision.verdict, decision.position,
            decision.by, decision.note, written,
        )  # fmt: skip
        with self._connections.transaction() as connection:
            number, at = connection.execute(_APPEND, values).fetchone()
        return replace(decision, number=number, at=datetime.fromisoformat(at))

    def standing(self, seed: str) -> list[Standing]:
        """Return what holds under a page, in the order decided; it costs one look-up.

        Of each article that is the latest decision, unless it was undone.
        """
        found = self._connections.read(_STANDING, seed)
        return [Standing(_decision_of(row), row["row"]) for row in found]

    def all(self) -> list[Decision]:
        """Return every decision, in the order decided."""
        return [_decision_of(row) for row in self._connections.read(_ALL)]


def _decision_of(row: sqlite3.Row) -> Decision:
    return Decision(
        seed=row["seed"],
        article=row["article"],
        verdict=Verdict(row["decision"]),
        at=datetime.fromisoformat(row["at"]),
        position=row["position"],
        by=row["by"],
        note=row["note"],
        number=row["number"],
    )
