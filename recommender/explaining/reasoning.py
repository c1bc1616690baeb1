"""Puts together the reasons for one article after the other."""

from collections.abc import Iterator, Mapping, Sequence

from index.catalog import Catalog
from index.store import Card, Decision, Outline
from recommender.considered import Considered
from recommender.explaining.again import Again
from recommender.explaining.explanation import Moved, Reasons, Version
from recommender.explaining.parts import Nearest, Weigher
from recommender.facets import relations_in
from recommender.ranking import Dropped

_NOTHING = 0.0005
"""A move by less of the score is no move."""


class Reasoner:
    """Says why articles, by row, stand where they do among those that were considered."""

    def __init__(
        self,
        catalog: Catalog,
        considered: Considered,
        shown: Sequence[int],
        dropped: Sequence[Dropped],
        cards: Mapping[int, Card],
    ) -> None:
        columns = considered.columns
        self._considered = considered
        self._shown = {row: place for place, row in enumerate(shown, start=1)}
        self._dropped = {each.row: each.reason for each in dropped}
        self._at = {row: index for index, row in enumerate(columns.row.tolist())}
        self._relations = relations_in(columns)
        rows = considered.gathered.articles.row.tolist()
        self._outline = {each.row: each for each in catalog.store.outlines(rows)}
        self._cards = cards
        versions = {each.row: each for row in cards for each in self._versions(row)}
        seeds = [catalog.seed(page) for page in considered.pages]
        self._weigher = Weigher(catalog, seeds, [*versions.values()])
        self._again = Again(considered, catalog.index.vectors)
        self._without = list(self._again.without())

    def reasons(self, row: int) -> Reasons:
        """Return the reasons for a row that has one of the cards given."""
        place = self._shown.get(row)
        nearest = self._weigher.nearest(self._versions(row))
        return Reasons(
            card=self._cards[row],
            place=place,
            reason=None if place else self._dropped[row],
            score=nearest.score,
            relation=self._relations[self._at[row]],
            parts=self._weigher.parts(nearest),
            moved=tuple(self._moved(row)),
            decisions=tuple(self._decisions(row)),
            version=self._version(row, nearest),
            needed=None if place else self._again.needed(self._story(row)),
        )

    def _story(self, row: int) -> int:
        return int(self._considered.columns.story[self._at[row]])

    def _versions(self, row: int) -> list[Outline]:
        columns = self._considered.columns
        rows = columns.row[columns.story == self._story(row)].tolist()
        return [self._outline[each] for each in rows]

    def _moved(self, row: int) -> Iterator[Moved]:
        place = self._shown.get(row)
        for name, by, places in self._without:
            distance = None if by is None else float(by[self._at[row]])
            if abs(distance or 0) >= _NOTHING or (by is None and places.get(row) != place):
                yield Moved(name, distance, places.get(row))

    def _decisions(self, row: int) -> Iterator[Decision]:
        rows = {version.row for version in self._versions(row)}
        for each in self._considered.gathered.standing:
            if each.row in rows:
                yield each.decision

    def _version(self, row: int, nearest: Nearest) -> Version:
        columns, preferred = self._considered.columns, self._considered.request.reader.languages
        wished = int(columns.preference[self._at[row]]) // 2
        return Version(
            language=self._outline[row].language,
            wished=preferred[wished] if wished < len(preferred) else None,
            nearest=nearest.outline.id,
            nearest_in=nearest.outline.language,
            others=tuple(each.language for each in self._versions(row) if each.row != row),
        )
