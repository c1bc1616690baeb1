"""The feed of changes, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.list_changes import ListChange, ListChanges
from recommender.changes.cursor import cursor_at, number_at
from recommender.errors import InvalidRequest

LARGEST_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in order.

    `next` is the cursor after them, `last` its number, and `more` says whether others follow.
    """

    changes: Sequence[ListChange]
    last: int
    next: str
    more: bool


def batch_after(changes: ListChanges, cursor: str | None, limit: int) -> Batch:
    """Return up to `limit` changes after a cursor, without one from the first.

    Raises InvalidRequest, ForeignCursor.
    """
    if not 1 <= limit <= LARGEST_BATCH:
        raise InvalidRequest("limit", f"limit must be between 1 and {LARGEST_BATCH}; got {limit}")
    return batch_beyond(changes, number_at(changes, cursor) if cursor else 0, limit)


def batch_beyond(changes: ListChanges, number: int, limit: int) -> Batch:
    """Return up to `limit` changes after a number."""
    found = changes.after(number, limit + 1)
    shown = found[:limit]
    last = shown[-1].number if shown else number
    return Batch(shown, last, cursor_at(changes, last), len(found) > limit)
