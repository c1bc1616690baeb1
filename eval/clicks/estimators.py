"""Clicks per page view that lists would get, estimated from the log of other lists.

The model is that of positions: a reader clicks an article if she examines its position, with a
probability that depends on the position alone, and finds it relevant to the page (Craswell, Zoeter,
Taylor and Ramsey, 2008, An experimental comparison of click position-bias models).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eval.clicks.click_model import held_out_relevance
from eval.clicks.log import Floats
from eval.clicks.weights import Weighted


@dataclass(frozen=True, slots=True)
class Scores:
    """An estimate as one value for each page view, (n,), whose mean it is.

    Its error is that of a mean of independent values. `weight` (m,) is how much the estimate lets
    each logged article count.
    """

    per_view: Floats
    weight: Floats

    @property
    def value(self) -> float:
        """Clicks per page view."""
        return float(self.per_view.mean())


Estimator = Callable[[Weighted], Scores]


def observed(weighted: Weighted) -> Scores:
    """Clicks that the logged lists got: the neighbour to compare with."""
    clicked = weighted.overlap.log.clicked.astype(np.float64)
    return Scores(weighted.by_view(clicked), np.ones_like(clicked))


def ips(weighted: Weighted) -> Scores:
    """Inverse propensity scoring: each click counts as often as the lists would have it examined.

    Without bias if the log may show everything that is listed; what it never shows counts nothing
    (Joachims, Swaminathan and Schnabel, 2017, Unbiased learning-to-rank with biased feedback; with
    propensities over all lists of a random policy, Oosterhuis and de Rijke, 2020, Policy-aware
    unbiased learning to rank for top-k rankings).
    """
    return _weighted_clicks(weighted, weighted.weight)


def clipped_ips(weighted: Weighted, clip: float) -> Scores:
    """IPS with no weight over `clip`: less variance, but always too low a value."""
    return _weighted_clicks(weighted, np.minimum(weighted.weight, clip))


def self_normalised(weighted: Weighted) -> Scores:
    """Clicks per examination the lists would get, times the examination that they have.

    Both are weighted as in IPS, and err together. What the log never shows counts as if it were as
    relevant as the rest of the lists (Swaminathan and Joachims, 2015, The self-normalized estimator
    for counterfactual learning). The variance is that of a ratio, to first order.
    """
    clicks = weighted.by_view(weighted.weight * weighted.overlap.log.clicked)
    examined = weighted.by_view(weighted.weight * weighted.examined)
    relevance = clicks.mean() / examined.mean()
    correction = (clicks - relevance * examined) * weighted.exposure.mean() / examined.mean()
    return Scores(relevance * weighted.exposure + correction, weighted.weight)


def doubly_robust(weighted: Weighted) -> Scores:
    """Clicks that a model expects of the lists, corrected by IPS where the log proves it wrong.

    The examination that a logged position is expected to get stands for that which nobody saw
    (Oosterhuis, 2023, Doubly robust estimation for correcting position bias in click feedback for
    unbiased learning to rank). Without bias where IPS is, with less variance the better the model;
    what the log never shows counts as the model says. The model of a view is fitted to others.
    """
    shared = weighted.overlap
    relevance, fold = held_out_relevance(weighted)
    expected = np.zeros((len(shared.log.seeds), relevance.shape[1]))
    np.add.at(expected, shared.seed, weighted.target[:, None] * relevance)
    guess = relevance[shared.pair, fold[shared.log.view]]
    surprise = shared.log.clicked - weighted.examined * guess
    per_view = expected[shared.log.seed, fold] + weighted.by_view(weighted.weight * surprise)
    return Scores(per_view, weighted.weight)


def balance(weighted: Weighted) -> Scores:
    """Compare the examination that weights give the lists with what they have: 1 if all fits.

    It knows no clicks, and so tells wrong propensities from bad lists.
    """
    given = weighted.by_view(weighted.weight * weighted.examined)
    surplus = (given - weighted.exposure) / weighted.exposure.mean()
    return Scores(1 + surplus, weighted.weight)


def _weighted_clicks(weighted: Weighted, weight: Floats) -> Scores:
    return Scores(weighted.by_view(weight * weighted.overlap.log.clicked), weight)
