"""From scored articles to candidates."""

import numpy as np

from index.facts import Facts
from index.store import Outline, Seed
from recommender.candidates import columns_of
from recommender.policy import default_policy
from recommender.ranking import Candidates
from recommender.reader import Reader
from recommender.request import Request

OUTLINES = [
    Outline(1, "x-de", "de", 7),
    Outline(2, "x-fr", "fr", 7),
    Outline(3, "y-de", "de", 8),
]
SCORES = np.array([0.2, 0.6, 0.5], np.float32)


def test_a_story_has_the_score_of_its_best_version():
    """What the French version shares counts for the German one, which the reader is shown."""
    seed = Seed(0, "page", "de", None, np.zeros(1, np.float32))
    request = Request(3, Reader(("de",)), default_policy(-1))

    columns, _ = columns_of(SCORES, Facts.of(OUTLINES), seed, request)

    score_of = dict(zip(columns.row.tolist(), columns.score.tolist(), strict=True))
    assert score_of == {1: SCORES[1], 2: SCORES[1], 3: SCORES[2]}


def test_candidates_stand_by_their_own_score():
    """Before any rule, a version is as near as it is itself."""
    candidates = Candidates.of(Facts.of(OUTLINES).row, SCORES)

    assert candidates.row.tolist() == [2, 3, 1]
    assert candidates.score.tolist() == SCORES[[1, 2, 0]].tolist()
