"""What would have become of articles that were no candidates."""

from dataclasses import replace

import numpy as np

from index.catalog import Catalog
from recommender.candidates import columns_of
from recommender.considered import Considered
from recommender.gathering import of_nearest
from recommender.scoring import calibrated


def joined(catalog: Catalog, considered: Considered, row: int) -> Considered:
    """Return what would have been considered with one article more, in all its versions."""
    gathered, seeds = considered.gathered, considered.seeds
    outlines = catalog.store.outlines([row])
    scored = of_nearest([calibrated(catalog, seed, outlines) for seed in seeds])
    gathered = replace(
        gathered,
        outlines=[*gathered.outlines, *outlines],
        scores=np.concatenate([gathered.scores, scored.score]),
        relation=np.concatenate([gathered.relation, scored.relation]),
    )
    columns, seed = columns_of(
        gathered.scores, gathered.outlines, seeds[0], considered.request,
        gathered.standing, gathered.relation,
    )  # fmt: skip
    return replace(considered, gathered=gathered, columns=columns, seed=seed)
