"""How near articles are to a page, and what they are to it, by all the evidence that there is."""

from index.catalog import Catalog
from index.facts import Facts
from index.store import Seed
from recommender.gathering import Scored
from recommender.relations import days_after, relations


def calibrated(catalog: Catalog, seed: Seed, articles: Facts) -> Scored:
    """Return calibrated scores of n articles under a page, and their relations to it."""
    evidence = catalog.evidence(seed, articles)
    score, days = evidence.score, days_after(seed.published_at, articles.published)
    return Scored(score, relations(score, evidence.terms, days))
