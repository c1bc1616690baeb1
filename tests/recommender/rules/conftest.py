"""Lists chosen from stories that are made up by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from index.store import Decision, Outline, Seed, Standing, Verdict
from recommender.assembly import assembled
from recommender.candidates import columns_of
from recommender.declaration import DeclaredPolicy
from recommender.policy import Selection
from recommender.reader import Reader
from recommender.request import Request

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = "page"
ENGLISH = Reader(("en",))


@dataclass(frozen=True)
class Shown:
    """What a policy has made of stories: ids in order, and what it says about the others."""

    ids: str
    selection: Selection
    reasons: Mapping[str, str]


@pytest.fixture(scope="session")
def choose() -> Callable[..., Shown]:
    """Let a policy, written as a table, choose from stories that are called by letters.

    Each is a dictionary of what is known of it; the nth has the score 1 - n / 100 and the language
    of the page, English, if it does not say otherwise.
    """

    def choose(
        table: Mapping[str, Any],
        stories: Mapping[str, Mapping[str, Any]],
        k: int,
        reader: Reader = ENGLISH,
        pins: Sequence[str] = (),
    ) -> Shown:
        policy = assembled("made-up", DeclaredPolicy.model_validate({"version": 1, **table}), -1.0)
        outlines = [
            Outline(0, PAGE, "en"),
            *map(_outline, stories, range(1, 100), stories.values()),
        ]
        scores = {0: 1.0} | {
            n: story.get("score", 1 - n / 100) for n, story in enumerate(stories.values(), start=1)
        }
        vectors = [np.zeros(2), *(story.get("vector", (0.0, 0.0)) for story in stories.values())]
        seed = Seed(0, PAGE, "en", None, np.zeros(2, np.float32))
        names = [PAGE, *stories]
        standing = [
            Standing(Decision(PAGE, id_, Verdict.PIN, NOW, number=n), names.index(id_))
            for n, id_ in enumerate(pins, start=1)
        ]
        no_terms = np.zeros(len(outlines), np.float32)
        request = Request(k, reader, policy, NOW)
        columns, page = columns_of(scores, no_terms, outlines, seed, request, standing)
        selection = policy.select(
            columns, page, k, lambda rows: np.array(vectors, np.float32)[rows]
        )
        ids = "".join(names[row] for row in selection.rows.tolist())
        return Shown(ids, selection, {names[each.row]: each.reason for each in selection.dropped})

    return choose


def _outline(id_: str, row: int, story: Mapping[str, Any]) -> Outline:
    known = {name: value for name, value in story.items() if name not in ("score", "vector")}
    return Outline(**{"row": row, "id": id_, "language": "en", **known})
