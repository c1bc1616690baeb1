"""Which article stands for one that is withdrawn: another one that told the same when it went.

So what goes for a whole story, such as a block, goes on to hold while any version of it is there,
or comes back. Everything here is part of a transaction.
"""

import sqlite3

_SIBLING = """
    SELECT min(o.row) FROM stories s JOIN stories o ON o.story = s.story AND o.row <> s.row
    WHERE s.row = ?
"""
_FORMER = "SELECT min(row) FROM heirs WHERE heir = ?"
_MISSING = """
    SELECT heir FROM heirs WHERE row = ? AND heir NOT IN (SELECT row FROM stories WHERE row = heir)
"""
_NAME = "INSERT OR REPLACE INTO heirs (row, heir) VALUES (?, ?)"
_HAND_OVER = "UPDATE heirs SET heir = ? WHERE heir = ? AND row <> ?"


def before_leaving(connection: sqlite3.Connection, row: int) -> None:
    """Name the heir of an article that is about to be withdrawn, and of all that it stands for."""
    heir = part(connection, row)
    if heir is None:
        # the last version of a story may be followed by one that went before
        (heir,) = connection.execute(_FORMER, (row,)).fetchone()
    if heir is not None:
        connection.execute(_NAME, (row, heir))


def before_coming(connection: sqlite3.Connection, row: int) -> None:
    """Let an article that comes back stand for those it told the same with, if none is there."""
    for (missing,) in connection.execute(_MISSING, (row,)).fetchall():
        connection.execute(_HAND_OVER, (row, missing, row))
        connection.execute(_NAME, (missing, row))
    connection.execute("DELETE FROM heirs WHERE row = ?", (row,))


def part(connection: sqlite3.Connection, row: int) -> int | None:
    """Let another article stand for all that one stands for; return it, None if there is none."""
    sibling: int | None = connection.execute(_SIBLING, (row,)).fetchone()[0]
    if sibling is not None:
        connection.execute(_HAND_OVER, (sibling, row, sibling))
    return sibling
