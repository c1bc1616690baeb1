"""From neighbours and pins to candidates: their language versions joined in, as columns."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Scores
from index.facts import Facts
from index.store import Decision, Page, Seed, Standing, Verdict
from recommender.columns import Columns, Facet, SeedColumns
from recommender.facets import relation_facet
from recommender.reader import Reader
from recommender.relations import UNRELATED, days_after
from recommender.request import Request

NOTHING_FILED: Mapping[str, Facet] = MappingProxyType({})
NOT_SEEN: Rows = np.zeros(0, np.int64)


def rows_of_pinned(standing: Sequence[Standing]) -> list[int]:
    """Return the rows of pinned articles, which are candidates whether or not they are near.

    Pins to articles that are not published are passed over.
    """
    pins = (each for each in standing if each.decision.verdict == Verdict.PIN)
    return [each.row for each in pins if each.row is not None]


def columns_of(
    scores: Scores,
    articles: Facts,
    page: Page | Seed,
    request: Request,
    standing: Sequence[Standing] = (),
    relation: NDArray[np.int64] | None = None,
    filed: Mapping[str, Facet] = NOTHING_FILED,
    seen: Rows = NOT_SEEN,
) -> tuple[Columns, SeedColumns]:
    """Return candidates with their `scores` (n,), and the page in their numbers.

    `articles` (n,) are candidates and all their language versions. A story has the score of its
    best version. Candidates are ordered by the score of their story, then by story, by their own
    score and by row. What editors decided, oldest first, and what the reader has `seen`, by row,
    goes for whole stories. `relation` (n,) are numbers of `RELATIONS`; without it nothing is known
    of how articles relate. `filed` holds the facets (n,) that the policy asks for.
    """
    relation = np.full(len(scores), UNRELATED) if relation is None else relation
    if not _stand_together(scores, articles.story):
        order = _together(scores, articles)
        articles, scores, relation = articles.take(order), scores[order], relation[order]
        filed = {name: each.take(order) for name, each in filed.items()}
    row, story = articles.row, articles.story
    best = _best_versions(story)
    decided = _decided(row, story, standing)
    places, readable = _read(articles, request.reader, page.language)
    columns = Columns(
        row, scores[best], story, places, readable,
        np.isin(story, story[np.isin(row, seen)]) if len(seen) else np.zeros(len(row), bool),
        _blocked(story, decided), *_pins(story, decided),
        _ages(articles, request.now), np.abs(days_after(page.published_at, articles.published)),
        {**filed, "relation": relation_facet(relation[best])},
    )  # fmt: skip
    language = (request.reader.languages or (page.language,))[0]
    its_story = -1 if page.story is None else page.story
    return columns, SeedColumns(page.row, its_story, language)


def _read(articles: Facts, reader: Reader, otherwise: str) -> tuple[NDArray[np.int64], Mask]:
    """Return which place the reader gives to the language of each article, and whether to any."""
    places, readable = _known(articles.languages, reader.languages, reader.only, otherwise)
    return places[articles.language], readable[articles.language]


@lru_cache(maxsize=1024)
def _known(
    tags: tuple[str, ...], preferred: tuple[str, ...], only: tuple[str, ...], otherwise: str
) -> tuple[NDArray[np.int64], Mask]:
    """Return the same of all languages that there are; readers hardly differ in these wishes."""
    reader = Reader(preferred, only)
    places = np.array([reader.place(tag, otherwise) for tag in tags], np.int64)
    return places, np.array([reader.reads(tag) for tag in tags], np.bool_)


def _ages(articles: Facts, now: datetime | None) -> NDArray[np.float64]:
    """Return how old they are in days (n,); nan without a date, or without a moment."""
    moment = np.nan if now is None else now.timestamp()
    return (moment - articles.published) / 86_400


def _stand_together(scores: Scores, story: NDArray[np.int64]) -> bool:
    """Say whether articles stand in the order of candidates already, as those of a shortlist do."""
    begins = _begins(story)
    best = scores[begins]
    falls = scores[1:] <= scores[:-1]
    falls[begins[1:] - 1] = best[1:] < best[:-1]
    return bool(falls.all()) and len({*story[begins].tolist()}) == len(begins)


def _together(scores: Scores, articles: Facts) -> NDArray[np.intp]:
    """Return the order of candidates."""
    by_story = np.lexsort((articles.row, -scores, articles.story))
    best = np.empty_like(scores)
    best[by_story] = scores[by_story][_best_versions(articles.story[by_story])]
    return np.lexsort((articles.row, -scores, articles.story, -best))


def _best_versions(story: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return where the best version of each candidate's story stands, its first; (n,)."""
    begins = _begins(story)
    return np.repeat(begins, np.append(begins[1:], len(story)) - begins)


def _begins(story: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return where another story begins."""
    is_first = np.ones(len(story), np.bool_)
    np.not_equal(story[1:], story[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def _decided(
    row: Rows, story: NDArray[np.int64], standing: Sequence[Standing]
) -> list[tuple[int, Decision]]:
    """Return what holds for stories among the candidates, by their number, in order.

    Of what was decided about several versions of a story the narrowest scope counts.
    """
    if not standing:
        return []
    found = np.flatnonzero(np.isin(row, [each.row for each in standing if each.row is not None]))
    story_of = dict(zip(row[found].tolist(), story[found].tolist(), strict=True))
    about = [(story_of[each.row], each.decision) for each in standing if each.row in story_of]
    width: dict[int, int] = {}
    for told, decision in about:
        width[told] = min(decision.width, width.get(told, decision.width))
    return [(told, decision) for told, decision in about if decision.width == width[told]]


def _blocked(story: NDArray[np.int64], decided: Sequence[tuple[int, Decision]]) -> Mask:
    blocked = [told for told, decision in decided if decision.verdict == Verdict.BLOCK]
    return np.isin(story, blocked) if blocked else np.zeros(len(story), dtype=bool)


def _pins(
    story: NDArray[np.int64], decided: Sequence[tuple[int, Decision]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pin, position = np.zeros_like(story), np.zeros_like(story)
    for told, decision in decided:
        if decision.verdict == Verdict.PIN:
            # of two pinned versions of a story the later decision counts
            pin[story == told] = decision.number
            position[story == told] = decision.position or 0
    return pin, position
