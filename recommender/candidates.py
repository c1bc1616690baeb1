"""From neighbours to candidates: their language versions joined in, as columns."""

from collections.abc import Sequence

import numpy as np

from index.arrays import Rows, Scores
from index.language import primary
from index.store import Outline, Seed
from recommender.ranking import Columns, SeedColumns


def columns_of(
    rows: Rows,
    scores: Scores,
    outlines: Sequence[Outline],
    seed: Seed,
    languages: Sequence[str],
) -> tuple[Columns, SeedColumns]:
    """Return candidates for neighbours (n,) with their scores (n,), and the seed in their numbers.

    `outlines` are those of the neighbours and of all their language versions: versions that are
    not neighbours themselves join their story at its score. `languages` are the reader's, best
    first. Candidates are ordered by the score of their story, then by their own, then by row.
    """
    keys = [_story_key(outline.row, outline.translation_key) for outline in outlines]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    story = np.array([numbers[key] for key in keys], dtype=np.int64)
    row = np.array([outline.row for outline in outlines], dtype=np.int64)
    preference = np.array([_place(outline.language, languages) for outline in outlines], np.int64)
    own = _own_scores(row, rows, scores)
    score = _best_of_story(own, story)
    order = np.lexsort((row, -own, -score))
    columns = Columns(row, score, story, preference).take(order)
    return columns, SeedColumns(
        seed.row, numbers.get(_story_key(seed.row, seed.translation_key), -1)
    )


def _story_key(row: int, translation_key: str | None) -> str | int:
    return row if translation_key is None else translation_key


def _place(language: str, preferred: Sequence[str]) -> int:
    """Return the place of a language: exact tags first, then the same language in another form."""
    if language in preferred:
        return 2 * preferred.index(language)
    loose = [primary(tag) for tag in preferred]
    if primary(language) in loose:
        return 2 * loose.index(primary(language)) + 1
    return 2 * len(preferred)


def _own_scores(row: Rows, rows: Rows, scores: Scores) -> Scores:
    known = dict(zip(rows.tolist(), scores.tolist(), strict=True))
    return np.array([known.get(candidate, -np.inf) for candidate in row.tolist()], np.float32)


def _best_of_story(own: Scores, story: Rows) -> Scores:
    best = np.full(len(own), -np.inf, dtype=np.float32)
    np.maximum.at(best, story, own)
    return best[story]
