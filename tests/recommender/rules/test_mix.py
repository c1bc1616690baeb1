"""Language quotas and shares."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.reader import Reader
from recommender.rules.mix import apportioned

Choose = Callable[..., Any]


def in_languages(spoken: str) -> dict[str, dict[str, str]]:
    """Stories a, b, c, ... in languages given by their first letters, best first."""
    tags = {"d": "de", "e": "en", "f": "fr", "z": "zh-Hant"}
    return {"abcdefghijklmnop"[n]: {"language": tags[each]} for n, each in enumerate(spoken)}


@pytest.mark.parametrize(
    ("languages", "spoken", "shown"),
    [
        ({}, "eeeddf", "abcd"),
        # what is needed comes last, and is the best of its language
        ({"at_least": {"de": 1}}, "eeeedd", "abce"),
        ({"at_least": {"de": 2}}, "eeeedd", "abef"),
        ({"at_least": {"de": 1}}, "edeeee", "abcd"),
        ({"at_least": {"de": 3}}, "eeeedd", "abef"),
        ({"at_least": {"de": 1, "fr": 1}}, "eeeefd", "abef"),
        ({"at_least": {"zh": 1}}, "eeeez", "abce"),
        ({"at_most": {"en": 2}}, "eeeedd", "abef"),
        ({"at_most": {"en": 0}}, "eddddd", "bcde"),
        ({"shares": {"de": 0.5}}, "eeeedd", "abef"),
        ({"shares": {"de": 0.25, "fr": 0.25}}, "eeeedf", "abef"),
        # a mix never makes a list short
        ({"at_most": {"en": 2}}, "eeeed", "abec"),
        ({"at_least": {"de": 4}}, "eeee", "abcd"),
        # more is asked for than there are places: the first comes first
        ({"at_least": {"de": 3, "fr": 3}}, "eeedddfff", "defg"),
    ],
)
def test_a_mix_is_met_while_the_list_is_chosen(
    choose: Choose, languages: dict[str, Any], spoken: str, shown: str
):
    """Four places; worked out by hand."""
    assert choose({"languages": languages}, in_languages(spoken), 4).ids == shown


def test_a_quota_may_be_for_the_reader(choose: Choose):
    """Whatever language the reader likes best."""
    table = {"languages": {"at_least": {"reader": 2}}}

    assert choose(table, in_languages("eeeeff"), 4, Reader(("fr",))).ids == "abef"
    assert choose(table, in_languages("eeeeff"), 4, Reader(("en", "fr"))).ids == "abcd"


def test_the_readers_languages_may_come_first(choose: Choose):
    """In the reader's order, and best first in each; then the others."""
    table = {"languages": {"mode": "same_language"}}

    assert choose(table, in_languages("efdefd"), 6, Reader(("de", "fr"))).ids == "cfbead"


def test_a_story_passed_over_for_another_language_says_so(choose: Choose):
    """Those that would have had a place, and only those."""
    shown = choose({"languages": {"at_least": {"de": 2}}}, in_languages("eeeeedd"), 4)

    assert {id_: shown.reasons[id_] for id_ in "cde"} == dict.fromkeys("cde", "language_mix")


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(0.01, 0.25), max_size=4), st.integers(1, 100)
)
def test_shares_become_places_that_are_right_together(shares: dict[str, float], k: int):
    """Each share gets its places rounded up or down, and all of them together are right."""
    counts = apportioned(shares, k)

    assert sum(counts.values()) == pytest.approx(sum(shares.values()) * k, abs=0.5 + 1e-6)
    for tag, share in shares.items():
        assert abs(counts[tag] - share * k) < 1 + 1e-6
