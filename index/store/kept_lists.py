"""The lists under pages in the bytes that answer for them, kept by whoever follows the lists."""

import sqlite3
import zlib
from typing import NamedTuple

from index.store.connection import Connections

_KEEP = """
    INSERT OR REPLACE INTO kept_lists (row, story, ground, decided, until, body)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6 FROM articles WHERE row = ?1 AND status = 'published'
"""
# what is withdrawn or touched has no list, so that the index of ids is all that is read of it
_OF = """
    SELECT story, ground, decided, until, body FROM kept_lists
    WHERE row = (SELECT row FROM articles WHERE id = ?)
"""


class KeptList(NamedTuple):
    """A list in bytes, of a page that tells `story`.

    It stands on a `ground`, such as the policy, and on decisions up to the number `decided`, and
    holds `until` a moment in seconds since 1970 if nothing touches it before.
    """

    story: int
    ground: str
    decided: int
    until: float
    body: bytes


class KeptLists:
    """Lists in bytes, at most one a page; one that something has touched is not there any more."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of(self, page: str) -> KeptList | None:
        """Return the list of a page by its id, None if there is none; it costs one look-up."""
        for story, ground, decided, until, body in self._connections.read(_OF, page):
            return KeptList(story, ground, decided, until, zlib.decompress(body))
        return None


def keep(connection: sqlite3.Connection, row: int, kept: KeptList) -> None:
    """Keep the list of a page in a row, within a transaction."""
    story, ground, decided, until, body = kept
    connection.execute(_KEEP, (row, story, ground, decided, until, zlib.compress(body)))
