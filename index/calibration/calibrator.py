"""The calibration of a catalogue: read when it changes, learnt anew when it is outgrown."""

import threading
from typing import NamedTuple

import numpy as np

from index.calibration.calibration import Calibration
from index.calibration.learning import Sample, learn_levels
from index.calibration.numbers import CommonNumbers, NumberCounts
from index.calibration.sampling import sampled
from index.following import FollowingIndex
from index.language import primary
from index.signature import signatures_of
from index.store import Store

ARTICLES, PAGES = 1600, 400
"""The size of a sample, and how many of it are compared with all; more take longer."""

_COUNTED = 50_000
"""Articles whose numbers are counted, at least; all of them in a smaller catalogue."""

_GROWTH = 0.1
"""Share of the catalogue that must have changed before languages are counted again."""


class _Kept(NamedTuple):
    """What was read of the store: a calibration, its number, and at which change it was learnt."""

    number: int
    change: int
    calibration: Calibration


class Calibrator:
    """Keeps the calibration of a store's articles for a model. Safe for several threads.

    All processes on one store answer by the same calibration: the one that was kept last.
    """

    def __init__(self, store: Store, index: FollowingIndex, model_id: str) -> None:
        self._store, self._index, self._model_id = store, index, model_id
        self._kept = _Kept(0, 0, Calibration())
        self._learning = threading.Lock()

    def current(self) -> Calibration:
        """Return the calibration that was kept last; what ships if there is none."""
        return self._read().calibration

    def number(self) -> int:
        """Return the number of the calibration that was kept last; 0 for what ships."""
        return self._store.calibrations.number(self._model_id)

    def is_outgrown(self) -> bool:
        """Say whether a language has doubled since levels were learnt, or is new in numbers."""
        kept = self._read()
        levels = kept.calibration.levels
        changed = self._store.position().change - kept.change
        if changed <= _GROWTH * sum(levels.articles.values()):
            return False
        return levels.is_outgrown(self._store.count_by("language"))

    def keep_up(self) -> bool:
        """Learn anew if the catalogue has outgrown its calibration; say whether it had.

        Returns at once if another thread is learning already.
        """
        if not self._learning.acquire(blocking=False):
            return False
        try:
            outgrown = self.is_outgrown()
            if outgrown:
                self.learn()
            return outgrown
        finally:
            self._learning.release()

    def learn(self) -> Calibration:
        """Learn from the articles that there are, and keep it; the same articles give the same.

        It takes seconds, and no longer in a large catalogue.
        """
        change = self._store.position().change
        articles = self._store.count_by("language")
        common = self._common_numbers(sum(articles.values()))
        sample = self.sample()
        pages = np.arange(min(PAGES, len(sample)))
        calibration = Calibration(learn_levels(sample, pages, common, articles), common)
        self._store.calibrations.keep(self._model_id, change, calibration.to_bytes())
        return calibration

    def sample(self, skipped: int = 0) -> Sample:
        """Return the articles that levels are learnt from, or others after so many `skipped`."""
        listed = self._store.languages()
        rows = np.array([row for row, _ in listed], np.int64)
        spoken = [primary(language) for _, language in listed]
        chosen = rows[sampled(rows, spoken, skipped + ARTICLES)[skipped:]]
        # one that was withdrawn meanwhile is left out
        outline_of = {each.row: each for each in self._store.outlines(chosen.tolist())}
        outlines = [outline_of[row] for row in chosen.tolist() if row in outline_of]
        rows = np.array([outline.row for outline in outlines], np.int64)
        story = np.array([outline.story for outline in outlines], np.int64)
        languages = np.array([primary(outline.language) for outline in outlines], np.str_)
        blobs = self._store.signatures.listed(rows.tolist())
        return Sample(languages, story, self._index.vectors(rows), signatures_of(blobs))

    def _read(self) -> _Kept:
        number = self._store.calibrations.number(self._model_id)
        if number != self._kept.number:
            # several threads may read the same at once
            found = self._store.calibrations.read(number) if number else None
            change, content = found or (0, None)
            calibration = Calibration.from_bytes(content) if content else Calibration()
            self._kept = _Kept(number, change, calibration)
        return self._kept

    def _common_numbers(self, articles: int) -> CommonNumbers:
        counts = NumberCounts()
        for blobs in self._store.signatures.every(max(articles // _COUNTED, 1)):
            counts.add(signatures_of(blobs).numbers)
        return counts.common()
