"""From what a policy has selected to what a page shows."""

from collections.abc import Sequence
from itertools import chain

from index.register import Register
from recommender.columns import Columns
from recommender.facets import relation_at
from recommender.ranking import Drops, Shown, Unfilled

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


def shown_of(register: Register, selected: Sequence[int], columns: Columns) -> tuple[Shown, ...]:
    """Return the rows that were selected among candidates as a list shows them, in order.

    Other versions of their stories are named with them, but for those not published yet.
    """
    rows, stories = columns.row.tolist(), columns.story.tolist()
    place_of = {row: rows.index(row) for row in selected}
    versions: dict[int, list[int]] = {stories[place]: [] for place in place_of.values()}
    for place, (row, story) in enumerate(zip(rows, stories, strict=True)):
        if story in versions and row not in place_of and not columns.age[place] < 0:
            versions[story].append(row)
    named = [*selected, *chain.from_iterable(versions.values())]
    language_of = dict(zip(named, register.languages(named), strict=True))
    return tuple(
        Shown(
            row,
            float(columns.score[place]),
            bool(columns.pin[place]),
            relation_at(columns, place),
            language_of[row],
            tuple(sorted(versions[stories[place]], key=lambda row: (language_of[row], row))),
        )
        for row, place in place_of.items()
    )


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
