"""Counting changes: every write to an article takes the next number, which followers go by."""

import sqlite3
from collections.abc import Sequence


def reserve_changes(connection: sqlite3.Connection, count: int) -> int:
    """Count on by `count` changes; return the first of their numbers."""
    statement = "UPDATE catalogue SET change = change + ? RETURNING change"
    last: int = connection.execute(statement, (count,)).fetchone()[0]
    return last - count + 1


def touch(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Let followers hear of rows whose story has changed, as if they had been written anew."""
    first = reserve_changes(connection, len(rows))
    connection.executemany("UPDATE articles SET change = ? WHERE row = ?", enumerate(rows, first))
