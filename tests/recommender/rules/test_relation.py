"""What a policy says of stories by what they are to the page."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.relations import RELATIONS

Choose = Callable[..., Any]

STORIES = {
    "a": {"relation": "similar"},
    "b": {"relation": "same_event"},
    "c": {"relation": "same_event"},
    "d": {"relation": "background"},
    "e": {},
    "f": {"relation": "follow_up"},
}
"""The nth has the score 1 - n / 100; e has nothing to do with the page."""

KINDS = st.lists(st.sampled_from([*RELATIONS, None]), max_size=12)


def stories_of(kinds: list[str | None]) -> dict[str, dict[str, str]]:
    letters = "abcdefghijkl"
    return {
        letter: {"relation": kind} if kind else {}
        for letter, kind in zip(letters, kinds, strict=False)
    }


@pytest.mark.parametrize(
    ("relations", "shown"),
    [
        ({"exclude": ["similar"]}, "bcdef"),
        ({"exclude": ["same_event", "background"]}, "aef"),
        ({"minimum_score": {"same_event": 0.975}}, "abdef"),
        ({"minimum_score": {"follow_up": 0.99, "similar": 1}}, "bcde"),
        ({"order": ["follow_up", "same_event"]}, "fbcade"),
        ({"order": ["background"]}, "dabcef"),
        ({"order": list(RELATIONS)}, "bcfdae"),
    ],
)
def test_a_policy_chooses_by_relation(choose: Choose, relations: dict[str, Any], shown: str):
    """Worked out by hand; what has no relation is not excluded, and comes after those that have."""
    assert choose({"relations": relations}, STORIES, 6).ids == shown


def test_a_relation_may_be_less_near_than_others(choose: Choose):
    """Its own minimum score holds instead of the policy's."""
    table = {"minimum_score": 0.985, "relations": {"minimum_score": {"follow_up": 0.9}}}

    assert choose(table, STORIES, 6).ids == "af"


def test_no_more_of_a_relation_than_allowed(choose: Choose):
    """What was passed over says so; the place goes to the next."""
    found = choose({"relations": {"at_most": {"same_event": 1}}}, STORIES, 4)

    assert (found.ids, found.reasons["c"]) == ("abde", "relation_limit")


def test_a_limit_of_a_relation_gives_way_before_a_list_is_short(choose: Choose):
    """And is named."""
    found = choose({"relations": {"at_most": {"same_event": 1}}}, STORIES, 6)

    assert (found.ids, found.selection.relaxed) == ("abdefc", ("per_relation",))


def test_a_pin_stands_above_what_is_said_of_relations(choose: Choose):
    """An editor knows better."""
    table = {"relations": {"exclude": ["similar"], "minimum_score": {"same_event": 1}}}

    assert choose(table, STORIES, 3, pins=["a", "c"]).ids == "acd"


def test_relations_are_ordered_within_the_languages_of_the_reader(choose: Choose):
    """Where the reader's language comes first, it still does."""
    stories = {
        "a": {"relation": "similar"},
        "b": {"relation": "follow_up", "language": "fr"},
        "c": {"relation": "follow_up"},
    }
    table = {"languages": {"mode": "same_language"}, "relations": {"order": ["follow_up"]}}

    assert choose(table, stories, 3).ids == "cab"


@given(kinds=KINDS, most=st.dictionaries(st.sampled_from(RELATIONS), st.integers(1, 3)))
def test_a_relation_that_never_gives_way_is_never_exceeded(
    choose: Choose, kinds: list[str | None], most: dict[str, int]
):
    """And what is not limited is all there."""
    table = {"relations": {"at_most": most}, "relax": []}

    ids = choose(table, stories_of(kinds), 12).ids

    shown = [kinds["abcdefghijkl".index(letter)] for letter in ids]
    assert all(
        shown.count(kind) == min(kinds.count(kind), most.get(str(kind), 12)) for kind in set(kinds)
    )


@given(kinds=KINDS, order=st.permutations(RELATIONS), named=st.integers(0, 4))
def test_stories_stand_in_the_order_of_their_relations(
    choose: Choose, kinds: list[str | None], order: list[str], named: int
):
    """Within one relation, and among those that are not named, the nearest is first."""
    ids = choose({"relations": {"order": order[:named]}}, stories_of(kinds), 12).ids

    def place(letter: str) -> tuple[int, str]:
        kind = kinds["abcdefghijkl".index(letter)]
        return (order.index(kind) if kind in order[:named] else named, letter)

    assert ids == "".join(sorted(ids, key=place))
    assert len(ids) == len(kinds)
