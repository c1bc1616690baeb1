"""How relevant an article is to a page, guessed from the clicks of other views."""

import numpy as np

from eval.clicks.log import Floats, Ints
from eval.clicks.weights import Weighted, total_by

FOLDS = 5
_PRIOR_EXAMINATIONS = 10.0


def held_out_relevance(weighted: Weighted) -> tuple[Floats, Ints]:
    """Return relevance (p, FOLDS) guessed without the views of each fold, and folds (n,) of views.

    Clicks per examination of the pair are drawn towards those of the article on all pages, and
    these towards those of the whole log, as if each had been examined ten times more.
    """
    log, shared = weighted.overlap.log, weighted.overlap
    # views are dealt out at random, for a log may have a rhythm
    fold = np.random.default_rng(0).permutation(weighted.views) % FOLDS
    row_fold = fold[log.view]
    articles = int(shared.article.max(initial=-1)) + 1

    def held_out(values: Floats, group: Ints, groups: int) -> Floats:
        cell = group * FOLDS + row_fold
        inside = total_by(cell, values, groups * FOLDS).reshape(-1, FOLDS)
        outside: Floats = inside.sum(axis=1, keepdims=True) - inside
        return outside

    def rate(group: Ints, groups: int, prior: Floats) -> Floats:
        clicks = held_out(log.clicked.astype(np.float64), group, groups)
        examined = held_out(weighted.examined, group, groups)
        drawn: Floats = (clicks + _PRIOR_EXAMINATIONS * prior) / (examined + _PRIOR_EXAMINATIONS)
        return drawn

    everywhere = rate(np.zeros_like(log.view), 1, np.zeros(1))
    by_article = rate(log.article, articles, everywhere)
    return rate(shared.pair, len(shared.rank), by_article[shared.article]), fold
