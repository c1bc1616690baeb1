"""Finds the pages whose lists changed: follows articles, decisions and the clock, and looks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from index.errors import UnknownArticle
from index.store.kept_lists import KeptList
from index.store.list_following import Noted, Progress
from index.store.list_touching import Decided, StoryPage
from recommender.bootstrap import Services
from recommender.changes.ground import ground_of, ground_of_answers, on_the_day
from recommender.changes.lists import digest_of, holds_until, written
from recommender.ready.answer import body_of

CHANGES_AT_ONCE = 1_000
STORIES_AT_ONCE = 64
"""Stories whose pages are looked at before what was seen is kept; under a second of work."""


class Following:
    """One step of following a catalogue with the lists under its pages; `looked` counts these.

    Each call brings some shortlists in step, takes down which stories may show something else now,
    and looks at the pages of some of these. A page whose list is not what it was gets the next
    number in `store.list_changes`. Every step is kept as a whole, so an end at any moment loses
    nothing. Several processes may follow one catalogue.

    Lists that nothing has touched are gone through once a day, since age counts, and whenever the
    policies or the program have changed.
    """

    def __init__(
        self, services: Services, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._services, self._clock = services, clock
        self._store = services.catalog.store
        self._ground = ground_of(services.settings)
        self.looked = 0

    def __call__(self) -> bool:
        """Do what there is to do for about a second; return whether there was anything."""
        now = self._clock()
        related = self._services.catalog.relate() is not None
        met = self._meet(now)
        looked = self._look(now)
        return related or met or looked or self._sweep(now)

    def _meet(self, now: datetime) -> bool:
        """Take down what articles, decisions and the time have touched since the last look."""
        progress, touching = self._store.list_following.progress(), self._store.list_touching
        related = self._store.position().related
        log = self._store.register.after(progress.change, CHANGES_AT_ONCE)
        log = [each for each in log if each.change <= related]
        decided = touching.decided(progress.decision, CHANGES_AT_ONCE)
        # a clock that was set back makes what has come due wait again
        begin, end = sorted((progress.checked or now, now))
        due, expired = touching.due(begin, end), touching.expired(begin, end)
        ground = on_the_day(self._ground, now)
        if not (log or decided or due or expired or ground != progress.ground):
            return False
        met = Progress(
            log[-1].change if log else progress.change,
            decided[-1].number if decided else progress.decision,
            now,
            ground,
            _swept(progress, ground, [*decided, *expired]),
        )
        stories = self._touched([*(each.row for each in log), *due], [*decided, *expired])
        gone = [each.row for each in log if each.story is None]
        self._store.list_following.follow(met, stories, gone, now)
        return True

    def _touched(self, rows: Sequence[int], decisions: Iterable[Decided]) -> set[int]:
        """Return the stories whose lists rows and decisions may be in, wherever they stand."""
        touching = self._store.list_touching
        decisions = [*decisions, *touching.pinned(rows)]
        near = [*rows, *(each.row for each in decisions if each.row is not None)]
        return {
            *touching.told_by(rows),
            *touching.covered(each.number for each in decisions if each.reaches),
            *self._store.shortlists.listing(near),
        }

    def _look(self, now: datetime) -> bool:
        """Look at the pages that have waited longest."""
        seen = self._store.list_following.pending(STORIES_AT_ONCE)
        if not seen:
            return False
        lists = []
        for page in self._store.list_touching.pages(each.story for each in seen):
            try:
                lists.append(self._noted(page, now))
            except UnknownArticle:
                # withdrawn since it was read, which the log of articles will tell
                continue
        self._store.list_following.note(seen, lists, now)
        self.looked += len(lists)
        return True

    def _noted(self, page: StoryPage, now: datetime) -> Noted:
        services = self._services
        k, position = services.settings.k, services.catalog.follow()
        ranking = services.recommender.related_at_once((page.id,), k, position, now=now)
        if ranking is None:
            # what took a search depends on more than touches the story
            ranking = services.recommender.related(page.id, k, now=now)
            return Noted(page.row, page.story, digest_of(written(page, ranking)))
        kept = KeptList(
            page.story,
            ground_of_answers(self._ground, services.catalog.model_id),
            position.decided,
            holds_until(ranking, now).timestamp(),
            body_of(ranking, services.catalog.model_id),
        )
        return Noted(page.row, page.story, digest_of(written(page, ranking)), kept)

    def _sweep(self, now: datetime) -> bool:
        """Take down the next stories until all have been since the ground changed."""
        progress = self._store.list_following.progress()
        if progress.swept is None:
            return False
        told = self._store.list_touching.told_from(progress.swept, STORIES_AT_ONCE)
        swept = replace(progress, swept=told[-1][0] if told else None)
        self._store.list_following.follow(swept, {story for _, story in told}, (), now)
        return bool(told)


def _swept(progress: Progress, ground: str, decided: Iterable[Decided]) -> int | None:
    if not all(each.reaches for each in decided):
        # it changes few lists, but none that is kept knows of it
        return 0
    if ground == progress.ground:
        return progress.swept
    # at the very beginning every list is made, and so touched, anyway
    return 0 if progress.ground else None
