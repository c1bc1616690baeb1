"""Maximal marginal relevance, and stories that say the same."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

Choose = Callable[..., Any]

ANGLES = {"a": 0, "b": 5, "c": 90, "d": 10}


def at(angles: dict[str, float], **scores: float) -> dict[str, dict[str, Any]]:
    """Stories whose vectors stand at angles in degrees, so that cosines can be read off."""
    stories: dict[str, dict[str, Any]] = {}
    for id_, angle in angles.items():
        vector = (np.cos(np.radians(angle)), np.sin(np.radians(angle)))
        stories[id_] = {"vector": vector} | ({"score": scores[id_]} if id_ in scores else {})
    return stories


@pytest.mark.parametrize(
    ("relevance", "shown"), [(1.0, "abcd"), (0.5, "acbd"), (0.3, "acdb"), (0.999, "abcd")]
)
def test_what_is_like_the_stories_above_moves_down(choose: Choose, relevance: float, shown: str):
    """c says something else than a, b and d; worked out by hand."""
    stories = at(ANGLES, a=0.9, b=0.8, c=0.6, d=0.5)
    if relevance == 0.3:
        stories = at(ANGLES, a=0.9, b=0.5, c=0.6, d=0.5)

    assert choose({"diversity": {"relevance": relevance}}, stories, 4).ids == shown


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 359)), min_size=1, max_size=12),
    st.sampled_from([0.3, 0.5, 0.7, 0.9]),
    st.integers(1, 8),
)
def test_the_order_is_that_of_the_definition(
    choose: Choose, drawn: list[tuple[int, int]], relevance: float, k: int
):
    """Every place goes to a story that no other betters, computed pair by pair."""
    angles = {"abcdefghijkl"[n]: angle for n, (_, angle) in enumerate(drawn)}
    scores = {"abcdefghijkl"[n]: score / 100 for n, (score, _) in enumerate(drawn)}

    shown = choose({"diversity": {"relevance": relevance}}, at(angles, **scores), k).ids

    def worth(id_: str, above: str) -> float:
        alike = [np.cos(np.radians(angles[id_] - angles[other])) for other in above]
        return relevance * scores[id_] - (1 - relevance) * max([0.0, *alike])

    for place, id_ in enumerate(shown):
        above = shown[:place]
        best = max(worth(other, above) for other in angles if other not in above)
        assert worth(id_, above) == pytest.approx(best, abs=1e-5)


def test_two_versions_of_one_text_are_not_shown_together(choose: Choose):
    """From a cosine on, the lower one makes room; its reason says why."""
    shown = choose({"diversity": {"most_alike": 0.98}}, at(ANGLES), 2)

    assert shown.ids == "ac"
    assert shown.reasons["b"] == "too_alike"


def test_a_list_is_rather_repetitive_than_short(choose: Choose):
    """Unless the policy says otherwise, what is too alike comes back when nothing else is left."""
    shown = choose({"diversity": {"most_alike": 0.98}}, at(ANGLES), 3)

    assert shown.ids == "acb"
    assert shown.selection.relaxed == ("diversity",)


def test_a_policy_may_insist(choose: Choose):
    """Then the list is short."""
    table = {"diversity": {"most_alike": 0.98}, "relax": []}

    assert choose(table, at(ANGLES), 3).ids == "ac"
