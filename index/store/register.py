"""The part of the change log that says what articles are, without texts and vectors."""

from typing import NamedTuple

from index.store.connection import Connections

_AFTER = """
    SELECT a.change, a.row, a.language, s.story, a.published_at
    FROM articles a LEFT JOIN stories s USING (row)
    WHERE a.change > ? ORDER BY a.change LIMIT ?
"""

_ROWS_AFTER = "SELECT row FROM articles WHERE change > ? ORDER BY row"


class Registered(NamedTuple):
    """The latest write to a row; without a `story` it is withdrawn. `published` is ISO 8601."""

    change: int
    row: int
    language: str
    story: int | None
    published: str | None


class RegisterLog:
    """Reads the change log of a store for those who need no vectors."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def after(self, change: int, limit: int) -> list[Registered]:
        """Return the rows that were written after a change number, oldest first."""
        return [Registered(*row) for row in self._connections.read(_AFTER, change, limit)]

    def rows_after(self, change: int) -> list[int]:
        """Return all rows that were written after a change number, ascending."""
        return [row for (row,) in self._connections.read(_ROWS_AFTER, change)]
