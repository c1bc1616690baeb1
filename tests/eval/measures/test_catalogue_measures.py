"""How much is shown, how evenly, how fresh and whether it fills the list."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.measures.coverage import catalogue_coverage, concentration, gini
from eval.measures.fill_rate import fill_rate, full_lists, unfilled_reasons
from eval.measures.freshness import median_age, newer_share

counts = st.lists(st.integers(1, 50), min_size=1, max_size=20)
PUBLISHED = datetime(2024, 5, 1, tzinfo=UTC)


def old(**days: float) -> dict[str, dict[str, datetime]]:
    """When articles were published, in days before the page."""
    return {id_: {"published_at": PUBLISHED - timedelta(days=age)} for id_, age in days.items()}


def test_coverage_by_hand(make_run):
    """Three of ten articles were shown, and two pages of two could have shown four."""
    measured = catalogue_coverage(make_run({"a": "b c", "b": "c d"}, k=2))

    assert measured.value == pytest.approx(0.3)
    assert measured.note == "at most 0.4 with so many pages"


def test_concentration_by_hand(make_run):
    """Shown 0, 0, 1 and 3 times: half the mean difference of all pairs, over the mean."""
    run = make_run({"a": "b c", "b": "c", "d": "c"}, languages={"en": 4})

    assert concentration(run).value == pytest.approx((0 + 1 + 3 + 1 + 3 + 2) * 2 / (2 * 16 * 1))


@given(counts, st.integers(0, 20))
@settings(deadline=None)
def test_gini_equals_its_definition(counts, never):
    """Half the relative mean absolute difference over all ordered pairs."""
    numbers = np.array(counts + [0] * never)
    differences = np.abs(numbers[:, None] - numbers[None, :]).mean()

    assert gini(counts, len(numbers)) == pytest.approx(differences / (2 * numbers.mean()))


@given(counts, st.integers(0, 20), st.integers(2, 9))
@settings(deadline=None)
def test_gini_does_not_depend_on_how_much_is_shown(counts, never, factor):
    """Showing everything nine times as often changes nothing, and it stays in [0, 1)."""
    n = len(counts) + never

    assert gini([factor * count for count in counts], n) == pytest.approx(gini(counts, n))
    assert -1e-12 <= gini(counts, n) < 1


def test_nothing_shown_has_no_concentration(make_run):
    """Empty lists are neither even nor uneven, but cover nothing."""
    run = make_run({"a": "", "b": ""})

    assert (concentration(run).value, concentration(run).note) == (None, "nothing was shown")
    assert catalogue_coverage(run).value == 0


def test_more_articles_than_the_catalogue_has_are_refused(make_run):
    """Coverage over 1 would be a damaged run."""
    with pytest.raises(InvalidRun, match="showed 3 articles of a catalogue of 2"):
        catalogue_coverage(make_run({"a": "b c d"}, languages={"en": 2}))


def test_freshness_by_hand(make_run):
    """Medians of 10, 2 and -1 days, and of 0 and 1; the same day is not newer."""
    run = make_run({"a": "b c d", "e": "a f"}, told=old(a=0, b=10, c=2, d=-1, e=0, f=1))

    assert median_age(run).by_seed == {"a": 2, "e": 0.5}
    assert newer_share(run).by_seed == {"a": pytest.approx(1 / 3), "e": 0}


def test_age_is_seen_from_the_page(make_run):
    """What a page of last week shows is as old as that page sees it."""
    run = make_run({"a": "b"}, told=old(a=7, b=8))

    assert median_age(run).value == 1


def test_articles_without_a_date_are_left_out_and_counted(make_run):
    """One seed has no date, one shows nothing dated, one shows a dated and an undated article."""
    run = make_run({"a": "b c", "d": "b", "e": "c"}, told=old(a=0, b=3, e=0))

    assert median_age(run).by_seed == {"a": 3}
    assert newer_share(run).note == median_age(run).note
    assert median_age(run).note == (
        "1 seeds without a date left out; "
        "1 seeds left out: they show no article with a date; "
        "2 shown articles without a date left out"
    )


def test_without_any_date_there_is_no_age(make_run):
    """No figure rather than 0 days."""
    measured = median_age(make_run({"a": "b"}))

    assert (measured.value, measured.note) == (None, "1 seeds without a date left out")


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=10), st.floats(-1000, 1000))
@settings(max_examples=30, deadline=None)
def test_the_calendar_does_not_matter(make_run, ages, later):
    """Page and articles moved together in time give the same ages."""
    ids = [f"x{number}" for number in range(len(ages))]
    runs = [
        make_run({"a": " ".join(ids)}, told=old(a=moved, **dict(zip(ids, moment, strict=True))))
        for moved, moment in ((0.0, ages), (later, [age + later for age in ages]))
    ]

    assert median_age(runs[0]).value == pytest.approx(median_age(runs[1]).value, abs=1e-6)
    assert 0 <= newer_share(runs[0]).value <= 1


def test_fill_rate_by_hand(make_run):
    """Lists of 2, 1 and 0 for k = 2, and a judged seed that nobody answered."""
    run = make_run(
        {"a": "b c", "b": "c", "c": ""},
        {"d": {"a": 1}},
        recorded={
            "b": {"unfilled_reason": "below_minimum_score"},
            "c": {"unfilled_reason": "catalogue_exhausted"},
        },
        k=2,
    )

    assert fill_rate(run).by_seed == {"a": 1, "b": 0.5, "c": 0, "d": 0}
    assert full_lists(run).by_seed == {"a": 1, "b": 0, "c": 0, "d": 0}
    assert fill_rate(run).note == (
        "1 lists short: below_minimum_score; 1 lists short: catalogue_exhausted; "
        "1 seeds without an answer count 0"
    )


def test_reasons_are_counted_most_frequent_first(make_run):
    """Full lists have no reason."""
    reasons = ["below_minimum_score", None, "catalogue_exhausted", "catalogue_exhausted"]
    recorded = {f"s{n}": {"unfilled_reason": reason} for n, reason in enumerate(reasons)}

    counted = unfilled_reasons(make_run(dict.fromkeys(recorded, ""), recorded=recorded))

    assert list(counted.items()) == [("catalogue_exhausted", 2), ("below_minimum_score", 1)]
