"""Who is told of changed lists, how far each has been told, and how it goes."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from index.store.connection import Connections

_COLUMNS = """
    number, url, secret, private, change, added_at, delivered_at, failures, failing_since,
    retry_at, trouble, paused
"""
_ADD = f"""
    INSERT INTO webhooks (url, secret, private, change, added_at)
    VALUES (?, ?, ?, (SELECT coalesce(max(change), 0) FROM list_changes), ?)
    ON CONFLICT (url) DO NOTHING RETURNING {_COLUMNS}
"""
_ALL = f"SELECT {_COLUMNS} FROM webhooks ORDER BY number"
_DUE = f"""
    SELECT {_COLUMNS} FROM webhooks
    WHERE NOT paused AND change < (SELECT coalesce(max(change), 0) FROM list_changes)
    AND (retry_at IS NULL OR retry_at <= ?) ORDER BY number
"""
_RESUME = """
    UPDATE webhooks SET paused = 0, failures = 0, failing_since = NULL, retry_at = NULL
    WHERE number = ? RETURNING number
"""
# an attempt that took so long that another was made in its place counts for nothing
_DELIVERED = """
    UPDATE webhooks SET change = ?, delivered_at = ?, failures = 0, failing_since = NULL,
        retry_at = NULL, trouble = NULL
    WHERE number = ? AND change = ?
"""
_FAILED = """
    UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, ?),
        retry_at = ?, trouble = ?, paused = ?
    WHERE number = ? AND change = ?
"""


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of changed lists, up to the number `change` so far.

    `secret` signs what is sent. `private` says whether the address may be one of a private network.
    After `failures` in a row, the first at `failing_since`, the next attempt is at `retry_at`;
    `trouble` says what was wrong. A `paused` one is sent nothing. Moments are in UTC.
    """

    number: int
    url: str
    secret: str
    private: bool
    change: int
    added_at: datetime
    delivered_at: datetime | None
    failures: int
    failing_since: datetime | None
    retry_at: datetime | None
    trouble: str | None
    paused: bool


class Webhooks:
    """The webhooks of a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, url: str, secret: str, private: bool, now: datetime) -> Webhook | None:
        """Tell an address of all changes from now on; None if it is told already."""
        values = (url, secret, int(private), _written(now))
        with self._connections.transaction() as connection:
            return next(_read(connection.execute(_ADD, values).fetchall()), None)

    def all(self) -> list[Webhook]:
        """Return all webhooks, in the order in which they were added."""
        return list(_read(self._connections.read(_ALL)))

    def due(self, now: datetime) -> list[Webhook]:
        """Return those that there is something to tell now."""
        return list(_read(self._connections.read(_DUE, _written(now))))

    def remove(self, number: int) -> bool:
        """Forget a webhook; return whether there was one."""
        with self._connections.transaction() as connection:
            return bool(
                connection.execute("DELETE FROM webhooks WHERE number = ?", (number,)).rowcount
            )

    def resume(self, number: int) -> bool:
        """Try a webhook again at once, from where it stopped; return whether there is one."""
        with self._connections.transaction() as connection:
            return connection.execute(_RESUME, (number,)).fetchone() is not None

    def delivered(self, hook: Webhook, change: int, now: datetime) -> None:
        """Remember that a webhook was told of all changes up to a number."""
        values = (change, _written(now), hook.number, hook.change)
        with self._connections.transaction() as connection:
            connection.execute(_DELIVERED, values)

    def failed(self, hook: Webhook, trouble: str, now: datetime, retry_at: datetime | None) -> None:
        """Remember that it could not be told, and when to try again; None pauses it."""
        again = _written(retry_at) if retry_at else None
        at = (hook.number, hook.change)
        with self._connections.transaction() as connection:
            connection.execute(_FAILED, (_written(now), again, trouble, int(not retry_at), *at))


def _read(rows: Iterable[sqlite3.Row]) -> Iterator[Webhook]:
    moments = ("added_at", "delivered_at", "failing_since", "retry_at")
    for row in rows:
        fields = dict(row)
        fields |= {name: _moment(fields[name]) for name in moments}
        yield Webhook(**{**fields, "private": bool(row["private"]), "paused": bool(row["paused"])})


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
