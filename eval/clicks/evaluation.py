"""Judge lists by a click log: every estimator with its interval, and what to beware of."""

from dataclasses import dataclass
from functools import partial

from eval.clicks.caveats import caveats
from eval.clicks.errors import NothingShared
from eval.clicks.estimate import Estimate, estimate
from eval.clicks.estimators import (
    Estimator,
    balance,
    clipped_ips,
    doubly_robust,
    ips,
    observed,
    self_normalised,
)
from eval.clicks.examination import Examination
from eval.clicks.log import ClickLog
from eval.clicks.overlap import overlap
from eval.clicks.weights import Weighted, weigh
from eval.runs.run import Lists


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Estimates of one set of lists, the clicks observed on the logged ones, and warnings.

    `views` and `clicks` are those on pages that have a list. The curve `examination` is "given" or
    "estimated", the propensities "logged" or "estimated".
    """

    views: int
    clicks: int
    examination: tuple[float, ...]
    curve: str
    propensities: str
    observed: Estimate
    estimates: tuple[Estimate, ...]
    warnings: tuple[str, ...]


def evaluate(
    log: ClickLog, lists: Lists, examination: Examination, clip: float = 10.0
) -> Evaluation:
    """Estimate how many clicks per page view the lists would get, as deep as the curve goes.

    `clip` is the largest weight of the clipped estimator. Raises InvalidCurve if the log goes
    deeper than the curve, NothingShared if the log cannot tell anything about the lists.
    """
    curve = examination.covers(log).curve
    weighted = weigh(overlap(log, lists, len(curve)), curve)
    _require_evidence(weighted)
    estimators: dict[str, Estimator] = {
        "ips": ips,
        "clipped_ips": partial(clipped_ips, clip=clip),
        "self_normalised": self_normalised,
        "doubly_robust": doubly_robust,
    }
    judge = partial(estimate, weighted, examination)
    estimates = tuple(judge(name, estimator) for name, estimator in estimators.items())
    return Evaluation(
        weighted.views,
        int(weighted.overlap.log.clicked.sum()),
        tuple(curve.tolist()),
        "given" if examination.influence is None else "estimated",
        "estimated" if log.propensity is None else "logged",
        judge("observed", observed),
        estimates,
        caveats(log, weighted, estimates[0], judge("balance", balance)),
    )


def _require_evidence(weighted: Weighted) -> None:
    if weighted.views < 2:
        raise NothingShared("one page view of a page with a list tells nothing; log more")
    if not weighted.weight.any():
        raise NothingShared(
            f"none of the articles on the lists was shown in {weighted.views} page views; "
            "are both of the same site, with the same ids?"
        )
