"""From a list to the reasons for it: what is in it, what came next, and what was asked about."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.catalog import Catalog
from index.errors import UnknownArticle
from recommender.errors import InvalidRequest
from recommender.explaining.again import Again
from recommender.explaining.explanation import NOT_COMPARED, Comparison, Explanation, Reasons
from recommender.explaining.reasoning import Reasoner
from recommender.explaining.strangers import joined
from recommender.ranking import Ranking

RUNNERS_UP = 10
MOST_ASKED = 20

_NO_RIVALS = frozenset({"is_the_seed", "translation_of_the_seed", "other_version_shown"})
"""Reasons of candidates that do not stand for a story of their own."""


def explain(
    catalog: Catalog,
    ranking: Ranking,
    why_not: Sequence[str] = (),
    runners_up: int = RUNNERS_UP,
) -> Explanation:
    """Say why each story of a ranking is shown, and why others are not.

    Others are up to so many `runners_up`, and the articles `why_not`, candidates or not. The list
    is chosen again, some times for each of them. Raises UnknownArticle, InvalidRequest.
    """
    if len(why_not) > MOST_ASKED:
        raise InvalidRequest("why_not", f"at most {MOST_ASKED} ids; got {len(why_not)}")
    rows = ranking.considered.gathered.articles.row.tolist()
    row_of = {each.id: each.row for each in catalog.store.outlines(rows)}
    shown = {found.card.row: found.card for found in ranking.selected}
    following = _following(ranking)[:runners_up]
    # what was withdrawn meanwhile is left out, or unknown if it was asked about
    cards = catalog.store.cards([*following, *(row_of[id_] for id_ in why_not if id_ in row_of)])
    known = {id_: row for id_, row in row_of.items() if row in cards}
    reasoner = Reasoner(
        catalog, ranking.considered, list(shown), ranking.dropped, {**cards, **shown}
    )
    return Explanation(
        ranking,
        tuple(map(reasoner.reasons, shown)),
        tuple(reasoner.reasons(row) for row in following if row in cards),
        tuple(
            reasoner.reasons(known[id_]) if id_ in known else _stranger(catalog, ranking, id_)
            for id_ in why_not
        ),
    )


def _following(ranking: Ranking) -> list[int]:
    """Return the rows of stories that are not shown, one version of each, best first."""
    columns, moves = ranking.considered.columns, ranking.considered.request.policy.moves
    value = columns.score + np.sum([move.by(columns) for move in moves], axis=0)
    reason_of = {each.row: each.reason for each in ranking.dropped}
    told = set(columns.story[np.isin(columns.row, [s.card.row for s in ranking.selected])].tolist())
    rows = []
    for index in np.argsort(-value, kind="stable").tolist():
        row, story = int(columns.row[index]), int(columns.story[index])
        if story not in told and reason_of.get(row, "is_the_seed") not in _NO_RIVALS:
            told.add(story)
            rows.append(row)
    return rows


def _stranger(catalog: Catalog, ranking: Ranking, id_: str) -> Reasons:
    """Return why an article that was no candidate is not shown, and what if it had been one."""
    seed = catalog.store.seed(id_)
    if seed is None:
        raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
    considered = joined(catalog, ranking.considered, seed.row)
    chosen = Again(considered, catalog.index.vectors).selection()
    cards = catalog.store.cards([seed.row])
    reasoner = Reasoner(catalog, considered, chosen.rows.tolist(), chosen.dropped, cards)
    found = reasoner.reasons(seed.row)
    others = ranking.candidates.score
    comparison = Comparison(
        candidates=len(others),
        nearer=int(np.count_nonzero(others > found.score)),
        lowest=float(others.min()) if len(others) else None,
        place=found.place,
        reason=found.reason,
    )
    return replace(found, place=None, reason=NOT_COMPARED, comparison=comparison)
