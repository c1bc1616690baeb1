"""From neighbours and pins to candidates: their language versions joined in, as columns."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Scores
from index.store import Outline, Seed, Standing, Verdict
from recommender.columns import Columns, SeedColumns
from recommender.facets import facets_of, relation_facet
from recommender.relations import UNRELATED, days_after
from recommender.request import Request


def rows_of_pinned(standing: Sequence[Standing]) -> list[int]:
    """Return the rows of pinned articles, which are candidates whether or not they are near.

    Pins to articles that are not published are passed over.
    """
    pins = (each for each in standing if each.decision.verdict == Verdict.PIN)
    return [each.row for each in pins if each.row is not None]


def columns_of(
    scores: Scores,
    outlines: Sequence[Outline],
    seed: Seed,
    request: Request,
    standing: Sequence[Standing] = (),
    relation: NDArray[np.int64] | None = None,
) -> tuple[Columns, SeedColumns]:
    """Return candidates with their `scores` (n,), and the seed in their numbers.

    `outlines` (n,) are those of articles and of all their language versions. A story has the score
    of its best version. Candidates are ordered by the score of their story, then by their own, then
    by row. What editors decided, oldest first, and what the reader has seen goes for whole stories.
    `relation` (n,) are numbers of `RELATIONS`; without it nothing is known of how articles relate.
    """
    reader = request.reader
    keys = [(each.row,) if each.story is None else each.story for each in outlines]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    story = np.array([numbers[key] for key in keys], dtype=np.int64)
    row = np.array([outline.row for outline in outlines], dtype=np.int64)
    best = _best_versions(scores, story, row)
    score = scores[best]
    if relation is None:
        relation = np.full(len(row), UNRELATED)
    order = np.lexsort((row, -scores, -score))
    tongues = {outline.language for outline in outlines}
    place_of = {language: reader.place(language, seed.language) for language in tongues}
    read = {language for language in tongues if reader.reads(language)}
    places = [place_of[outline.language] for outline in outlines]
    readable = [outline.language in read for outline in outlines]
    seen = np.array([outline.id in reader.seen for outline in outlines], bool)
    columns = Columns(
        row, score, story, np.array(places, np.int64), np.array(readable, bool),
        np.isin(story, story[seen]), _blocked(row, story, standing), *_pins(row, story, standing),
        _ages(outlines, request.now), _gaps(outlines, seed),
        {**facets_of(outlines, request.policy.asks), "relation": relation_facet(relation[best])},
    )  # fmt: skip
    seed_story = -1 if seed.story is None else numbers.get(seed.story, -1)
    language = (reader.languages or (seed.language,))[0]
    return columns.take(order), SeedColumns(seed.row, seed_story, language)


def _ages(outlines: Sequence[Outline], now: datetime | None) -> NDArray[np.float64]:
    """Return how old they are in days (n,); nan without a date, or without a moment."""
    if now is None:
        return np.full(len(outlines), np.nan)
    dates = [each.published_at.timestamp() if each.published_at else np.nan for each in outlines]
    return (now.timestamp() - np.array(dates, dtype=np.float64)) / 86_400


def _gaps(outlines: Sequence[Outline], seed: Seed) -> NDArray[np.float64]:
    """Return how many days before or after the page they were published (n,); nan if unknown."""
    return np.abs(days_after(seed.published_at, [each.published_at for each in outlines]))


def _best_versions(scores: Scores, story: NDArray[np.int64], row: Rows) -> NDArray[np.intp]:
    """Return where the best version of each candidate's story stands; (n,)."""
    order = np.lexsort((row, -scores, story))
    _, firsts = np.unique(story[order], return_index=True)
    return order[firsts][story]


def _blocked(row: Rows, story: NDArray[np.int64], standing: Sequence[Standing]) -> Mask:
    blocked = np.zeros(len(row), dtype=bool)
    for each in standing:
        if each.decision.verdict == Verdict.BLOCK:
            blocked |= _versions(each.row, row, story)
    return blocked


def _pins(
    row: Rows, story: NDArray[np.int64], standing: Sequence[Standing]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pin, position = np.zeros_like(row), np.zeros_like(row)
    for each in standing:
        if each.decision.verdict == Verdict.PIN:
            # of two pinned versions of a story the later decision counts
            versions = _versions(each.row, row, story)
            pin[versions] = each.decision.number
            position[versions] = each.decision.position or 0
    return pin, position


def _versions(wanted: int | None, row: Rows, story: NDArray[np.int64]) -> Mask:
    """Return which candidates tell the story of an article; none if it is not among them."""
    return np.isin(story, story[row == wanted])
