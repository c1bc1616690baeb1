"""Systems to compare with: each answers through the same service, from other candidates."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from eval.baselines.exact import StoredVectors
from eval.baselines.lexical import Bm25, TfIdf
from eval.baselines.naive import Newest, Random
from eval.baselines.scored import Score, ScoredSource
from index.arrays import Rows
from index.catalog import Catalog
from index.facts import Facts
from index.store import Listed, Seed, Store
from recommender.bootstrap import Services
from recommender.gathering import Scored, Source
from recommender.policy import Policy, default_policy
from recommender.relations import UNRELATED
from recommender.rules import in_a_language_that_is_read, not_the_seed
from recommender.service import Recommender

System = Callable[[Services], Recommender]

_ANY_SCORE = -np.inf
# without a word in common there is nothing to choose by
_ABOVE_ZERO = float(np.finfo(np.float32).tiny)


def _engine(services: Services) -> Recommender:
    return services.recommender


def _dense(services: Services) -> Recommender:
    rules = (not_the_seed, in_a_language_that_is_read)
    policy = Policy("dense-only", _ANY_SCORE, rules)
    return Recommender(services.catalog, policy, _nearest_of(services.catalog), as_found)


def _exact(services: Services) -> Recommender:
    vectors = StoredVectors(services.catalog.store)
    source = ScoredSource(services.catalog.facts(vectors.rows), vectors.score)
    return Recommender(services.catalog, services.policies.default, source)


def _scored_by(make: Callable[[Sequence[Listed], Store], Score]) -> System:
    """Let a score choose among the articles where it is above 0, with the engine's other rules."""

    def build(services: Services) -> Recommender:
        store = services.catalog.store
        articles = sorted(store.listed(), key=lambda article: article.row)
        source = ScoredSource(services.catalog.facts(_rows(articles)), make(articles, store))
        return Recommender(services.catalog, default_policy(_ABOVE_ZERO), source, as_found)

    return build


def as_found(_: Seed, articles: Facts, found: Mapping[int, float]) -> Scored:
    """Score articles as their source did; those that it did not find are farthest."""
    scores = np.array([found.get(row, -1) for row in articles.row.tolist()], dtype=np.float32)
    return Scored(scores, np.full(len(articles), UNRELATED))


def _nearest_of(catalog: Catalog) -> Source:
    return lambda seed, k, only: catalog.neighbours(seed.vector, k, only)


def _random(articles: Sequence[Listed], _: Store) -> Score:
    return Random(len(articles)).score


def _newest(articles: Sequence[Listed], _: Store) -> Score:
    return Newest([article.published_at for article in articles]).score


def _tfidf(articles: Sequence[Listed], store: Store) -> Score:
    return TfIdf(_rows(articles), _texts(articles, store)).score


def _bm25(articles: Sequence[Listed], store: Store) -> Score:
    return Bm25(_rows(articles), _texts(articles, store)).score


def _rows(articles: Sequence[Listed]) -> Rows:
    return np.array([article.row for article in articles], dtype=np.int64)


def _texts(articles: Sequence[Listed], store: Store) -> list[str]:
    found = (store.article(article.id) for article in articles)
    return [article.embedded_text if article else "" for article in found]


SYSTEMS: Mapping[str, System] = {
    "engine": _engine,
    "dense": _dense,
    "exact": _exact,
    "tfidf": _scored_by(_tfidf),
    "bm25": _scored_by(_bm25),
    "newest": _scored_by(_newest),
    "random": _scored_by(_random),
}
"""By name: the engine as the site gets it, the nearest articles without its rules but the page
itself, the engine over exact search, and four that need no vectors."""

SEARCHING = frozenset({"engine", "dense", "exact"})
"""Those whose candidates are nearest neighbours, so that search can have missed some."""
