"""How much a click that was logged counts towards other lists."""

from dataclasses import dataclass

import numpy as np

from eval.clicks.log import Floats, Ints
from eval.clicks.overlap import Overlap


@dataclass(frozen=True, slots=True)
class Weighted:
    """An overlap with examination: how a view of the log counts towards the lists.

    `examined` (m,): probability that a reader looks where the article stood. `weight` (m,): how
    much more likely the list has it examined than the logged policy did; 0 where it is not listed.
    `target` (p,): probability that a reader of the list examines each pair. `exposure` (n,): the
    sum of that over the list of each view's page.
    """

    overlap: Overlap
    examined: Floats
    weight: Floats
    target: Floats
    exposure: Floats

    @property
    def views(self) -> int:
        """Number n of page views."""
        return self.overlap.log.views

    def by_view(self, values: Floats) -> Floats:
        """Sum (m,) of the logged articles to (n,) of their views."""
        return total_by(self.overlap.log.view, values, self.views)


def weigh(shared: Overlap, curve: Floats) -> Weighted:
    """Weigh by examination; `curve` (k,) covers the log's positions.

    Where the log gives no propensities, an article's is the examination that it had in the mean
    over all views of the page. That is exact if the page always showed the same list, and needs no
    knowledge of the policy if it did not; intervals then take it for known, which makes them too
    wide rather than too narrow (Hirano, Imbens and Ridder, 2003, Efficient estimation of average
    treatment effects using the estimated propensity score).
    """
    log = shared.log
    examined = curve[log.position - 1]
    target = np.where(shared.rank > 0, curve[shared.rank - 1], 0.0)
    propensity = log.propensity
    if propensity is None:
        had = total_by(shared.pair, examined, len(target))
        propensity = (had / shared.views)[shared.pair]
    listed = total_by(shared.seed, target, len(log.seeds))
    return Weighted(shared, examined, target[shared.pair] / propensity, target, listed[log.seed])


def total_by(group: Ints, values: Floats, groups: int) -> Floats:
    """Sum values (m,) by their group (m,) to (groups,) float64."""
    totals: Floats = np.bincount(group, weights=values, minlength=groups).astype(np.float64)
    return totals
