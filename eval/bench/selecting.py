"""What a policy costs: from candidates as columns to a list, without store, index and network."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np

from eval.bench.figure import Figure, seconds
from index.arrays import Rows, Vectors
from index.facts import Facts
from index.store import Outline, Seed
from recommender.candidates import columns_of
from recommender.columns import Columns, SeedColumns
from recommender.facets import facets_of
from recommender.policies import load_policies
from recommender.policy import Policy
from recommender.ranker import CANDIDATES
from recommender.reader import Reader
from recommender.request import Request

_K = 6
_DIMENSION = 256
_ROUNDS = 400
_FLOOR = 0.15
_NOW = datetime(2026, 11, 22, tzinfo=UTC)
_LANGUAGES = ("de", "en", "fr", "it")


def bench_selecting() -> list[Figure]:
    """Time each preset over 200 invented candidates, and over 2,000 to see that it is linear."""
    # no file is read but the presets
    policies = load_policies(Path("/nonexistent"), "news", _FLOOR)
    figures = []
    for name in policies.names:
        few, many = (_cost(policies.named(name), n) for n in (CANDIDATES, 10 * CANDIDATES))
        note = f"{CANDIDATES} candidates, k = {_K}; {many / few:.1f} x with ten times as many"
        figures.append(Figure(f"selecting, {name}", few, "ms", note))
    return figures


def candidates(policy: Policy, count: int) -> tuple[Columns, SeedColumns]:
    """Return invented candidates: one in three has a translation, the first is the page itself."""
    random = np.random.default_rng(count)
    outlines = [_outline(row, random) for row in range(count)]
    scores = np.sort(random.uniform(0.1, 0.9, count))[::-1].astype(np.float32)
    seed = Seed(0, "0", "de", outlines[0].story, np.zeros(_DIMENSION, np.float32))
    request = Request(_K, Reader(("de", "fr")), policy, _NOW)
    facets = facets_of(outlines, policy.asks)
    return columns_of(scores, Facts.of(outlines), seed, request, filed=facets)


def _outline(row: int, random: np.random.Generator) -> Outline:
    def some(kind: str, kinds: int, most: int) -> tuple[str, ...]:
        return tuple({f"{kind}{number}" for number in random.integers(0, kinds, most)})

    return Outline(
        row=row,
        id=str(row),
        language=_LANGUAGES[random.integers(len(_LANGUAGES))],
        story=row // 2 if row % 6 < 2 else None,
        section=some("section", 8, 1)[0],
        tags=some("tag", 100, 4),
        authors=some("author", 30, 2),
        url=f"https://site{random.integers(4)}.example/{row}",
        published_at=_NOW - timedelta(days=float(random.exponential(60))),
    )


def _cost(policy: Policy, count: int) -> float:
    columns, seed = candidates(policy, count)
    vectors: Vectors = np.random.default_rng(0).normal(size=(count, _DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    def vectors_of(rows: Rows) -> Vectors:
        found: Vectors = vectors[rows]
        return found

    times = [seconds(lambda: policy.select(columns, seed, _K, vectors_of)) for _ in range(_ROUNDS)]
    return 1000 * median(times)
