"""What a publisher includes, excludes, favours and limits."""

from collections.abc import Callable
from typing import Any

import pytest

from recommender.reader import Reader

Choose = Callable[..., Any]

STORIES = {
    "a": {"section": "sport", "tags": ("cup", "final"), "url": "https://one.example/a"},
    "b": {"section": "sport", "tags": ("cup",), "url": "https://two.example/b"},
    "c": {"section": "world", "authors": ("Mia",), "url": "https://one.example/c"},
    "d": {"authors": ("Mia", "Ben")},
    "e": {"section": "world", "tags": ("final",)},
}


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ({"exclude": {"section": ["sport"]}}, "cde"),
        ({"exclude": {"tag": ["final", "no such"]}}, "bcd"),
        ({"exclude": {"source": ["one.example"]}}, "bde"),
        ({"exclude": {"author": ["Ben"]}}, "abce"),
        ({"exclude": {"id": ["a", "e"]}}, "bcd"),
        ({"exclude": {"section": ["sport"], "author": ["Ben"]}}, "ce"),
        ({"include": {"section": ["sport", "world"]}}, "abce"),
        ({"include": {"id": ["d"]}}, "d"),
        ({"include": {"section": ["sport"], "tag": ["final"]}}, "a"),
        ({"include": {"tag": ["no such"]}}, ""),
        ({"minimum_score": 0.965}, "abc"),
    ],
)
def test_a_policy_includes_and_excludes(choose: Choose, table: dict[str, Any], shown: str):
    """By section, tag, source, author and id; several facets must all agree."""
    assert choose(table, STORIES, 5).ids == shown


def test_a_pin_stands_above_a_publishers_rules(choose: Choose):
    """What an editor has pinned is shown, though its section is excluded."""
    table = {"exclude": {"section": ["sport"]}, "minimum_score": 0.97}

    assert choose(table, STORIES, 3, pins=["b"]).ids == "bc"


@pytest.mark.parametrize(
    ("boosts", "shown"),
    [
        ({"section": {"world": 0.015}}, "acbed"),
        ({"tag": {"final": 0.025}}, "abecd"),
        ({"section": {"sport": -0.3}, "bound": 0.005}, "abcde"),
        # together no more than the bound
        ({"section": {"world": 0.02}, "tag": {"final": 0.02}, "bound": 0.025}, "acbed"),
        ({"author": {"Ben": 0.1}}, "dabce"),
        ({"source": {"two.example": -0.3}, "bound": 0.3}, "acdeb"),
    ],
)
def test_boosts_move_stories_within_their_bound(choose: Choose, boosts: dict[str, Any], shown: str):
    """The stories are 0.01 apart; worked out by hand."""
    assert choose({"boosts": boosts}, STORIES, 5).ids == shown


@pytest.mark.parametrize(
    ("limits", "shown", "passed"),
    [
        ({"per_section": 1}, "acd", {"b": "section_limit", "e": "beyond_k"}),
        ({"per_tag": 1}, "acd", {"b": "tag_limit", "e": "beyond_k"}),
        ({"per_author": 1}, "abc", {"d": "beyond_k"}),
        ({"per_source": 1}, "abd", {"c": "source_limit"}),
        ({"per_section": 1, "per_author": 1}, "acd", {"b": "section_limit", "e": "beyond_k"}),
    ],
)
def test_a_name_is_shared_by_no_more_stories_than_allowed(
    choose: Choose, limits: dict[str, int], shown: str, passed: dict[str, str]
):
    """Three places, filled up with what was over a limit where nothing else is left."""
    found = choose({"limits": limits}, STORIES, 3)

    assert found.ids == shown
    assert {id_: found.reasons[id_] for id_ in passed} == passed


def test_limits_give_way_in_the_order_of_the_policy(choose: Choose):
    """And no more of them than it takes."""
    limits = {"per_section": 1, "per_author": 1}
    by_author = choose({"limits": limits, "relax": ["per_author", "per_section"]}, STORIES, 3)
    by_section = choose({"limits": limits, "relax": ["per_section", "per_author"]}, STORIES, 3)

    assert (by_author.ids, by_author.selection.relaxed) == ("acd", ("per_author",))
    assert (by_section.ids, by_section.selection.relaxed) == ("acb", ("per_section",))


def test_a_minimum_score_gives_way_only_if_the_policy_says_so(choose: Choose):
    """Then what is below comes after all that is not."""
    table = {"minimum_score": 0.965, "relax": ["minimum_score"]}

    shown = choose(table, STORIES, 4)

    assert (shown.ids, shown.selection.relaxed) == ("abcd", ("minimum_score",))


def test_pinned_stories_count_for_the_limits(choose: Choose):
    """They are bound by none, but leave less for the others."""
    shown = choose({"limits": {"per_section": 1}}, STORIES, 3, pins=["e", "b"])

    assert shown.ids == "ebd"


def test_what_is_on_the_page_already_is_not_shown_again(choose: Choose):
    """In no version, and not even if it is pinned."""
    stories = {
        **STORIES,
        "f": {"story": 1, "language": "fr"},
        "g": {"story": 1, "language": "de"},
    }
    reader = Reader(("fr",), seen=frozenset("bg"))

    shown = choose({}, stories, 7, reader, pins=["f"])

    assert shown.ids == "acde"
    assert [shown.reasons[id_] for id_ in "bfg"] == ["already_on_the_page"] * 3
