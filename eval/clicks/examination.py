"""How likely a reader looks at a position: given, or harvested from articles that moved about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.clicks.errors import InvalidCurve, NotIdentified
from eval.clicks.log import ClickLog, Floats, Ints


@dataclass(frozen=True, slots=True)
class Examination:
    """Probability (k,) that a reader examines positions 1 to k.

    An estimated curve is relative to position 1; `influence` (n, k) is then the part of each page
    view of the log in its error, which is about their sum.
    """

    curve: Floats
    influence: Floats | None = None

    def covers(self, log: ClickLog) -> "Examination":
        """Return itself. Raises InvalidCurve if the log shows positions beyond the curve."""
        if log.positions > len(self.curve):
            raise InvalidCurve(
                f"the log shows articles at position {log.positions}, but the examination curve "
                f"ends at {len(self.curve)}; give a value for each position"
            )
        return self


def given_examination(values: Sequence[float]) -> Examination:
    """Return a curve that is known, best from an experiment with shuffled lists.

    Raises InvalidCurve unless all values are in (0, 1].
    """
    if not values:
        raise InvalidCurve("the examination curve is empty; give one value for each position")
    for position, value in enumerate(values, start=1):
        if not 0 < value <= 1:
            raise InvalidCurve(
                f"examination of position {position} is {value}; it must be over 0 and at most 1"
            )
    return Examination(np.array(values, dtype=np.float64))


def estimate_examination(log: ClickLog) -> Examination:
    """Estimate the curve, with position 1 as 1, from articles that one page showed at several.

    Of the clicks that an article got on a page, the share at a position is that of the examination
    it had there, however relevant it is, and however few the views. The curve maximises the
    likelihood of these shares; what never moved has no say. The idea is intervention harvesting
    (Agarwal, Zaitsev, Wang, Li, Najork and Joachims, 2019, Estimating position bias without
    intrusive interventions), the likelihood that of Poisson counts with a fixed effect for each
    article on each page (Hausman, Hall and Griliches, 1984, Econometric models for count data with
    an application to the patents-R&D relationship).

    It takes for granted that where an article stood had nothing to do with who read the page.
    Raises NotIdentified if some position cannot be compared with the first.
    """
    if log.positions <= 1:
        return Examination(np.ones(log.positions), np.zeros((log.views, log.positions)))
    clicked = np.flatnonzero(log.clicked)
    pair, shown, clicks = _counts(log, clicked)
    _require_comparable(shown, clicks)
    curve, information = _most_likely(shown, clicks)
    score = -_shares(shown, curve)[pair]
    score[np.arange(len(clicked)), log.position[clicked] - 1] += 1
    influence = np.zeros((log.views, log.positions))
    moved = np.linalg.solve(information, score[:, 1:].T).T * curve[1:]
    np.add.at(influence[:, 1:], log.view[clicked], moved)
    return Examination(curve, influence)


def _counts(log: ClickLog, clicked: Ints) -> tuple[Ints, Floats, Floats]:
    """Return the clicked pairs' numbers, and the views and clicks (p, k) of each at each position.

    `clicked` (c,) are the places in the log of the clicks; the numbers (c,) are theirs, from 0.
    """
    codes = log.seed[log.view] * len(log.articles) + log.article
    pairs, pair = np.unique(codes[clicked], return_inverse=True)
    places = np.flatnonzero(np.isin(codes, pairs))
    form = (len(pairs), log.positions)
    shown, clicks = np.zeros(form), np.zeros(form)
    np.add.at(shown, (np.searchsorted(pairs, codes[places]), log.position[places] - 1), 1)
    np.add.at(clicks, (pair, log.position[clicked] - 1), 1)
    return pair, shown, clicks


def _require_comparable(shown: Floats, clicks: Floats) -> None:
    """Raise NotIdentified unless the likelihood has one finite maximum.

    It has if clicks lead from every position to every other over articles that stood at both:
    the condition of Ford (1957, Solution of a ranking problem from binary comparisons).
    """
    from scipy.sparse.csgraph import connected_components

    moved = (shown > 0).sum(axis=1) > 1
    leads = (clicks[moved] > 0).astype(np.float64).T @ (shown[moved] > 0)
    _, group = connected_components(leads, connection="strong")
    lost = np.flatnonzero(group != group[0]) + 1
    if len(lost):
        raise NotIdentified(
            f"the log does not tell how positions {', '.join(map(str, lost))} are examined "
            "compared with position 1: too few clicks on articles that a page showed at both; "
            "give the curve with --examination 1,.6,..., or log lists that are shuffled a little"
        )


def _most_likely(shown: Floats, clicks: Floats) -> tuple[Floats, Floats]:
    """Return the curve (k,) and the information (k - 1, k - 1) about the logarithms after the 1st.

    The likelihood is concave in the logarithms of the curve.
    """
    from scipy.optimize import minimize

    total, by_position = clicks.sum(axis=1), clicks.sum(axis=0)
    clicked = total.sum()

    def loss(free: Floats) -> tuple[float, Floats]:
        exposure = shown @ _curve(free)
        slope = by_position - _shares(shown, _curve(free)).T @ total
        value = by_position[1:] @ free - total @ np.log(exposure)
        return -value / clicked, -slope[1:] / clicked

    def curvature(free: Floats) -> Floats:
        shares = _shares(shown, _curve(free))[:, 1:]
        inner: Floats = np.diag(shares.T @ total) - (shares.T * total) @ shares
        per_click: Floats = inner / clicked
        return per_click

    start = np.zeros(shown.shape[1] - 1)
    found = minimize(
        loss, start, jac=True, hess=curvature, method="trust-exact", options={"gtol": 1e-9}
    )
    return _curve(found.x), curvature(found.x) * clicked


def _curve(free: Floats) -> Floats:
    curve: Floats = np.exp(np.concatenate([[0.0], free]))
    return curve


def _shares(shown: Floats, curve: Floats) -> Floats:
    """Share (p, k) of a pair's examination that it had at each position."""
    exposure = shown * curve
    shares: Floats = exposure / exposure.sum(axis=1, keepdims=True)
    return shares
