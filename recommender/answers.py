"""From what a policy has selected to what a page shows."""

from collections.abc import Sequence

from index.store import Card, Store
from recommender.columns import Columns
from recommender.facets import relations_in
from recommender.ranking import Dropped, Recommendation, Translation, Unfilled

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
    store: Store, selected: Sequence[int], columns: Columns
) -> tuple[Recommendation, ...]:
    """Return the rows that were selected among candidates as recommendations, in order.

    Other versions of their stories are listed with them, but for those not published yet.
    """
    score_of = dict(zip(columns.row.tolist(), columns.score.tolist(), strict=True))
    story_of = dict(zip(columns.row.tolist(), columns.story.tolist(), strict=True))
    relation_of = dict(zip(columns.row.tolist(), relations_in(columns), strict=True))
    pinned = set(columns.row[columns.pin > 0].tolist())
    versions: dict[int, list[int]] = {story_of[row]: [] for row in selected}
    for row in columns.row[~(columns.age < 0)].tolist():
        if story_of[row] in versions and row not in selected:
            versions[story_of[row]].append(row)
    shown = [*selected, *(row for rows in versions.values() for row in rows)]
    cards = store.cards(shown)
    return tuple(
        Recommendation(
            cards[row],
            score_of[row],
            _translations(versions[story_of[row]], cards),
            row in pinned,
            relation_of[row],
        )
        for row in selected
        if row in cards
    )


def unfilled(count: int, k: int, dropped: Sequence[Dropped]) -> Unfilled | None:
    """Return why a list of `count` is shorter than k; None if it is not."""
    if count >= k:
        return None
    reasons = {candidate.reason for candidate in dropped} - _FACTS
    if reasons - _FILTERS - {Unfilled.BELOW_MINIMUM_SCORE}:
        # what is near enough, and would have been shown without a limit
        return Unfilled.LIMITED_BY_POLICY
    if Unfilled.BELOW_MINIMUM_SCORE in reasons:
        return Unfilled.BELOW_MINIMUM_SCORE
    return Unfilled.LIMITED_BY_POLICY if reasons else Unfilled.CATALOGUE_EXHAUSTED


def _translations(rows: list[int], cards: dict[int, Card]) -> tuple[Translation, ...]:
    found = (cards[row] for row in rows if row in cards)
    versions = (Translation(card.id, card.url, card.title, card.language) for card in found)
    return tuple(sorted(versions, key=lambda version: (version.language, version.id)))
