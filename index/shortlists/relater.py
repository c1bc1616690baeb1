"""Keeps shortlists in step with the catalogue: with what comes, changes and goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index.shortlists.neighbourhood import Neighbourhood
from index.shortlists.shortlist import EMPTY, Shortlist
from index.store import Store
from index.store.shortlist_records import Pending, Round, Written

CHANGES_AT_ONCE = 32
"""Changes that one round follows; what a round has done is kept."""

_NOTICED_AT_ONCE = 4096


class Relater:
    """Follows the changes of a store with its shortlists, one process at a time.

    `look` looks around a story, None if nothing tells it any more; `calibration` is the number of
    the one that it goes by. The shortlist of a story that has changed is made anew, and the story
    is entered into those of the stories around it.
    """

    def __init__(
        self,
        store: Store,
        look: Callable[[int], Neighbourhood | None],
        calibration: Callable[[], int],
        lock: Path,
    ) -> None:
        self._store, self._look, self._calibration = store, look, calibration
        self._lock = FileLock(lock)

    def relate(self, wait_s: float = 0.0) -> list[int] | None:
        """Follow some changes, or score some lists by a new calibration.

        Returns the stories whose lists may show something else now; None if there was nothing to
        do, or another process is at it for longer than `wait_s` seconds.
        """
        try:
            with self._lock.acquire(timeout=wait_s):
                return self._round()
        except Timeout:
            return None

    def notice(self) -> None:
        """Touch the lists that show what was written, however far relating is; it is quick."""
        self._store.shortlists.notice(_NOTICED_AT_ONCE)

    def renew(self, stories: Iterable[int]) -> None:
        """Make the shortlists of some stories anew, whatever is pending."""
        with self._lock:
            found = Round(self._store.position().change, self._calibration())
            for story in stories:
                self._renew(found, story)
            found.touched.update(found.computed)
            self._store.shortlists.keep(found)

    def _round(self) -> list[int] | None:
        shortlists = self._store.shortlists
        if touched := shortlists.notice(_NOTICED_AT_ONCE):
            return touched
        if pending := shortlists.pending(CHANGES_AT_ONCE):
            return self._follow(pending)
        if outdated := shortlists.outdated(self._calibration(), CHANGES_AT_ONCE):
            self.renew(outdated)
            return outdated
        return None

    def _follow(self, pending: Sequence[Pending]) -> list[int]:
        shortlists = self._store.shortlists
        anew = [each for each in pending if each.is_related_anew]
        stories = _latest(anew)
        # read before looking: what changes meanwhile will be looked at again
        versions = shortlists.versions(stories)
        found = Round(self._store.position().change, self._calibration())
        gone = {each.row: each.change for each in anew if each.was_story is not None}
        neighbours = _Neighbours(self._store, stories, gone)
        for story, change in stories.items():
            around = self._renew(found, story)
            neighbours.hear_of(story, around, change)
            # what has gone meanwhile cannot wait until all is compared
            found.touched.update(shortlists.notice(_NOTICED_AT_ONCE))
        found.amended = neighbours.amended()
        shown = _latest(pending)
        found.touched |= {*shown, *neighbours.touched, *shortlists.listing_stories(shown)}
        shortlists.keep(found, pending, versions)
        return sorted(found.touched)

    def _renew(self, found: Round, story: int) -> Neighbourhood | None:
        around = self._look(story)
        shortlist = around.shortlist() if around else EMPTY
        found.computed[story] = _written(shortlist)
        return around


class _Neighbours:
    """The shortlists around stories that have changed, `anew`; those are not among them.

    `gone` are rows that told another story before, or said something else, each with the change
    that made it so.
    """

    def __init__(self, store: Store, anew: Iterable[int], gone: Mapping[int, int]) -> None:
        self._store, self._anew, self._gone = store.shortlists, set(anew), gone
        self._lists: dict[int, Shortlist] = {}
        self.touched: set[int] = set()

    def hear_of(self, story: int, around: Neighbourhood | None, change: int) -> None:
        """Enter a story where it belongs after a change, and take it out where it does not.

        Shortlists that were made later know of it already.
        """
        listing = set(self._store.listing_stories([story])) - self._anew
        entries = {each: around.under(each) for each in listing} if around else {}
        others = around.stories() - self._anew - listing if around else set()
        for each, tail in self._store.older(others, change).items():
            entry = around.under(each) if around else None
            if entry is not None and entry.score.max(initial=-1.0) > tail:
                entries[each] = entry
        self._load({*listing, *entries})
        for each in {*listing, *entries} & self._lists.keys():
            self._enter(each, story, entries.get(each))

    def amended(self) -> dict[int, Written]:
        """Return all shortlists that were changed, by story."""
        return {story: _written(each) for story, each in self._lists.items()}

    def _enter(self, at: int, story: int, entry: Shortlist | None) -> None:
        before = self._lists[at]
        after = before.but(story)
        if entry is not None:
            # one that went and has come back may stand there under the story that it told before
            after = after.without(entry.row).joined(entry)
        self._lists[at] = after
        if story in before.beginning() or story in after.beginning():
            self.touched.add(at)

    def _load(self, stories: Iterable[int]) -> None:
        for story, kept in self._store.of_several(set(stories) - self._lists.keys()).items():
            gone = [row for row, change in self._gone.items() if change > kept.change]
            whole = Shortlist.from_bytes(kept.content, kept.tail)
            self._lists[story] = whole.without(np.array(gone, np.int64))


def _latest(changes: Iterable[Pending]) -> dict[int, int]:
    """Return the stories that changes, oldest first, are about, each with the last of them."""
    told = ((story, each.change) for each in changes for story in (each.was_story, each.story))
    return {story: change for story, change in told if story is not None}


def _written(shortlist: Shortlist) -> Written:
    return Written(shortlist.to_bytes(), shortlist.tail, shortlist.beginning())
