"""From what a policy has selected to what a page shows."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.cards import Cards
from index.store import Version
from recommender.columns import Columns
from recommender.facets import relation_at
from recommender.ranking import Drops, Recommendation, Unfilled

_FACTS = frozenset(
    {
        "is_the_seed",
        "translation_of_the_seed",
        "blocked_by_an_editor",
        "not_published_yet",
        "already_on_the_page",
        "language_not_read",
        "other_version_shown",
        "beyond_k",
    }
)
"""Reasons that no policy could take back."""

_FILTERS = frozenset({"excluded", "not_included"})


def recommendations(
    cards: Cards, selected: Sequence[int], columns: Columns
) -> tuple[Recommendation, ...]:
    """Return the rows that were selected among candidates as recommendations, in order.

    Other versions of their stories are listed with them, but for those not published yet.
    """
    place_of = {int(columns.row[place]): place for place in _places(columns.row, selected)}
    versions = _other_versions(cards, selected, columns)
    shown = cards.of(selected)
    return tuple(
        Recommendation(
            shown[row],
            float(columns.score[place_of[row]]),
            versions.get(int(columns.story[place_of[row]]), ()),
            bool(columns.pin[place_of[row]]),
            relation_at(columns, place_of[row]),
        )
        for row in selected
        if row in shown
    )


def _other_versions(
    cards: Cards, selected: Sequence[int], columns: Columns
) -> dict[int, tuple[Version, ...]]:
    """Return the versions of selected stories that are not selected, by story and language."""
    told = columns.story[_places(columns.row, selected)]
    places = [place for place in _places(columns.story, told) if not columns.age[place] < 0]
    story_of = dict(zip(columns.row[places].tolist(), columns.story[places].tolist(), strict=True))
    others = [row for row in story_of if row not in selected]
    versions: defaultdict[int, list[Version]] = defaultdict(list)
    for row, version in cards.headlines(others).items():
        versions[story_of[row]].append(version)
    return {story: tuple(sorted(each, key=_by_language)) for story, each in versions.items()}


def unfilled(count: int, k: int, dropped: Drops) -> Unfilled | None:
    """Return why a list of `count` is shorter than k; None if it is not."""
    if count >= k:
        return None
    reasons = dropped.reasons() - _FACTS
    if reasons - _FILTERS - {Unfilled.BELOW_MINIMUM_SCORE}:
        # what is near enough, and would have been shown without a limit
        return Unfilled.LIMITED_BY_POLICY
    if Unfilled.BELOW_MINIMUM_SCORE in reasons:
        return Unfilled.BELOW_MINIMUM_SCORE
    return Unfilled.LIMITED_BY_POLICY if reasons else Unfilled.CATALOGUE_EXHAUSTED


def _places(values: NDArray[np.int64], few: Sequence[int] | NDArray[np.int64]) -> list[int]:
    found: list[int] = np.flatnonzero((values[:, np.newaxis] == few).any(axis=1)).tolist()
    return found


def _by_language(version: Version) -> tuple[str, str]:
    return version.language, version.id
