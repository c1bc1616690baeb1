"""Which pages' lists have changed: a log that keeps the latest change of each page."""

from datetime import datetime
from typing import NamedTuple

from index.store.connection import Connections

_LAST = "SELECT coalesce(max(change), 0) FROM list_changes"
_EPOCH = "SELECT epoch FROM list_epochs WHERE first <= ? ORDER BY first DESC LIMIT 1"
_AFTER = """
    SELECT l.change, a.id, coalesce(a.url, l.url), a.language, l.digest IS NULL, l.at
    FROM list_changes l JOIN articles a USING (row)
    WHERE l.change > ? ORDER BY l.change LIMIT ?
"""


class ListChange(NamedTuple):
    """The latest change of the list under a page, or that the page is `gone`; `at` is in UTC."""

    number: int
    id: str
    url: str | None
    language: str
    gone: bool
    at: datetime


class ListChanges:
    """The changes of lists in a store, at most one each page, in the order in which they came."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def after(self, number: int, limit: int) -> list[ListChange]:
        """Return changes after a number, oldest first."""
        return [
            ListChange(change, id_, url, language, bool(gone), datetime.fromisoformat(at))
            for change, id_, url, language, gone, at in self._connections.read(
                _AFTER, number, limit
            )
        ]

    def last(self) -> int:
        """Return the number of the latest change, 0 before the first; one look-up."""
        ((number,),) = self._connections.read(_LAST)
        return int(number)

    def epoch_at(self, number: int) -> str:
        """Return the name that the change with a number goes by.

        A store that was put back to an earlier state counts on under another name.
        """
        ((epoch,),) = self._connections.read(_EPOCH, number)
        return str(epoch)
