"""A place in the feed of changes, as those who follow it keep it: opaque, and told from others'."""

import re

from index.errors import EngineError
from index.store.list_changes import ListChanges
from recommender.errors import InvalidRequest

_CURSOR = re.compile(r"([0-9a-f]{12})-(0|[1-9][0-9]{0,17})")


class ForeignCursor(EngineError):
    """A cursor that another catalogue gave, or this one in a state that was lost."""


def cursor_at(changes: ListChanges, number: int) -> str:
    """Return the cursor of those who have heard of all changes up to a number."""
    return f"{changes.epoch_at(number)}-{number}"


def number_at(changes: ListChanges, cursor: str) -> int:
    """Return the number up to which the owner of a cursor has heard of all changes.

    Raises InvalidRequest for what is no cursor, ForeignCursor for one that is not of this catalogue
    as it is now.
    """
    parsed = _CURSOR.fullmatch(cursor)
    if parsed is None:
        raise InvalidRequest(
            "after", f"{cursor[:80]!r} is no cursor; give the 'next' of an earlier answer"
        )
    epoch, number = parsed[1], int(parsed[2])
    if number > changes.last() or changes.epoch_at(number) != epoch:
        raise ForeignCursor(
            f"the cursor {cursor!r} is not of this catalogue as it is now, which may have been "
            "restored from a backup; start again without 'after'"
        )
    return number
