"""Connections to an SQLite file: one a thread, write-ahead log, migrations."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from weakref import WeakSet

from index.errors import StoreUnavailable
from index.store_file import file_at

_MIGRATIONS = resources.files("index.store") / "migrations"
_WAIT_FOR_A_WRITER_MS = 30_000
_CACHE_KB = 4_000
_CACHE_OF_A_FURTHER_THREAD_KB = 1_000
"""What SQLite keeps of the file for itself: pages are in the system's memory, too."""


class _Connection(sqlite3.Connection):
    """Can be referred to weakly, so that a thread's connection ends with the thread."""


class Connections:
    """A connection for each thread to the database at `path`, opened when first needed.

    Every use raises StoreUnavailable if the file cannot be read or written, is not such a
    database, or is too new. Once another file stands in its place, or none, the one that was opened
    can still be read, but not be written to: that would be lost with it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._all: WeakSet[_Connection] = WeakSet()
        self._file: tuple[int, int] | None = None
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()

    def read(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Return all rows that a statement gives."""
        # not with the context manager below: this is done several times for every answer
        try:
            return self._mine().execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise self._unavailable(error) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Keep all of the block or, if it raises, nothing; one writer at a time, others wait."""
        with self._explained():
            connection = self._mine()
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._require_in_place()
                yield connection
            except BaseException:
                # some errors, such as a full disk, have rolled back already
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections of all threads."""
        for connection in list(self._all):
            connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(
            f"cannot use the store {str(self._path)!r}: {error}; check that the disk is not "
            "full and the file may be written, or restore it from a backup"
        )

    def _require_in_place(self) -> None:
        if self._file is not None and file_at(self._path) != self._file:
            raise StoreUnavailable(
                f"the store {str(self._path)!r} was replaced or taken away while it was in use, so "
                "nothing is written; if it is gone, restore it from a backup; then start anew"
            )

    def _mine(self) -> _Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def _open(self) -> _Connection:
        # not to mix what two files say, nor to make one where there is none any more
        self._require_in_place()
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_A_WRITER_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA cache_size = -{_cache_kb()}")
        # what was acknowledged survives the loss of power, not only of the process
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        self._all.add(connection)
        self._file = self._file or file_at(self._path)
        return connection

    def _migrate(self) -> None:
        scripts = sorted(entry.name for entry in _MIGRATIONS.iterdir() if entry.name[0].isdigit())
        before = _version(self._mine())
        if before == len(scripts):
            return
        # a second process may start at the same time: it waits here, and finds the work done
        with self.transaction() as connection:
            if _version(connection) > len(scripts):
                raise StoreUnavailable(
                    f"the store {str(self._path)!r} was written by a newer version of this program "
                    f"(schema {_version(connection)}, known up to {len(scripts)}); upgrade it"
                )
            for name in scripts[_version(connection) :]:
                for statement in _statements((_MIGRATIONS / name).read_text(encoding="utf-8")):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(scripts)}")
        if before:
            self._pack()

    def _pack(self) -> None:
        """Give back the room that a migration has left between what stayed."""
        # it takes as much again of the disk for a while, and waits for others who read or write
        with suppress(sqlite3.OperationalError):
            self._mine().execute("VACUUM")


def _cache_kb() -> int:
    is_main = threading.current_thread() is threading.main_thread()
    return _CACHE_KB if is_main else _CACHE_OF_A_FURTHER_THREAD_KB


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
