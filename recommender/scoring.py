"""How near articles are to a page, and what they are to it, by all the evidence that there is."""

from collections.abc import Sequence

from index.catalog import Catalog
from index.store import Outline, Seed
from recommender.gathering import Scored
from recommender.relations import days_after, relations


def calibrated(catalog: Catalog, seed: Seed, outlines: Sequence[Outline]) -> Scored:
    """Return calibrated scores of n articles under a page, and their relations to it."""
    evidence = catalog.evidence(seed, outlines)
    days = days_after(seed.published_at, [outline.published_at for outline in outlines])
    return Scored(evidence.score, relations(evidence, days))
