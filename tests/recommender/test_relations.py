"""What a story is to a page: by what they share, and by their dates."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evidence import Evidence
from recommender.relations import RELATIONS, UNRELATED, Weights, days_after, relations

WEIGHTS = Weights(terms=1.0, needed=0.9, alike=0.5)
SHARED, ALIKE, STRANGE = (0.5, 0.5), (0.5, 0.0), (0.0, 0.0)
"""Dense scores and shared terms; 0.5 above the usual is a score of 0.5."""

SOME_DAYS = st.floats(-1e4, 1e4) | st.just(np.nan)


def related(*pairs: tuple[float, float], days: float = 0.0) -> list[str | None]:
    dense, terms = np.array(pairs, dtype=np.float32).T
    none = np.zeros(len(pairs), np.float32)
    evidence = Evidence(dense, terms, none, none, none, none + np.float32(0.5))
    moments = np.full(len(pairs), days)
    numbers = relations(evidence.score, evidence.terms, moments, WEIGHTS).tolist()
    return [None if number == UNRELATED else RELATIONS[number] for number in numbers]


@pytest.mark.parametrize(
    ("days", "relation"),
    [
        (0, "same_event"), (2, "same_event"), (-2, "same_event"),
        (2.1, "follow_up"), (900, "follow_up"),
        (-2.1, "background"), (-900, "background"), (np.nan, "background"),
    ],
)  # fmt: skip
def test_the_dates_of_one_matter_say_what_it_is(days: float, relation: str):
    """Within two days the same event, then a follow-up; before, or without a date, background."""
    assert related(SHARED, days=days) == [relation]


@given(SOME_DAYS)
def test_dates_mean_nothing_between_strangers(days: float):
    """Without a matter in common, what is near is similar, and the rest is nothing."""
    assert related(ALIKE, STRANGE, days=days) == ["similar", None]


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1)), min_size=2), SOME_DAYS)
def test_a_relation_does_not_depend_on_the_other_candidates(
    pairs: list[tuple[float, float]], days: float
):
    """Asked one by one, or in another order, they are the same."""
    together = related(*pairs, days=days)

    assert together == [related(pair, days=days)[0] for pair in pairs]
    assert together[::-1] == related(*pairs[::-1], days=days)


@given(st.tuples(st.floats(-1, 1), st.floats(0, 1)))
def test_a_page_seen_from_its_follow_up_is_its_background(pair: tuple[float, float]):
    """The relation is one of the two articles, whichever is read first."""
    behind = {"follow_up": "background", "background": "follow_up"}
    later, earlier = related(pair, days=9)[0], related(pair, days=-9)[0]

    assert earlier == behind.get(str(later), later)


def test_days_are_counted_from_the_page():
    """Later is positive; a date that is missing on either side is nan."""
    page = datetime(2026, 5, 5, 12, tzinfo=UTC)
    dates = [page + timedelta(hours=36), page - timedelta(days=1)]
    published = np.array([*(date.timestamp() for date in dates), np.nan])

    assert np.array_equal(days_after(page, published), [1.5, -1, np.nan], equal_nan=True)
    assert np.isnan(days_after(None, published)).all()
