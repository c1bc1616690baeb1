"""Articles that are gone since the log was written."""

from collections.abc import Collection

import numpy as np

from eval.clicks.errors import NothingShared
from eval.clicks.log import ClickLog


def without_deleted(log: ClickLog, known: Collection[str]) -> tuple[ClickLog, tuple[str, ...]]:
    """Drop the views of pages that are gone, and say in warnings how much is gone.

    A view of a page that still exists stays, even if it showed an article that is gone: dropping
    it would leave out the views in which the policy chose so, and its propensities would no longer
    hold. No list can show that article, so its clicks count for nothing but the observed value.
    Raises NothingShared if all pages are gone.
    """
    exists = np.array([seed in known for seed in log.seeds], dtype=np.bool_)[log.seed]
    if not exists.any():
        raise NothingShared(
            f"none of the {len(log.seeds)} pages of the log exists any more, such as "
            f"{log.seeds[0]!r}; is this the catalogue of the same site?"
        )
    left = log.of_views(exists)
    gone = ~np.array([article in known for article in log.articles], dtype=np.bool_)[left.article]
    warnings = []
    if not exists.all():
        warnings.append(
            f"{(~exists).sum()} of {log.views} page views are of deleted pages and left out"
        )
    if gone.any():
        warnings.append(
            f"{gone.sum()} of {len(gone)} times, a deleted article was shown, with "
            f"{left.clicked[gone].sum()} clicks; they count in the observed value alone"
        )
    return left, tuple(warnings)
