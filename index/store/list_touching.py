"""Whose lists may change: the stories that articles, decisions and the time touch."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from index.store.connection import Connections

_LISTED = "(SELECT value FROM json_each(?))"
_TOLD_BY = f"SELECT DISTINCT story FROM stories WHERE row IN {_LISTED}"
_TOLD_FROM = "SELECT row, story FROM stories WHERE row > ? ORDER BY row LIMIT ?"
_PAGES = f"""
    SELECT a.row, a.id, a.url, a.language, s.story FROM stories s JOIN articles a USING (row)
    WHERE s.story IN {_LISTED} ORDER BY a.row
"""
_DUE = """
    SELECT row FROM articles
    WHERE status = 'published' AND published_at > ? AND published_at <= ?
"""
# a block that took the place of a pin touches as much as the pin did
_DECISION = """
    SELECT d.number, a.row, d.scope = 'page' OR EXISTS (
        SELECT 1 FROM decisions p WHERE p.article = d.article AND p.decision = 'pin'
        AND p.scope = d.scope AND p.place IS d.place
    ) FROM decisions d LEFT JOIN articles a ON a.id = d.article
"""
_DECIDED = f"{_DECISION} WHERE d.number > ? ORDER BY d.number LIMIT ?"
_EXPIRED = f"{_DECISION} WHERE d.until > ? AND d.until <= ?"
_PINNED = f"{_DECISION} WHERE d.decision = 'pin' AND a.row IN {_LISTED}"
_COVERED = f"""
    WITH made AS (SELECT scope, seed, place FROM decisions WHERE number IN {_LISTED})
    SELECT s.story FROM made JOIN articles a ON a.id = seed JOIN stories s USING (row)
    WHERE scope = 'page'
    UNION SELECT s.story FROM made JOIN articles a
        ON language = place OR language LIKE place || '-%' JOIN stories s USING (row)
    WHERE scope = 'language'
    UNION SELECT s.story FROM made JOIN articles a ON section = place JOIN stories s USING (row)
    WHERE scope = 'section'
    UNION SELECT story FROM stories WHERE EXISTS (SELECT 1 FROM made WHERE scope = 'site')
"""


class StoryPage(NamedTuple):
    """A published article: where it is read, and the story that it tells."""

    row: int
    id: str
    url: str | None
    language: str
    story: int


class Decided(NamedTuple):
    """A decision about an article, in `row` unless it was never there.

    `reaches` says whether it may change the list of every page that it covers; a block for a whole
    language changes only the lists that would show the article.
    """

    number: int
    row: int | None
    reaches: bool


class ListTouching:
    """What is touched in a store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def told_by(self, rows: Sequence[int]) -> list[int]:
        """Return the stories that rows tell."""
        return [story for (story,) in self._connections.read(_TOLD_BY, json.dumps(rows))]

    def told_from(self, row: int, limit: int) -> list[tuple[int, int]]:
        """Return rows beyond a row, and the story that each tells."""
        return [(found, story) for found, story in self._connections.read(_TOLD_FROM, row, limit)]

    def pages(self, stories: Iterable[int]) -> list[StoryPage]:
        """Return all pages that tell some stories."""
        return [
            StoryPage(*row) for row in self._connections.read(_PAGES, json.dumps(list(stories)))
        ]

    def due(self, begin: datetime, end: datetime) -> list[int]:
        """Return the rows of articles published after `begin`, and at `end` at the latest."""
        found = self._connections.read(_DUE, _written(begin), _written(end))
        return [row for (row,) in found]

    def decided(self, after: int, limit: int) -> list[Decided]:
        """Return the decisions after a number, in the order decided."""
        return _read(self._connections.read(_DECIDED, after, limit))

    def expired(self, begin: datetime, end: datetime) -> list[Decided]:
        """Return the decisions that held until a moment after `begin`, and not after `end`."""
        return _read(self._connections.read(_EXPIRED, _written(begin), _written(end)))

    def pinned(self, rows: Sequence[int]) -> list[Decided]:
        """Return the decisions that pin any of some articles, wherever these are near."""
        return _read(self._connections.read(_PINNED, json.dumps(rows)))

    def covered(self, decisions: Iterable[int]) -> list[int]:
        """Return the stories of all pages that decisions cover, by their scope."""
        found = self._connections.read(_COVERED, json.dumps(list(decisions)))
        return [story for (story,) in found]


def _read(rows: Iterable[Sequence[int]]) -> list[Decided]:
    return [Decided(number, row, bool(reaches)) for number, row, reaches in rows]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
