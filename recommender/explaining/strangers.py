"""What would have become of articles that were no candidates."""

from dataclasses import replace

import numpy as np

from index.catalog import Catalog
from recommender.candidates import columns_of
from recommender.considered import Considered
from recommender.facets import filed_under
from recommender.gathering import of_nearest
from recommender.scoring import calibrated


def joined(catalog: Catalog, considered: Considered, row: int) -> Considered:
    """Return what would have been considered with one article more, in all its versions."""
    pages, request = considered.pages, considered.request
    articles = catalog.versions(np.array([row], np.int64))
    seeds = [catalog.seed(page) for page in pages]
    scored = of_nearest([calibrated(catalog, seed, articles) for seed in seeds])
    gathered = considered.gathered.joined(articles, scored)
    columns, seed = columns_of(
        gathered.score, gathered.articles, pages[0], request, gathered.standing, gathered.relation,
        filed_under(catalog.store, gathered.articles, request.policy.asks),
        request.reader.rows_seen(catalog.store),
    )  # fmt: skip
    return replace(considered, gathered=gathered, columns=columns, seed=seed)
