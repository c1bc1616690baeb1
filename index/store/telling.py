"""Which story an article tells when it comes, goes, or an editor decides about it.

An article comes to those with its translation key, unless an editor has said that the key is wrong;
and what an editor has united comes together again. Everything here is part of a transaction.
"""

import json
import sqlite3
from collections.abc import Sequence

from index.store import heirs, shortlists
from index.store.counting import touch

_LISTED = "(SELECT value FROM json_each(?))"
_ENTER = """
    INSERT INTO stories (row, story, origin) VALUES (?1, coalesce(
        (SELECT s.story FROM articles a JOIN stories s USING (row)
         WHERE a.translation_key = ?2 AND a.row <> ?1
            AND NOT EXISTS (SELECT 1 FROM apart WHERE row IN (a.row, ?1)) LIMIT 1),
        1 + max(
            (SELECT coalesce(max(story), 0) FROM stories),
            (SELECT coalesce(max(story), 0) FROM shortlists)
        )
    ), CASE WHEN EXISTS (SELECT 1 FROM apart WHERE row = ?1) THEN 'editor' ELSE 'declared' END)
    ON CONFLICT (row) DO UPDATE SET story = excluded.story, origin = 'declared',
        likeness = NULL, score = NULL, sought = 0
    WHERE origin <> 'editor'
"""
_PARTNERS = "SELECT s.row FROM united u JOIN stories s ON s.row = u.other WHERE u.row = ?"
_STORY = "SELECT story FROM stories WHERE row = ?"
_UNITE = """
    UPDATE stories SET story = ?1, origin = 'editor', sought = 1 WHERE story IN (?1, ?2)
"""
_SETTLED_WITH = f"""
    SELECT row FROM stories WHERE story IN (
        SELECT t.story FROM stories t JOIN stories e USING (story)
        WHERE t.row IN {_LISTED} AND e.origin = 'editor'
    )
"""
_LINKS = f"""
    SELECT row, likeness, score FROM stories WHERE likeness IS NOT NULL AND row IN {_LISTED}
"""
_IS_SETTLED = """
    SELECT 1 FROM stories WHERE origin = 'editor'
        AND story IN (SELECT story FROM stories WHERE row IN (?1, ?2))
        AND NOT EXISTS (SELECT 1 FROM apart WHERE row IN (?1, ?2))
        AND (SELECT count(*) FROM stories WHERE row IN (?1, ?2)) = 2
"""
_REMEMBER = "UPDATE stories SET likeness = ?, score = ? WHERE row = ?"
_KEYS = f"SELECT row, translation_key FROM articles WHERE row IN {_LISTED} ORDER BY row"

# new numbers, so that none is that of a story an editor made; what came to that later stays there
_FORGET = """
    UPDATE stories SET origin = 'declared', likeness = NULL, score = NULL, sought = 0,
        story = (SELECT max(story) FROM stories) + coalesce(
            (SELECT min(b.row) FROM articles a JOIN articles b USING (translation_key)
             WHERE a.row = stories.row AND b.status = 'published'), row)
    WHERE story NOT IN (SELECT story FROM stories WHERE origin = 'editor')
"""


def enter(connection: sqlite3.Connection, row: int, translation_key: str | None) -> None:
    """Put a written article into the story that is declared, unless an editor has decided."""
    heirs.before_coming(connection, row)
    connection.execute(_ENTER, (row, translation_key))
    for (partner,) in connection.execute(_PARTNERS, (row,)).fetchall():
        unite(connection, partner, row)


def leave(connection: sqlite3.Connection, row: int) -> None:
    """Take a withdrawn article out of its story."""
    heirs.before_leaving(connection, row)
    connection.execute("DELETE FROM stories WHERE row = ?", (row,))


def unite(connection: sqlite3.Connection, row: int, other: int) -> None:
    """Let all that tells what `other` tells join the story of `row`, by an editor's word."""
    into, story = (connection.execute(_STORY, (each,)).fetchone()[0] for each in (row, other))
    if into != story:
        found = connection.execute("SELECT row FROM stories WHERE story = ?", (story,)).fetchall()
        connection.execute(_UNITE, (into, story))
        touch(connection, [moved for (moved,) in found])


def enter_anew(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Put published articles where they would stand if they came now.

    What was inferred of those that editors keep in a story goes on to count; of others it is still
    to be found.
    """
    listed = json.dumps(rows)
    links = connection.execute(_LINKS, (listed,)).fetchall()
    connection.execute(f"DELETE FROM stories WHERE row IN {_LISTED}", (listed,))
    for row, key in connection.execute(_KEYS, (listed,)).fetchall():
        enter(connection, row, key)
    for row, like, score in links:
        if connection.execute(_IS_SETTLED, (row, like)).fetchone():
            unite(connection, like, row)
            connection.execute(_REMEMBER, (like, score, row))
    touch(connection, rows)


def settled_with(connection: sqlite3.Connection, rows: Sequence[int]) -> list[int]:
    """Return `rows`, and all that tells the same as one of them if editors had a hand in it."""
    found = connection.execute(_SETTLED_WITH, (json.dumps(rows),)).fetchall()
    return sorted({*rows, *(row for (row,) in found)})


def forget(connection: sqlite3.Connection) -> None:
    """Take back what was inferred, within a transaction; every story may have another number."""
    connection.execute(_FORGET)
    touch(connection, [row for (row,) in connection.execute("SELECT row FROM stories").fetchall()])
    shortlists.forget(connection)
