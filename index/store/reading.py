"""What is read of articles in a store."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from index.arrays import Vectors
from index.article import Article
from index.signature import SIGNATURE
from index.store import statements as sql
from index.store.connection import Connections
from index.store.records import (
    Card,
    Change,
    Known,
    Listed,
    Outline,
    Page,
    Position,
    Seed,
    Unencoded,
)
from index.store.rows import (
    article_of,
    card_of,
    instant,
    listed_of,
    outline_of,
    seed_of,
    vector_of,
)

_LISTED_AT_ONCE = 64
"""Values that a statement takes one by one; there is a statement for each number of them."""


class Reading:
    """Articles, vectors and change numbers, as they are in this moment."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def position(self) -> Position:
        """Return how far the store has come; it costs one look-up."""
        (found,) = self._all(sql.CATALOGUE)
        return Position(
            found["change"],
            found["model_id"],
            found["related"],
            found["decided"] or 0,
            found["touched"],
            found["snapshot"],
        )

    def changes(self, after: int, limit: int) -> list[Change]:
        """Return the rows that were written after change number `after`, oldest first."""
        found = self._all(sql.CHANGES, SIGNATURE, after, limit)
        return [
            Change(number, row, language, None if blob is None else vector_of(blob), signature)
            for number, row, language, blob, signature in found
        ]

    def listed(self) -> list[Listed]:
        """Return all published articles without their texts, by id."""
        return [listed_of(row) for row in self._all(sql.LISTED)]

    def languages(self) -> list[tuple[int, str]]:
        """Return row and language of every published article."""
        return [(row, language) for row, language in self._all(sql.LANGUAGES)]

    def unencoded(self, model_id: str, after: int, limit: int) -> list[Unencoded]:
        """Return published articles beyond row `after` without a current vector of the model."""
        found = self._all(sql.UNENCODED, model_id, after, limit)
        return [Unencoded(row["row"], article_of(row)) for row in found]

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """Return what is remembered of those of the articles that are published."""
        found = self._all(sql.KNOWN, json.dumps(ids))
        return {id_: Known(digest, text_digest) for id_, digest, text_digest in found}

    def owners(self, urls: Sequence[str]) -> dict[str, str]:
        """Return the id of the published article at each url that has one."""
        return dict(map(tuple, self._all(sql.OWNERS, json.dumps(urls))))

    def article(self, id_: str) -> Article | None:
        """Return a published article."""
        found = self._all(sql.ARTICLE, id_)
        return article_of(found[0]) if found else None

    def page(self, id_: str) -> Page | None:
        """Return a published article as a page; it costs one look-up."""
        for row, language, story, section, published_at in self._all(sql.PAGE, id_):
            return Page(row, id_, language, story, section, instant(published_at))
        return None

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """Return the rows of those of the articles that are published."""
        return [row for (row,) in self._all(sql.ROWS_OF_IDS, json.dumps(list(ids)))]

    def seed(self, id_: str) -> Seed | None:
        """Return what others are compared with to find the neighbours of a published article."""
        for row, language, story, published_at, blob in self._all(sql.SEED, id_):
            told = self._all(sql.VERSIONS_OF_STORY, story)
            # another writer may have withdrawn the page since it was read
            versions = {row: (language, blob)} | {each[0]: tuple(each[1:]) for each in told}
            moment = instant(published_at)
            return seed_of(row, id_, language, story, versions, moment)
        return None

    def seed_of(self, story: int) -> Seed | None:
        """Return a story as a page, in the name of its first version; None if nothing tells it."""
        told = self._all(sql.VERSIONS_OF_STORY, story)
        versions = {row: (language, blob) for row, language, blob in told}
        for row, (language, _) in versions.items():
            return seed_of(row, "", language, story, versions)
        return None

    def outlines(self, rows: Sequence[int]) -> list[Outline]:
        """Return outlines of all versions of the stories that the published among `rows` tell."""
        return [outline_of(row) for row in self._all(sql.OUTLINES, json.dumps(rows))]

    def vectors(self, rows: Sequence[int], model_id: str) -> dict[int, Vectors]:
        """Return the vectors (dimension,) of a model of those among `rows` that have one."""
        found = self._all(sql.VECTORS, model_id, json.dumps(rows))
        return {row: vector_of(blob) for row, blob in found}

    def cards(self, rows: Sequence[int]) -> dict[int, Card]:
        """Return cards of the published among `rows`."""
        found = self._listed(sql.CARDS, rows)
        return {row["row"]: card_of(row) for row in found}

    def newest(self, limit: int) -> list[Card]:
        """Return the cards of the latest published articles, latest first."""
        return [card_of(row) for row in self._all(sql.NEWEST, limit)]

    def count(self) -> int:
        """Return how many articles are published."""
        (found,) = self._all(sql.COUNT)
        count: int = found["n"]
        return count

    def count_by(self, column: str) -> dict[str, int]:
        """Return how many published articles there are by 'language' or 'section', most first."""
        return dict(map(tuple, self._all(sql.COUNTS[column])))

    def _listed(self, statement: str, rows: Sequence[int]) -> Iterator[sqlite3.Row]:
        for first in range(0, len(rows), _LISTED_AT_ONCE):
            part = rows[first : first + _LISTED_AT_ONCE]
            yield from self._all(statement % ", ".join("?" * len(part)), *part)

    def _all(self, statement: str, *values: object) -> list[sqlite3.Row]:
        return self._connections.read(statement, *values)
