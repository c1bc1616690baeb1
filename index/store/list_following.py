"""How far lists have been followed, and which are to be looked at next; nothing of it is lost.

A list is known by a digest of what a reader sees of it. Digests are made elsewhere; here stands
what they were last.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from index.store.connection import Connections
from index.store.kept_lists import KeptList, keep

_DONE = -1
_PROGRESS = "SELECT change, decision, checked, ground, swept FROM list_progress"
_KEEP_PROGRESS = """
    UPDATE list_progress SET change = ?, decision = ?, checked = ?, ground = ?, swept = ?
"""
_TOUCH = """
    INSERT INTO list_pending (story, touch) SELECT value, random() FROM json_each(?) WHERE true
    ON CONFLICT (story) DO UPDATE SET touch = excluded.touch
"""
_PENDING = "SELECT story, touch FROM list_pending ORDER BY place LIMIT ?"
_CLAIM = "DELETE FROM list_pending WHERE story = ? AND touch = ? RETURNING story"
_NEXT = "coalesce((SELECT max(change) FROM list_changes), 0) + 1"
_GONE = f"""
    UPDATE list_changes SET digest = NULL, change = {_NEXT}, at = ?
    WHERE row = ? AND digest IS NOT NULL
"""
_NOTE = f"""
    INSERT INTO list_changes (row, digest, url, change, at)
    SELECT row, ?, url, {_NEXT}, ? FROM articles WHERE row = ? AND status = 'published'
    ON CONFLICT (row) DO UPDATE
    SET digest = excluded.digest, url = excluded.url, change = excluded.change, at = excluded.at
    WHERE digest IS NOT excluded.digest
"""
_BEGIN_EPOCH = f"INSERT OR REPLACE INTO list_epochs (first, epoch) VALUES ({_NEXT}, ?)"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far lists have been followed.

    `change` and `decision` are the last numbers that were seen, and articles have come due up to
    `checked`, None before the first look. All lists stand on a `ground`, such as the policy; since
    it changed, they have been gone through up to the row `swept`, None once that is done.
    """

    change: int
    decision: int
    checked: datetime | None
    ground: str
    swept: int | None


class Touched(NamedTuple):
    """A story whose pages are to be looked at; `touch` changes when it is touched once more."""

    story: int
    touch: int


class Noted(NamedTuple):
    """The digest of what the list under a page, told by `story`, is now; the list, if it holds."""

    row: int
    story: int
    digest: bytes
    kept: KeptList | None = None


class ListFollowing:
    """What has been followed in a store, by whichever process."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._has_epoch = False

    def progress(self) -> Progress:
        """Return how far lists have been followed; one look-up."""
        ((change, decision, checked, ground, swept),) = self._connections.read(_PROGRESS)
        moment = datetime.fromisoformat(checked) if checked else None
        return Progress(change, decision, moment, ground, None if swept == _DONE else swept)

    def follow(
        self, progress: Progress, stories: Iterable[int], gone: Sequence[int], now: datetime
    ) -> None:
        """Keep the progress together with what was met: stories to look at, and rows that went."""
        swept = _DONE if progress.swept is None else progress.swept
        checked = _written(progress.checked) if progress.checked else None
        with self._counting() as connection:
            connection.execute(_TOUCH, (json.dumps(list(stories)),))
            for row in gone:
                connection.execute(_GONE, (_written(now), row))
            kept = (progress.change, progress.decision, checked, progress.ground, swept)
            connection.execute(_KEEP_PROGRESS, kept)

    def pending(self, limit: int) -> list[Touched]:
        """Return stories whose pages are to be looked at, those that wait longest first."""
        return [Touched(*row) for row in self._connections.read(_PENDING, limit)]

    def note(self, seen: Sequence[Touched], lists: Sequence[Noted], now: datetime) -> int:
        """Keep what the lists under the pages of touched stories are; return how many changed.

        Nothing is kept of a story that was touched again, or that somebody else has looked at.
        """
        with self._counting() as connection:
            mine = {each.story for each in seen if connection.execute(_CLAIM, each).fetchone()}
            lists = [each for each in lists if each.story in mine]
            for each in lists:
                if each.kept is not None:
                    keep(connection, each.row, each.kept)
            values = ((each.digest, _written(now), each.row) for each in lists)
            return sum(connection.execute(_NOTE, each).rowcount for each in values)

    @contextmanager
    def _counting(self) -> Iterator[sqlite3.Connection]:
        # numbers go by a name of this process: a store that was put back cannot have given it yet
        with self._connections.transaction() as connection:
            if not self._has_epoch:
                connection.execute(_BEGIN_EPOCH, (secrets.token_hex(6),))
            yield connection
        self._has_epoch = True


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
