"""Propensities, against all lists that there can be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.block.propensity import propensities
from recommender.block.views import View

curves = st.lists(st.floats(0.01, 1), min_size=1, max_size=8)


@given(curves, st.floats(0, 1))
def test_they_are_the_mean_over_all_lists(curve: list[float], explore: float):
    """Each story's is the examination of its place, in the mean over every list by its chance."""
    stories = list(range(len(curve)))
    lists = [(1 - explore if len(curve) > 1 else 1.0, stories)]
    for first in range(len(curve) - 1):
        swapped = stories.copy()
        swapped[first], swapped[first + 1] = swapped[first + 1], swapped[first]
        lists.append((explore / (len(curve) - 1), swapped))

    expected = [
        sum(chance * curve[shown.index(story)] for chance, shown in lists) for story in stories
    ]
    assert propensities(curve, explore) == pytest.approx(expected)


def view(**said: object) -> View:
    message = {"view": "1-2-3-4-5", "page": "p", "items": ["a", "b", "c"], "swapped": 0}
    return View.from_json(json.dumps({**message, "explore": 0, "clicked": [], **said}).encode())


def test_a_story_keeps_its_propensity_where_it_was_exchanged():
    """The log has stories as they were shown, each with the propensity of its place in the list."""
    curve = [1.0, 0.5, 0.2]
    straight = view(explore=0.4).line("p", curve)["items"]
    # b and c have changed places
    swapped = view(items=["a", "c", "b"], swapped=2, explore=0.4, clicked=[2]).line("p", curve)

    assert [item["id"] for item in swapped["items"]] == ["a", "c", "b"]
    assert [item["position"] for item in swapped["items"]] == [1, 2, 3]
    assert [item["clicked"] for item in swapped["items"]] == [False, True, False]
    chances = {item["id"]: item["propensity"] for item in swapped["items"]}
    assert chances == {item["id"]: item["propensity"] for item in straight}
    assert chances == pytest.approx({"a": 0.9, "b": 0.54, "c": 0.26})


def test_nobody_guesses_a_curve():
    """Without an examination curve the log has no propensities, and evaluation estimates both."""
    assert all("propensity" not in item for item in view().line("p", ())["items"])
