"""Decisions as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator

from index.store import Decision

_COLUMNS = (
    "number", "at", "by", "decision", "scope", "place", "page", "article", "position", "until",
    "undoes", "note", "before", "after",
)  # fmt: skip

_ASKS_TO_BE_RUN = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


def table(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield the lines of a table as CSV (RFC 4180), with a heading.

    A text that a spreadsheet would take for a formula begins with an apostrophe. Lists are ids with
    a space between them.
    """
    yield _line(_COLUMNS)
    for each in decisions:
        before, after = (each.lists.before, each.lists.after) if each.lists else ((), ())
        yield _line((
            each.number, each.at.isoformat(), each.by, each.verdict, each.scope, each.place,
            each.seed, each.article, each.position, each.until and each.until.isoformat(),
            each.undoes, each.note, " ".join(before), " ".join(after),
        ))  # fmt: skip


def _line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([_harmless(cell) for cell in cells])
    return written.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_ASKS_TO_BE_RUN):
        return f"'{cell}"
    return cell
