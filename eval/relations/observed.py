"""What the engine knows of pairs, read through the catalogue as its service reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from eval.relations.pairs import LABELS, Pair, threads
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.evidence import Evidence
from index.store import Seed
from recommender.relations import WEIGHTS, Weights, days_after, relations


@dataclass(frozen=True, slots=True)
class Observed:
    """What speaks for the candidates of n pairs, and how many days later than their page they are.

    `days` (n,) is nan where either has no date.
    """

    evidence: Evidence
    days: NDArray[np.float64]

    def relations(self, weights: Weights = WEIGHTS) -> list[str]:
        """Return what the engine says that they are, by `LABELS`."""
        # -1 is the last
        score, terms = self.evidence.score, self.evidence.terms
        return [LABELS[number] for number in relations(score, terms, self.days, weights)]


def observed(catalog: Catalog, pairs: Sequence[Pair]) -> Observed:
    """Return what is known of pairs. Raises UnknownArticle for a page that is not there."""
    row_of = {article.id: article.row for article in catalog.store.listed()}
    each = [_of_pair(catalog, pair, row_of[pair.candidate]) for pair in pairs]
    evidence = joined([one.evidence for one in each])
    return Observed(evidence, np.concatenate([one.days for one in each]))


def unrelated(catalog: Catalog, pairs: Sequence[Pair]) -> Evidence:
    """Return what speaks for pairs of articles of different threads, taken from labelled pairs.

    These are all that nobody labelled: what they have in common is chance, or a subject at most.
    """
    thread_of = threads()
    labelled = {(pair.page, pair.candidate) for pair in pairs}
    ids = sorted({id_ for both in labelled for id_ in both})
    row_of = {article.id: article.row for article in catalog.store.listed()}
    each = []
    for page in ids:
        others = [id_ for id_ in ids if thread_of[id_] != thread_of[page]]
        rows = [row_of[id_] for id_ in others if (page, id_) not in labelled]
        each.append(_evidence(catalog, _seed(catalog, page), rows))
    return joined(each)


def joined(parts: Sequence[Evidence]) -> Evidence:
    """Return what speaks for several lots of articles as one."""
    return Evidence(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Evidence)
        }
    )


def _of_pair(catalog: Catalog, pair: Pair, row: int) -> Observed:
    seed = _seed(catalog, pair.page)
    published = catalog.facts(np.array([row], np.int64)).published
    return Observed(_evidence(catalog, seed, [row]), days_after(seed.published_at, published))


def _evidence(catalog: Catalog, seed: Seed, rows: Sequence[int]) -> Evidence:
    """Return what speaks for articles by row, in the order of these."""
    return catalog.evidence(seed, catalog.facts(np.array(rows, np.int64)))


def _seed(catalog: Catalog, id_: str) -> Seed:
    seed = catalog.store.seed(id_)
    if seed is None:
        raise UnknownArticle(f"no article with id {id_!r} in the catalogue of pairs")
    return seed
