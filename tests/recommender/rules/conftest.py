"""Lists chosen from stories that are made up by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from index.facts import Facts
from index.store import Decision, Outline, Seed, Standing, Verdict
from recommender.assembly import assembled
from recommender.candidates import columns_of
from recommender.declaration import DeclaredPolicy
from recommender.facets import facets_of
from recommender.policy import Selection
from recommender.reader import Reader
from recommender.relations import RELATIONS, UNRELATED
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
    of the page, English, if it does not say otherwise. The page was published now.
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
        known = enumerate(stories.values(), start=1)
        scores = [1.0, *(story.get("score", 1 - n / 100) for n, story in known)]
        relation = [UNRELATED, *map(_relation, stories.values())]
        vectors = [np.zeros(2), *(story.get("vector", (0.0, 0.0)) for story in stories.values())]
        seed = Seed(0, PAGE, "en", None, np.zeros(2, np.float32), published_at=NOW)
        names = [PAGE, *stories]
        standing = [
            Standing(Decision(PAGE, id_, Verdict.PIN, NOW, number=n), names.index(id_))
            for n, id_ in enumerate(pins, start=1)
        ]
        seen = [row for row, name in enumerate(names) if name in reader.seen]
        request = Request(k, reader, policy, NOW)
        columns, page = columns_of(
            np.array(scores, np.float32), Facts.of(outlines), seed, request, standing,
            np.array(relation), facets_of(outlines, policy.asks), np.array(seen, np.int64),
        )  # fmt: skip
        selection = policy.select(
            columns, page, k, lambda rows: np.array(vectors, np.float32)[rows]
        )
        ids = "".join(names[row] for row in selection.rows.tolist())
        return Shown(ids, selection, {names[each.row]: each.reason for each in selection.dropped})

    return choose


def _relation(story: Mapping[str, Any]) -> int:
    return RELATIONS.index(story["relation"]) if "relation" in story else UNRELATED


def _outline(id_: str, row: int, story: Mapping[str, Any]) -> Outline:
    known = {name: value for name, value in story.items() if name in Outline._fields}
    return Outline(**{"row": row, "id": id_, "language": "en", **known})
