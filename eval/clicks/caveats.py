"""What to beware of in an evaluation, in sentences with counts."""

from collections.abc import Iterator

import numpy as np

from eval.clicks.estimate import Estimate
from eval.clicks.log import ClickLog
from eval.clicks.weights import Weighted

_ENOUGH_CLICKS = 30
_ENOUGH_VIEWS = 100
_ENOUGH_SUPPORT = 0.95
_ERRORS = 4
_SLACK = 0.01


def caveats(log: ClickLog, weighted: Weighted, ips: Estimate, balance: Estimate) -> tuple[str, ...]:
    """Return warnings about an evaluation with the whole log, by what was made of it."""
    return (
        *_pages_without_list(log, weighted),
        *_little_support(ips.support),
        *_small_sample(weighted, ips.effective_sample_size),
        *_wrong_propensities(balance, ips.support),
    )


def _pages_without_list(log: ClickLog, weighted: Weighted) -> Iterator[str]:
    lost = np.flatnonzero(~weighted.overlap.kept)
    if len(lost):
        yield (
            f"{len(lost)} of {log.views} page views are of pages without a list, such as "
            f"{log.seeds[log.seed[lost[0]]]!r}; all values are those of the other pages"
        )


def _little_support(support: float) -> Iterator[str]:
    if support < _ENOUGH_SUPPORT:
        yield (
            f"the log never showed {1 - support:.0%} of what readers of the lists would examine; "
            "ips and clipped_ips count it as never clicked, self_normalised as clicked like the "
            "rest, doubly_robust as its model guesses"
        )


def _small_sample(weighted: Weighted, effective: float) -> Iterator[str]:
    clicks = int(weighted.overlap.log.clicked[weighted.weight > 0].sum())
    if clicks < _ENOUGH_CLICKS:
        yield (
            f"{clicks} clicks in {weighted.views} page views are on articles of the lists; "
            f"intervals from fewer than {_ENOUGH_CLICKS} are not to be relied on"
        )
    if effective < _ENOUGH_VIEWS:
        yield (
            f"the log tells as little as {effective:.0f} page views of the lists would; it is too "
            "short, or showed the lists too rarely, for an answer"
        )


def _wrong_propensities(balance: Estimate, support: float) -> Iterator[str]:
    margin = _ERRORS * balance.standard_error + _SLACK
    # what was never shown may have been possible, or not
    if balance.value - margin > 1 or balance.value + margin < support:
        yield (
            f"weighted by its propensities, the log amounts to {balance.value:.2f} times the "
            "examination of the lists; the propensities do not fit the log or the examination curve"
        )
