"""Keys to the service: whose they are, what they allow, and a digest to know them by."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from index.store.connection import Connections
from index.store.rows import instant

_COLUMNS = "id, digest, name, scope, rate, created, expires, revoked, used"
_ADD = f"INSERT INTO keys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ALL = f"SELECT {_COLUMNS} FROM keys ORDER BY created, id"
_REVOKE = "UPDATE keys SET revoked = ? WHERE id = ? AND revoked IS NULL"
_NOTE_USE = "UPDATE keys SET used = ? WHERE id = ? AND (used IS NULL OR used < ?)"
_VERSION = "SELECT version FROM keys_version"


class Scope(StrEnum):
    """What a key is for."""

    READ = "read"
    WRITE = "write"
    EDIT = "edit"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key to the service, known by `id` and the SHA-256 of the whole of it, 32 bytes.

    `name` is the person or program that it belongs to. `rate` is in requests per second, 0 for no
    limit and None for that of the installation. Times are in UTC; `used` is the last day of use.
    """

    id: str
    digest: bytes
    name: str
    scope: Scope
    created: datetime
    rate: float | None = None
    expires: datetime | None = None
    revoked: datetime | None = None
    used: date | None = None


class Keys:
    """The keys in a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, key: Key) -> None:
        """Keep a key; it holds from now on."""
        values = (
            key.id, key.digest, key.name, key.scope, key.rate, _written(key.created),
            _written(key.expires), _written(key.revoked), key.used and key.used.isoformat(),
        )  # fmt: skip
        with self._connections.transaction() as connection:
            connection.execute(_ADD, values)

    def all(self) -> list[Key]:
        """Return every key, those taken back, too, in the order made."""
        return [_key_of(row) for row in self._connections.read(_ALL)]

    def revoke(self, id_: str, at: datetime) -> None:
        """Take a key back; one that was taken back before keeps the time of that."""
        with self._connections.transaction() as connection:
            connection.execute(_REVOKE, (_written(at), id_))

    def note_use(self, id_: str, day: date) -> None:
        """Remember that a key was used on a day, unless it was used since."""
        written = day.isoformat()
        with self._connections.transaction() as connection:
            connection.execute(_NOTE_USE, (written, id_, written))

    def version(self) -> int:
        """Return a number that differs whenever a key was made, changed or taken back."""
        ((version,),) = self._connections.read(_VERSION)
        number: int = version
        return number


def _key_of(row: sqlite3.Row) -> Key:
    return Key(
        id=row["id"],
        digest=row["digest"],
        name=row["name"],
        scope=Scope(row["scope"]),
        created=datetime.fromisoformat(row["created"]),
        rate=row["rate"],
        expires=instant(row["expires"]),
        revoked=instant(row["revoked"]),
        used=date.fromisoformat(row["used"]) if row["used"] else None,
    )


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")
