"""From neighbours to candidates: their language versions joined in, as columns."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Rows, Scores
from index.store import Outline, Seed
from recommender.ranking import Columns, Neighbours, SeedColumns
from recommender.reader import Reader


def columns_of(
    neighbours: Neighbours, outlines: Sequence[Outline], seed: Seed, reader: Reader
) -> tuple[Columns, SeedColumns]:
    """Return candidates for the neighbours, and the seed in their numbers.

    `outlines` are those of the neighbours and of all their language versions: versions that are
    not neighbours themselves join their story at its score. Candidates are ordered by the score
    of their story, then by their own, then by row.
    """
    keys = [_story_key(outline.row, outline.translation_key) for outline in outlines]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    story = np.array([numbers[key] for key in keys], dtype=np.int64)
    row = np.array([outline.row for outline in outlines], dtype=np.int64)
    places = [reader.place(outline.language, seed.language) for outline in outlines]
    readable = [reader.reads(outline.language) for outline in outlines]
    own = _own_scores(row, neighbours)
    score = _best_of_story(own, story)
    order = np.lexsort((row, -own, -score))
    columns = Columns(row, score, story, np.array(places, np.int64), np.array(readable, bool))
    seed_story = numbers.get(_story_key(seed.row, seed.translation_key), -1)
    return columns.take(order), SeedColumns(seed.row, seed_story)


def _story_key(row: int, translation_key: str | None) -> str | int:
    return row if translation_key is None else translation_key


def _own_scores(row: Rows, neighbours: Neighbours) -> Scores:
    known = dict(zip(neighbours.row.tolist(), neighbours.score.tolist(), strict=True))
    return np.array([known.get(candidate, -np.inf) for candidate in row.tolist()], np.float32)


def _best_of_story(own: Scores, story: Rows) -> Scores:
    best = np.full(len(own), -np.inf, dtype=np.float32)
    np.maximum.at(best, story, own)
    return best[story]
