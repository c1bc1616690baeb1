"""From what a policy has selected to what a page shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

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
    rows, stories = columns.row.tolist(), columns.story.tolist()
    place_of = {row: rows.index(row) for row in selected}
    versions = _other_versions(cards, place_of, rows, stories, columns)
    shown = cards.of(selected)
    return tuple(
        Recommendation(
            shown[row],
            float(columns.score[place]),
            versions.get(stories[place], ()),
            bool(columns.pin[place]),
            relation_at(columns, place),
        )
        for row, place in place_of.items()
        if row in shown
    )


def _other_versions(
    cards: Cards,
    place_of: Mapping[int, int],
    rows: Sequence[int],
    stories: Sequence[int],
    columns: Columns,
) -> dict[int, tuple[Version, ...]]:
    """Return the versions of selected stories that are not selected, by story and language."""
    told = {stories[place] for place in place_of.values()}
    story_of = {
        row: story
        for place, (row, story) in enumerate(zip(rows, stories, strict=True))
        if story in told and row not in place_of and not columns.age[place] < 0
    }
    versions: defaultdict[int, list[Version]] = defaultdict(list)
    for row, version in cards.headlines([*story_of]).items():
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


def _by_language(version: Version) -> tuple[str, str]:
    return version.language, version.id
