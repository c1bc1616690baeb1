"""What could stand under a page, from the shortlists that are kept: nothing is searched."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores
from index.catalog import Catalog
from index.facts import Facts
from index.shortlists import Shortlist
from index.store import Page, Seed, Standing
from recommender.candidates import rows_of_pinned
from recommender.gathering import Gathered, of_nearest
from recommender.policy import BEYOND_K
from recommender.ranking import Ranking, Unfilled
from recommender.relations import days_after, relations
from recommender.request import Request
from recommender.scoring import calibrated

Shortlisting: TypeAlias = Callable[[int], Shortlist | None]
"""Gives the shortlist of a story; None if there is none that may answer."""

_TOO_FAR = frozenset({BEYOND_K, Unfilled.BELOW_MINIMUM_SCORE})
"""Reasons that would keep out whatever is farther, too."""


def no_shortlist(_: int) -> Shortlist | None:
    """Look for candidates anew, each time."""
    return None


def shortlists_of(
    pages: Sequence[Page | Seed], shortlist_of: Shortlisting
) -> list[Shortlist] | None:
    """Return the shortlists of pages; None if one has none."""
    found: list[Shortlist] = []
    for page in pages:
        if isinstance(page, Seed) or (shortlist := shortlist_of(page.story)) is None:
            return None
        found.append(shortlist)
    return found


def from_shortlists(
    catalog: Catalog,
    pages: Sequence[Page | Seed],
    shortlists: Sequence[Shortlist],
    standing: Sequence[Standing],
) -> Gathered:
    """Return what is on the shortlists of pages, and pinned stories.

    An article is as near as to the nearest of the pages.
    """
    pairs = zip(pages, shortlists, strict=True)
    found = [_under(catalog, page, shortlist, shortlist.beyond) for page, shortlist in pairs]
    under = found[0] if len(found) == 1 else _under_several(found)
    return _with_pinned(catalog, pages, under, standing)


def from_head(
    catalog: Catalog, page: Page | Seed, shortlist: Shortlist, standing: Sequence[Standing]
) -> Gathered:
    """Return the beginning of a page's shortlist, and pinned stories."""
    return _with_pinned(catalog, [page], _under(catalog, page, *shortlist.head()), standing)


def suffices(ranking: Ranking, request: Request) -> bool:
    """Say whether looking farther than shortlists could not make a list any better.

    It could if the list is short and something beyond the shortlists may be near enough, if the
    policy gave something up, or if languages are looked for that the shortlists have few of.
    """
    gathered = ranking.considered.gathered
    if ranking.unfilled_reason is not None:
        is_narrow = bool(request.reader.only or request.searched)
        return not is_narrow and not gathered.reaches(request.policy.floor)
    if ranking.relaxed:
        return False
    return all(_stories_in(language, ranking) >= request.k for language in request.searched)


def is_settled(ranking: Ranking, request: Request) -> bool:
    """Say whether nothing beyond what was gathered could take a place in a list, whatever it is.

    It would have to be worth more than the least of those that were chosen.
    """
    best_beyond = ranking.considered.gathered.beyond + request.policy.reach
    is_full = ranking.unfilled_reason is None
    return is_full and ranking.lowest > best_beyond and suffices(ranking, request)


class _Under(NamedTuple):
    """What is on the shortlist of one page, or of several."""

    articles: Facts
    score: Scores
    relation: NDArray[np.int64]
    beyond: float


def _under(catalog: Catalog, page: Page | Seed, shortlist: Shortlist, beyond: float) -> _Under:
    here = catalog.register.published(shortlist.row)
    articles = catalog.register.facts(shortlist.row[here])
    score, terms = shortlist.score[here], shortlist.terms[here].astype(np.float32)
    days = days_after(page.published_at, articles.published)
    return _Under(articles, score, relations(score, terms, days), beyond)


def _under_several(found: Sequence[_Under]) -> _Under:
    articles = found[0].articles
    for each in found[1:]:
        articles = articles.joined(each.articles)
    score = np.concatenate([each.score for each in found])
    relation = np.concatenate([each.relation for each in found])
    # of an article that is on several lists, the one that it stands highest on
    order = np.lexsort((-score, articles.row))
    best = order[np.diff(articles.row[order], prepend=-1) != 0]
    beyond = max(each.beyond for each in found)
    return _Under(articles.take(best), score[best], relation[best], beyond)


def _with_pinned(
    catalog: Catalog, pages: Sequence[Page | Seed], under: _Under, standing: Sequence[Standing]
) -> Gathered:
    gathered = Gathered(under.articles, under.score, under.relation, standing, under.beyond)
    wanted = {*rows_of_pinned(standing)}
    if not wanted or not (missing := wanted - {*under.articles.row.tolist()}):
        return gathered
    articles = catalog.versions(np.array([*missing], np.int64))
    articles = articles.take(~np.isin(articles.row, under.articles.row))
    seeds = [catalog.seed(page) for page in pages]
    return gathered.joined(
        articles, of_nearest([calibrated(catalog, seed, articles) for seed in seeds])
    )


def _stories_in(language: str, ranking: Ranking) -> int:
    """Return how many stories a list could show in a language, but for how near they are."""
    articles = ranking.considered.gathered.articles
    out = [each.row for each in ranking.dropped if each.reason not in _TOO_FAR]
    told = articles.among([language]) & ~np.isin(articles.row, out)
    return len(np.unique(articles.story[told]))
