"""The shortlists in a store, and how far they have followed its changes; made anew if lost."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from index.store.connection import Connections
from index.store.shortlist_records import Kept, Pending, Round, Version, Written

_LISTED = "(SELECT value FROM json_each(?))"
_READ = "SELECT content, tail, change FROM shortlists WHERE story = ?"
_SEVERAL = f"SELECT story, content, tail, change FROM shortlists WHERE story IN {_LISTED}"
_OLDER = f"SELECT story, tail FROM shortlists WHERE change < ? AND story IN {_LISTED}"
_COUNT_OUTDATED = "SELECT count(*) FROM shortlists WHERE calibration <> ?"
_OUTDATED = "SELECT story FROM shortlists WHERE calibration <> ? LIMIT ?"
_PENDING = """
    SELECT a.change, a.row, s.story, a.text_digest, r.story, r.text_digest
    FROM articles a LEFT JOIN stories s USING (row) LEFT JOIN related r USING (row)
    WHERE a.change > (SELECT related FROM catalogue) ORDER BY a.change LIMIT ?
"""
_UNNOTICED = """
    SELECT a.change, r.story FROM articles a LEFT JOIN related r USING (row)
    WHERE a.change > (SELECT noticed FROM catalogue) ORDER BY a.change LIMIT ?
"""
_LISTING = f"SELECT DISTINCT story FROM listings WHERE listed IN {_LISTED}"
_TOLD_BY = f"SELECT DISTINCT story FROM stories WHERE row IN {_LISTED}"
_VERSIONS = f"""
    SELECT row, story, text_digest FROM stories JOIN articles USING (row) WHERE story IN {_LISTED}
"""
_KEEP = """
    INSERT OR REPLACE INTO shortlists (story, calibration, change, tail, content, touched)
    VALUES (?, ?, ?, ?, ?, 0)
"""
_AMEND = "UPDATE shortlists SET tail = ?, content = ? WHERE story = ?"
_COUNT = "UPDATE catalogue SET touched = touched + 1 RETURNING touched"
_TOUCH = f"UPDATE shortlists SET touched = ? WHERE story IN {_LISTED}"
_TOUCHED = "SELECT story FROM shortlists WHERE touched > ?"
_NOTE = "INSERT OR REPLACE INTO related (row, story, text_digest) VALUES (?, ?, ?)"


class Shortlists:
    """The shortlists of stories, at most one each."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of(self, story: int) -> Kept | None:
        """Return the shortlist of a story; None if it has none yet."""
        for kept in self._connections.read(_READ, story):
            return Kept(*kept)
        return None

    def of_several(self, stories: Iterable[int]) -> dict[int, Kept]:
        """Return the shortlists of those of the stories that have one."""
        found = self._connections.read(_SEVERAL, json.dumps(list(stories)))
        return {story: Kept(*kept) for story, *kept in found}

    def older(self, stories: Iterable[int], change: int) -> dict[int, float]:
        """Return the tails of those shortlists that were made before a change."""
        listed = json.dumps(list(stories))
        return dict(map(tuple, self._connections.read(_OLDER, change, listed)))

    def outdated(self, calibration: int, limit: int) -> list[int]:
        """Return stories whose shortlist was scored by another calibration."""
        return [story for (story,) in self._connections.read(_OUTDATED, calibration, limit)]

    def count_outdated(self, calibration: int) -> int:
        """Return how many there are of them."""
        ((count,),) = self._connections.read(_COUNT_OUTDATED, calibration)
        return int(count)

    def touched(self, after: int) -> list[int]:
        """Return the stories whose lists were touched after a count."""
        return [story for (story,) in self._connections.read(_TOUCHED, after)]

    def pending(self, limit: int) -> list[Pending]:
        """Return the changes that shortlists do not follow yet, oldest first."""
        return [Pending(*row) for row in self._connections.read(_PENDING, limit)]

    def versions(self, stories: Iterable[int]) -> list[Version]:
        """Return all articles that tell some stories."""
        found = self._connections.read(_VERSIONS, json.dumps(list(stories)))
        return [Version(*row) for row in found]

    def notice(self, limit: int) -> list[int]:
        """Touch all lists that show articles written since; return their stories.

        This is quickly done, and goes before relating, which may be far behind.
        """
        found = self._connections.read(_UNNOTICED, limit)
        if not found:
            return []
        told = {each["story"] for each in found} - {None}
        touched = [*{*told, *self.listing_stories(told)}] if told else []
        with self._connections.transaction() as connection:
            _touch(connection, touched)
            last = found[-1]["change"]
            connection.execute("UPDATE catalogue SET noticed = max(noticed, ?)", (last,))
        return touched

    def listing(self, rows: Sequence[int]) -> list[int]:
        """Return the stories whose shortlists begin with stories that some rows tell."""
        told = [story for (story,) in self._connections.read(_TOLD_BY, json.dumps(rows))]
        return self.listing_stories(told)

    def listing_stories(self, stories: Iterable[int]) -> list[int]:
        """Return the stories whose shortlists begin with any of some stories."""
        listed = json.dumps(list(stories))
        return [story for (story,) in self._connections.read(_LISTING, listed)]

    def keep(
        self, found: Round, followed: Sequence[Pending] = (), versions: Sequence[Version] = ()
    ) -> None:
        """Keep what a round has found; the changes that it has `followed` are pending no more.

        `versions` were related, too, though changes of some may be pending.
        """
        with self._connections.transaction() as connection:
            for story, written in found.computed.items():
                values = (found.calibration, found.change, written.tail, written.content)
                connection.execute(_KEEP, (story, *values))
            for story, written in found.amended.items():
                connection.execute(_AMEND, (written.tail, written.content, story))
            _list(connection, {**found.computed, **found.amended})
            _touch(connection, found.touched)
            _follow(connection, followed, versions)


def forget(connection: sqlite3.Connection) -> None:
    """Drop all shortlists, within a transaction; they are made anew from the first change on."""
    for table in ("shortlists", "listings", "related"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE catalogue SET related = 0, noticed = 0")


def _touch(connection: sqlite3.Connection, stories: Iterable[int]) -> None:
    if listed := list(stories):
        (count,) = connection.execute(_COUNT).fetchone()
        connection.execute(_TOUCH, (count, json.dumps(listed)))


def _list(connection: sqlite3.Connection, written: Mapping[int, Written]) -> None:
    for story, each in written.items():
        connection.execute("DELETE FROM listings WHERE story = ?", (story,))
        connection.executemany(
            "INSERT INTO listings (listed, story) VALUES (?, ?)",
            ((listed, story) for listed in each.beginning),
        )


def _follow(
    connection: sqlite3.Connection, followed: Sequence[Pending], versions: Sequence[Version]
) -> None:
    gone = ((each.row,) for each in followed if each.story is None)
    connection.executemany("DELETE FROM related WHERE row = ?", gone)
    connection.executemany(_NOTE, versions)
    if followed:
        last = followed[-1].change
        connection.execute("UPDATE catalogue SET related = max(related, ?)", (last,))
