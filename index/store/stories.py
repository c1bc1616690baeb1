"""Which story each article tells: declared with the article, inferred later, or an editor's word.

A story is a number. Articles with one translation key tell one story; any other begins alone in its
own. The number means nothing else, and is never that of a story that still has an article, or a
shortlist from when it had.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from index.arrays import Rows, Vectors
from index.store import telling
from index.store.connection import Connections
from index.store.counting import touch
from index.stories.gather import Member, Merge, Origin

_LISTED = "(SELECT value FROM json_each(?))"
_DAYS = f"""
    SELECT date(published_at), max(change), json_group_array(row) FROM articles
    WHERE status = 'published' AND row IN {_LISTED} GROUP BY date(published_at)
"""
# the plus keeps the database from going through all changes
_NEAR_A_DATE = """
    SELECT a.row, a.language, v.vector FROM articles a
    JOIN vectors v ON v.row = a.row AND v.model = (SELECT model FROM catalogue)
    WHERE a.status = 'published' AND published_at >= ? AND published_at < ?
    ORDER BY +a.change DESC LIMIT ?
"""
_UNDATED = """
    SELECT a.row, a.language, v.vector FROM articles a
    JOIN vectors v ON v.row = a.row AND v.model = (SELECT model FROM catalogue)
    WHERE a.status = 'published' AND a.change <= ? AND published_at IS NULL
    ORDER BY a.change DESC LIMIT ?
"""
_TEXTS = f"""
    SELECT row, title, summary, text FROM articles JOIN texts USING (row)
    WHERE status = 'published' AND row IN {_LISTED}
"""
_VERSIONS = f"""
    SELECT row FROM stories WHERE story IN (SELECT story FROM stories WHERE row IN {_LISTED})
"""
_MEMBERS = f"""
    SELECT a.row, s.story, a.language, a.translation_key, s.origin
    FROM stories s JOIN articles a USING (row)
    WHERE s.story IN (SELECT story FROM stories WHERE row IN {_LISTED}) ORDER BY a.row
"""
_MERGE_ROW = "UPDATE stories SET origin = ?, likeness = ?, score = ? WHERE row = ? AND story = ?"
_MERGE = "UPDATE stories SET story = ? WHERE story = ? RETURNING row"
_SOUGHT = f"UPDATE stories SET sought = 1 WHERE row IN {_LISTED}"
_UNSOUGHT = """
    SELECT row FROM stories JOIN articles USING (row) WHERE sought = 0
    ORDER BY published_at, change LIMIT ?
"""
_UNSOUGHT_AMONG = f"""
    SELECT row FROM stories JOIN articles USING (row) WHERE sought = 0 AND id IN {_LISTED}
"""
_TOLD = """
    SELECT story FROM stories JOIN articles USING (row)
    WHERE translation_key = ? AND row NOT IN (SELECT row FROM apart) LIMIT 1
"""
_INFERRED = """
    SELECT a.id, b.id AS like, s.origin, s.score, s.story FROM stories s
    JOIN articles a USING (row) JOIN articles b ON b.row = s.likeness
    WHERE s.origin <> 'editor' ORDER BY s.score, a.id
"""
_STORIES = f"SELECT id, story FROM stories JOIN articles USING (row) WHERE id IN {_LISTED}"
_TELLING = "SELECT id FROM stories JOIN articles USING (row) WHERE story = ? ORDER BY row"


@dataclass(frozen=True, slots=True)
class Day:
    """Articles of one day, or without a date, and the number of the latest change to them."""

    published: date | None
    change: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """n articles published about a day: rows (n,), languages, and vectors (n, dimension)."""

    rows: Rows
    languages: tuple[str, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Inferred:
    """An article that was found to tell what another one tells; both by id."""

    id: str
    like: str
    origin: Origin
    score: float
    story: int


class Stories:
    """The stories in a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def unsought(self, limit: int) -> list[int]:
        """Return rows for which nobody has looked for others that tell the same, by date."""
        return [row for (row,) in self._connections.read(_UNSOUGHT, limit)]

    def unsought_among(self, ids: Sequence[str]) -> list[int]:
        """Return rows of those articles for which it has not been done."""
        return [row for (row,) in self._connections.read(_UNSOUGHT_AMONG, json.dumps(ids))]

    def told_by(self, translation_key: str | None) -> int | None:
        """Return the story of the articles with a translation key; None if there are none."""
        for (story,) in self._connections.read(_TOLD, translation_key):
            return int(story)
        return None

    def days_of(self, rows: Sequence[int]) -> list[Day]:
        """Return the published among `rows` by the day they were published, undated ones first."""
        return [
            Day(date.fromisoformat(day) if day else None, change, tuple(json.loads(listed)))
            for day, change, listed in self._connections.read(_DAYS, json.dumps(rows))
        ]

    def around(self, day: Day, reach: timedelta, limit: int) -> Around:
        """Return articles published at most `reach` from a day; of more than `limit` the latest.

        Around articles without a date are those without one that were changed no later.
        """
        if day.published is None:
            found = self._connections.read(_UNDATED, day.change, limit)
        else:
            first, end = day.published - reach, day.published + reach + timedelta(days=1)
            found = self._connections.read(_NEAR_A_DATE, first.isoformat(), end.isoformat(), limit)
        rows, languages, blobs = zip(*found, strict=True) if found else ((), (), ())
        vectors = np.frombuffer(b"".join(blobs), "<f4")
        # there may be none: others write and withdraw meanwhile
        dimension = len(vectors) // max(len(rows), 1)
        return Around(np.array(rows, np.int64), languages, vectors.reshape(len(rows), dimension))

    def texts(self, rows: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """Return title, summary and text of the published among `rows`."""
        found = self._connections.read(_TEXTS, json.dumps(rows))
        return {row: (title, summary, text) for row, title, summary, text in found}

    def versions(self, rows: Rows) -> Rows:
        """Return the rows of all articles that tell what some rows (n,) tell."""
        found = self._connections.read(_VERSIONS, json.dumps(rows.tolist()))
        return np.array([row for (row,) in found], np.int64)

    def members(self, rows: Sequence[int]) -> list[Member]:
        """Return all members of the stories that `rows` tell."""
        found = self._connections.read(_MEMBERS, json.dumps(rows))
        return [
            Member(row, story, language, key, origin == Origin.EDITOR)
            for row, story, language, key, origin in found
        ]

    def merge(self, merges: Sequence[Merge], sought: Sequence[int]) -> None:
        """Let stories join others, in order, and remember that `sought` have been looked for."""
        moved: set[int] = set()
        with self._connections.transaction() as connection:
            for each in merges:
                why = (each.origin, each.like, each.score, each.row, each.story)
                connection.execute(_MERGE_ROW, why)
                found = connection.execute(_MERGE, (each.into, each.story)).fetchall()
                moved.update(row for (row,) in found)
            touch(connection, sorted(moved))
            connection.execute(_SOUGHT, (json.dumps(sought),))

    def forget(self) -> None:
        """Take back what was inferred; what is declared stays, and what editors decided."""
        with self._connections.transaction() as connection:
            telling.forget(connection)

    def inferred(self) -> list[Inferred]:
        """Return what was inferred, least sure first."""
        return [
            Inferred(id_, like, Origin(origin), score, story)
            for id_, like, origin, score, story in self._connections.read(_INFERRED)
        ]

    def told(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the stories that the published of some articles tell."""
        return dict(map(tuple, self._connections.read(_STORIES, json.dumps(ids))))

    def telling(self, story: int) -> list[str]:
        """Return the ids of all articles that tell a story."""
        return [id_ for (id_,) in self._connections.read(_TELLING, story)]
