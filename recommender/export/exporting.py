"""Exporting the lists of a catalogue: all of them, or those that changed since."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from index.errors import UnknownArticle
from index.store.list_changes import ListChange
from recommender.bootstrap import Services
from recommender.changes.cursor import cursor_at
from recommender.changes.feed import LARGEST_BATCH, batch_after
from recommender.changes.lists import Addressed, written
from recommender.errors import InvalidRequest
from recommender.export.files import explained
from recommender.export.layout import LAYOUTS
from recommender.export.marker import Lists, Marker, claim, keep
from recommender.export.writing import Made, Writing
from recommender.service import LARGEST_K

P = TypeVar("P", bound=Addressed)

Progress = Callable[[list[P]], Iterable[P]]
"""Passes on pages, and may show how far it is."""


@dataclass(frozen=True, slots=True)
class Report:
    """How many pages were looked at, and files written and removed; the cursor to go on from."""

    pages: int
    written: int
    removed: int
    cursor: str


class Export:
    """An export of lists into a folder, as of a moment; `marker` says what was there before.

    An export that was interrupted is repeated by the next one. Everything raises ExportFailed if
    the folder cannot be written, or holds something else, and InvalidRequest for lists that cannot
    be asked for.
    """

    def __init__(self, services: Services, folder: Path, lists: Lists, now: datetime) -> None:
        self._services, self._folder, self._lists, self._now = services, folder, lists, now
        if not 1 <= lists.k <= LARGEST_K:
            raise InvalidRequest("k", f"k must be between 1 and {LARGEST_K}; got {lists.k}")
        self._policy = services.policies.named(lists.policy)
        self._changes = services.catalog.store.list_changes
        with explained(folder):
            self.marker: Marker = claim(folder, lists)

    def everything(self, progress: Progress[Addressed]) -> Report:
        """Write the list of every page, and remove those of pages that are gone."""
        layout = LAYOUTS[self._lists.format]
        # read first: what changes meanwhile is written once more by the next export
        cursor = cursor_at(self._changes, self._changes.last())
        pages: list[Addressed] = sorted(self._services.catalog.store.listed(), key=layout.key)
        with explained(self._folder):
            writing = Writing(self._folder, layout)
            writing.all(self._made(progress(pages)))
            return self._done(len(pages), writing, cursor)

    def changes_after(self, cursor: str, progress: Progress[ListChange]) -> Report:
        """Write the lists that changed after a cursor, and remove those of pages that are gone.

        Raises ForeignCursor, InvalidRequest.
        """
        changed, end = self._changed_after(cursor)
        here = [change for change in changed.values() if not change.gone]
        with explained(self._folder):
            writing = Writing(self._folder, LAYOUTS[self._lists.format])
            writing.some(changed.keys(), self._made(progress(here)))
            return self._done(len(changed), writing, end)

    def _changed_after(self, cursor: str) -> tuple[dict[str, ListChange], str]:
        changed: dict[str, ListChange] = {}
        while True:
            batch = batch_after(self._changes, cursor, LARGEST_BATCH)
            changed.update((change.id, change) for change in batch.changes)
            if not batch.more:
                return changed, batch.next
            cursor = batch.next

    def _made(self, pages: Iterable[Addressed]) -> Iterator[Made]:
        lists, recommender = self._lists, self._services.recommender
        for page in pages:
            try:
                ranking = recommender.related(
                    page.id, lists.k, languages=lists.languages, policy=self._policy, now=self._now
                )
            except UnknownArticle:
                # withdrawn since it was read
                continue
            yield page, written(page, ranking)

    def _done(self, pages: int, writing: Writing, cursor: str) -> Report:
        keep(self._folder, Marker(lists=self._lists, cursor=cursor))
        return Report(pages, writing.counts["written"], writing.counts["removed"], cursor)


def follows_the_feed(services: Services, lists: Lists) -> bool:
    """Return whether lists are those that the feed of changes is about: the usual ones."""
    usual = (services.settings.k, services.settings.policy, ())
    return (lists.k, lists.policy, lists.languages) == usual
