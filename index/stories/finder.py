"""Stories found in a store: siblings of articles are looked for among those of the same days."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from index.language import primary
from index.store import Store
from index.store.stories import Day
from index.stories.finding import Fit, links_in
from index.stories.gather import merges
from index.stories.nearest import Field
from index.stories.scale import Scale
from index.stories.text import Text

REACH = timedelta(days=3)
"""How far from each other copies and translations are published."""

_MOST_AROUND = 4096
"""Articles that those of one day are compared with; it bounds what a large import costs."""


class StoryFinder:
    """Finds the stories of articles in a store whose vectors are of the model `model_id`."""

    def __init__(self, store: Store, model_id: str) -> None:
        self._store, self._model_id = store, model_id

    def find(self, rows: Sequence[int], usual: Scale) -> None:
        """Look for articles that tell what `rows` tell, and let their stories join.

        `usual` are the cosines of articles at random. An editor's decision is left alone.
        """
        texts = _Texts(self._store)
        days = self._store.stories.days_of(rows)
        links = [link for day in days for link in links_in(self._field(day), usual, texts)]
        members = self._store.stories.members([row for link in links for row in link[:2]])
        told = [member.row for member in members]
        fit = Fit(
            {member.row: primary(member.language) for member in members},
            self._store.vectors(told, self._model_id),
            texts(told),
            usual,
        )
        self._store.stories.merge(merges(links, members, fit), rows)

    def _field(self, day: Day) -> Field:
        around = self._store.stories.around(day, REACH, _MOST_AROUND)
        languages = np.array([primary(language) for language in around.languages], np.str_)
        return Field(around.rows, around.vectors, languages, np.isin(around.rows, day.rows))


class _Texts:
    """Texts of a store, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[int, Text] = {}

    def __call__(self, rows: Sequence[int]) -> Mapping[int, Text]:
        missing = [row for row in rows if row not in self._read]
        for row, words in self._store.stories.texts(missing).items():
            self._read[row] = Text.of(*words)
        return self._read
