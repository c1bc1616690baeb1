"""Age, embargoes, and what never gets old."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

Choose = Callable[..., Any]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def days_old(days: float, **known: Any) -> dict[str, Any]:
    return {"published_at": NOW - timedelta(days=days), **known}


def test_nothing_is_shown_before_its_time(choose: Choose):
    """Not even if an editor has pinned it; what has no date is shown."""
    stories = {"a": days_old(-0.01), "b": days_old(0), "c": {}, "d": days_old(-9)}

    shown = choose({}, stories, 4, pins=["d"])

    assert shown.ids == "bc"
    assert shown.reasons["a"] == shown.reasons["d"] == "not_published_yet"


@pytest.mark.parametrize(
    ("age", "first"), [(0, "a"), (6.9, "a"), (7.1, "b"), (100, "b"), (10_000, "b")]
)
def test_one_half_life_costs_half_of_the_weight(choose: Choose, age: float, first: str):
    """At a weight of 0.1 a story 0.05 better is overtaken by a fresh one after one half-life."""
    table = {"freshness": {"half_life": 7, "weight": 0.1}}
    stories = {"a": days_old(age, score=0.55), "b": days_old(0, score=0.5)}

    assert choose(table, stories, 1).ids == first


def test_age_alone_never_hides_a_story(choose: Choose):
    """However old it is, it loses no more than the weight."""
    table = {"freshness": {"half_life": 1, "weight": 0.1}}
    stories = {"a": days_old(36_000, score=0.7), "b": days_old(0, score=0.5)}

    assert choose(table, stories, 2).ids == "ab"


def test_the_score_stays_the_true_one(choose: Choose):
    """Age changes the order and nothing else."""
    table = {"freshness": {"half_life": 7, "weight": 0.1}}
    shown = choose(table, {"a": days_old(900, score=0.5), "b": days_old(900, score=0.4)}, 1)

    (b,) = [each for each in shown.selection.dropped if each.reason == "beyond_k"]
    assert b.score == pytest.approx(0.4)


@pytest.mark.parametrize(
    "kept",
    [{"section": "guides"}, {"tags": ("recipe", "cake")}, {"published_at": None}],
)
def test_what_is_evergreen_or_undated_does_not_age(choose: Choose, kept: dict[str, Any]):
    """By section or tag, as the policy says."""
    evergreen = {"section": ["guides"], "tag": ["recipe"]}
    table = {"freshness": {"half_life": 1, "weight": 0.3, "evergreen": evergreen}}
    stories = {"a": days_old(900, score=0.5) | kept, "b": days_old(0, score=0.4)}

    assert choose(table, stories, 1).ids == "a"


def test_sections_have_half_lives_of_their_own(choose: Choose):
    """Yesterday's sport is old, yesterday's culture is not."""
    table = {"freshness": {"half_life": 30, "weight": 0.2, "by_section": {"sport": 0.5}}}
    stories = {
        "a": days_old(1, section="sport", score=0.6),
        "b": days_old(1, section="culture", score=0.5),
        "c": days_old(1, score=0.49),
    }

    assert choose(table, stories, 3).ids == "bca"


def test_an_oldest_age_that_is_declared_gives_way_to_a_short_list(choose: Choose):
    """It is a wish, and the answer says where it was given up."""
    table = {"freshness": {"weight": 0, "oldest": 30}}
    stories = {"a": days_old(31), "b": days_old(29), "c": {}}

    assert choose(table, stories, 2).ids == "bc"
    assert choose(table, stories, 2).reasons["a"] == "too_old"
    assert choose(table, stories, 3).ids == "bca"
    assert choose(table, stories, 3).selection.relaxed == ("freshness",)
    assert choose({**table, "relax": []}, stories, 3).ids == "bc"


@pytest.mark.parametrize(("gap", "first"), [(0, "a"), (170, "a"), (190, "b")])
def test_half_of_closeness_is_lost_at_its_half_life(choose: Choose, gap: float, first: str):
    """At a weight of 0.2 a story 0.1 better is overtaken by one of the page's own day."""
    table = {"closeness": {"half_life": 180, "weight": 0.2}}
    stories = {"a": days_old(gap, score=0.6), "b": days_old(0, score=0.5)}

    assert choose(table, stories, 1).ids == first


def test_distance_in_time_never_costs_more_than_the_weight(choose: Choose):
    """However many years apart; and nothing where a date is missing."""
    table = {"closeness": {"half_life": 1, "weight": 0.1}}
    stories = {"a": days_old(36_000, score=0.7), "b": days_old(0, score=0.5), "c": {"score": 0.65}}

    assert choose(table, stories, 3).ids == "cab"


def test_background_may_age_more_slowly_than_the_news(choose: Choose):
    """A half-life by relation; the shortest of those that apply counts."""
    stories = {
        "a": days_old(30, score=0.5, relation="background", section="sports"),
        "b": days_old(30, score=0.49, relation="background"),
        "c": days_old(30, score=0.52, relation="follow_up"),
    }
    freshness = {"half_life": 7, "weight": 0.2, "by_relation": {"background": 90}}

    assert choose({"freshness": freshness}, stories, 3).ids == "abc"
    assert choose({"freshness": freshness | {"by_section": {"sports": 2}}}, stories, 3).ids == "bca"
