"""An estimate with its interval, and how much the log has to say."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eval.clicks.estimators import Estimator, observed
from eval.clicks.examination import Examination
from eval.clicks.log import Floats
from eval.clicks.overlap import Overlap
from eval.clicks.weights import Weighted, weigh

_WITHIN_95_PERCENT = 1.96
_STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Estimate:
    """Clicks per page view, with a 95 % interval by the normal distribution.

    `gain` is the value less what the logged lists got, with an interval for the difference.
    `effective_sample_size` is how many page views of the lists themselves would tell about as much
    as the log does. `support` in [0, 1] is the share of what readers of the lists would examine
    that the log has shown at least once.
    """

    name: str
    value: float
    standard_error: float
    low: float
    high: float
    gain: float
    gain_low: float
    gain_high: float
    effective_sample_size: float
    support: float


def estimate(
    weighted: Weighted, examination: Examination, name: str, estimator: Estimator
) -> Estimate:
    """Judge lists by one estimator; an estimated curve makes the intervals wider."""
    scores = estimator(weighted)
    seen = observed(weighted).per_view
    moved = _moved_by_the_curve(weighted.overlap, examination, estimator)
    error = _standard_error(scores.per_view, weighted.overlap, moved)
    gain = scores.value - float(seen.mean())
    gain_error = _standard_error(scores.per_view - seen, weighted.overlap, moved)
    own = estimator is observed
    return Estimate(
        name,
        scores.value,
        error,
        *_interval(scores.value, error),
        gain,
        *_interval(gain, gain_error),
        float(weighted.views) if own else effective_sample_size(weighted, scores.weight),
        1.0 if own else support(weighted),
    )


def _interval(value: float, standard_error: float) -> tuple[float, float]:
    return value - _WITHIN_95_PERCENT * standard_error, value + _WITHIN_95_PERCENT * standard_error


def _standard_error(per_view: Floats, shared: Overlap, moved: Floats) -> float:
    """Of a mean over the kept views, and of a curve that every view of the log, (n,), moved."""
    views = len(per_view)
    parts = moved.copy()
    parts[shared.kept] += (per_view - per_view.mean()) / views
    return float(np.sqrt(views / (views - 1) * (parts**2).sum()))


def _moved_by_the_curve(shared: Overlap, examination: Examination, estimator: Estimator) -> Floats:
    """Each view's part (n,) in the error that an estimate inherits from an estimated curve."""
    if examination.influence is None:
        return np.zeros(len(shared.kept))
    slope = [
        _slope(lambda curve: estimator(weigh(shared, curve)).value, examination.curve, place)
        for place in range(1, len(examination.curve))
    ]
    # an estimated curve is relative to the first position, which has no error
    moved: Floats = examination.influence[:, 1:] @ slope
    return moved


def _slope(value: Callable[[Floats], float], curve: Floats, place: int) -> float:
    """Return the derivative by one position's examination, by central differences."""
    step = np.zeros_like(curve)
    step[place] = _STEP * curve[place]
    return (value(curve + step) - value(curve - step)) / (2 * float(step[place]))


def support(weighted: Weighted) -> float:
    """Share of what readers of the lists would examine that the log showed at least once."""
    shared = weighted.overlap
    shown = np.bincount(shared.pair, minlength=len(shared.rank)) > 0
    examined = weighted.target * shared.views
    return float(examined[shown].sum() / examined.sum())


def effective_sample_size(weighted: Weighted, weight: Floats) -> float:
    """Page views of the lists themselves that would tell about as much as the weighted log.

    (Σw)² / Σw² over examinations (Kish, 1965, Survey sampling), divided by the examinations that
    one view of the lists has.
    """
    examinations = (weight @ weighted.examined) ** 2 / (weight**2 @ weighted.examined)
    return float(examinations / weighted.exposure.mean())
