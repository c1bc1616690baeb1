"""Where a log and the lists to judge speak of the same articles on the same pages."""

from dataclasses import dataclass

import numpy as np

from eval.clicks.errors import NothingShared
from eval.clicks.log import ClickLog, Ints
from eval.errors import InvalidRun
from eval.runs.run import Lists
from index.arrays import Mask


@dataclass(frozen=True, slots=True)
class Overlap:
    """The views whose page has a list, and the pairs of page and article of log and lists.

    `kept` (n,) says which views of the whole log are those of `log`.
    For its m articles, `pair` (m,) is the place in p pairs. Of each pair, (p,): `seed`,
    `article` (places in the log's; past its end for articles that it never showed), `rank` in the
    list, from 1, or 0 if it is not on it, and `views`, how often the page was read.
    """

    log: ClickLog
    kept: Mask
    pair: Ints
    seed: Ints
    article: Ints
    rank: Ints
    views: Ints


def overlap(log: ClickLog, lists: Lists, depth: int) -> Overlap:
    """Align a log with the first `depth` places of each list.

    Raises NothingShared if no page has a list, InvalidRun if an article stands twice on one.
    """
    listed = np.array([seed in lists for seed in log.seeds], dtype=np.bool_)[log.seed]
    kept = log.of_views(listed)
    if kept.views == 0:
        raise NothingShared(
            f"none of the log's pages has a list, such as {log.seeds[0]!r}; "
            "are both of the same site, with the same ids?"
        )
    seed, article, rank, articles = _listed(kept, lists, depth)
    logged = kept.seed[kept.view] * articles + kept.article
    pairs, place = np.unique(
        np.concatenate([logged, seed * articles + article]), return_inverse=True
    )
    ranks = np.zeros(len(pairs), dtype=np.int64)
    ranks[place[len(logged) :]] = rank
    views = np.bincount(kept.seed, minlength=len(kept.seeds))[pairs // articles]
    return Overlap(
        kept, listed, place[: len(logged)], pairs // articles, pairs % articles, ranks, views
    )


def _listed(log: ClickLog, lists: Lists, depth: int) -> tuple[Ints, Ints, Ints, int]:
    """Return seed, article and rank of every place on the lists, and the number of articles."""
    numbers = {id_: number for number, id_ in enumerate(log.articles)}
    places: list[tuple[int, int, int]] = []
    for seed in np.unique(log.seed).tolist():
        shown = lists[log.seeds[seed]][:depth]
        if len(set(shown)) < len(shown):
            twice = next(id_ for id_ in shown if shown.count(id_) > 1)
            raise InvalidRun(
                f"the list of {log.seeds[seed]!r} has {twice!r} twice; show each article once"
            )
        for rank, id_ in enumerate(shown, start=1):
            places.append((seed, numbers.setdefault(id_, len(numbers)), rank))
    seed_, article, rank_ = np.array(places, dtype=np.int64).reshape(-1, 3).T
    return seed_, article, rank_, len(numbers)
