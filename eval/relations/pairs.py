"""Pairs of articles with what the second is to the first, and the articles they are made of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eval.datasets.articles import records
from eval.datasets.dataset import Dataset
from index.article import RawArticle
from recommender.demo.articles import SAMPLES
from recommender.relations import RELATIONS

Part = Literal["development", "test"]

NONE = "none"
LABELS = (*RELATIONS, NONE)
"""What a pair may be, in the order of every table: the relations, and none."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """What `candidate` is to a reader of `page`: one of `LABELS`. Both are ids.

    No thread of news has pairs in both parts.
    """

    part: Part
    page: str
    candidate: str
    relation: str


def labelled_pairs(part: Part) -> list[Pair]:
    """Return the pairs of a part."""
    lines = (_HERE / "pairs.jsonl").read_text("utf-8").splitlines()
    pairs = (Pair(**json.loads(line)) for line in lines)
    return [pair for pair in pairs if pair.part == part]


def articles() -> Iterator[RawArticle]:
    """Yield the articles that were written for this, then the samples of the demo."""
    for path in (_HERE / "articles.jsonl", SAMPLES):
        with path.open("rb") as lines:
            for record in records(lines, path.name):
                yield record.raw


def threads() -> dict[str, str]:
    """Return the thread of news that each article belongs to, by its id."""
    return {str(article.id): article.tags[0] for article in articles()}


DATASET = Dataset("relations", articles, qrels={}, languages=())
"""The articles as a catalogue takes them."""
