"""How likely readers look at a position."""

from collections.abc import Callable

import numpy as np
import pytest

from eval.clicks.errors import InvalidCurve, NotIdentified
from eval.clicks.examination import estimate_examination, given_examination
from eval.clicks.log import ClickLog
from eval.clicks.simulator import simulate


@pytest.mark.parametrize("values", [[1, 0], [1, 1.2], [-1], [float("nan")], []])
def test_a_given_curve_is_of_probabilities(values: list[float]):
    """None is 0, over 1 or not a number, and there is at least one."""
    with pytest.raises(InvalidCurve, match=r"must be over 0 and at most 1|empty"):
        given_examination(values)


def test_a_curve_ends_no_sooner_than_the_log(three_views: ClickLog):
    """The error says where each ends."""
    with pytest.raises(InvalidCurve, match="position 2, but the examination curve ends at 1"):
        given_examination([1]).covers(three_views)


def test_a_second_position_with_half_of_the_clicks(log_of: Callable[..., ClickLog]):
    """Shown four times at each, clicked twice and once: the second is examined half as often."""
    first = [("page", [("a", clicked, None)]) for clicked in (True, True, False, False)]
    second = [
        ("page", [("z", False, None), ("a", clicked, None)])
        for clicked in (True, False, False, False)
    ]

    assert estimate_examination(log_of(first + second)).curve == pytest.approx([1, 0.5])


def test_an_article_that_never_moved_has_no_say(log_of: Callable[..., ClickLog]):
    """However often it was clicked."""
    moved = [
        ("page", [("a", True, None), ("b", True, None)]),
        ("page", [("b", True, None), ("a", False, None)]),
    ]
    fixed = [("other", [("c", False, None), ("d", True, None)])] * 50

    assert estimate_examination(log_of(moved + fixed)).curve == pytest.approx([1, 0.5])


def test_the_estimate_is_the_fixed_point_of_expected_clicks():
    """At the maximum, clicks at a position are those that relevances by the same curve predict."""
    log = simulate(np.random.default_rng(3)).log(800, np.random.default_rng(4))
    codes = log.seed[log.view] * len(log.articles) + log.article
    pair = np.unique(codes, return_inverse=True)[1]
    curve = np.ones(4)
    for _ in range(3000):
        relevance = np.bincount(pair, log.clicked) / np.bincount(pair, curve[log.position - 1])
        expected = np.bincount(log.position - 1, relevance[pair])
        curve = np.bincount(log.position - 1, log.clicked) / expected
        curve /= curve[0]

    assert estimate_examination(log).curve == pytest.approx(curve, abs=1e-4)


def test_the_curve_of_the_simulator_is_found():
    """The errors over many logs are as large as each says, and without bias."""
    rng = np.random.default_rng(5)
    simulation = simulate(rng)
    errors = []
    for _ in range(100):
        found = estimate_examination(simulation.log(1500, rng))
        assert found.influence is not None
        deviation = np.sqrt((found.influence**2).sum(axis=0))
        errors.append((found.curve - simulation.curve)[1:] / deviation[1:])

    assert np.abs(np.mean(errors, axis=0)).max() < 0.4
    assert np.std(errors, axis=0) == pytest.approx(np.ones(3), abs=0.25)


@pytest.mark.parametrize(
    ("views", "lost"),
    [
        ([("p", [("a", True, None), ("b", True, None)])], "2"),
        ([("p", [("a", True, None), ("b", True, None), ("c", True, None)])], "2, 3"),
        (
            [
                ("p", [("a", True, None), ("b", False, None)]),
                ("p", [("b", True, None), ("a", False, None)]),
            ],
            "2",
        ),
    ],
    ids=["one list", "three positions", "no click at the second"],
)
def test_a_log_that_does_not_tell_is_refused(
    log_of: Callable[..., ClickLog], views: list[object], lost: str
):
    """The error names the positions and the remedy."""
    with pytest.raises(NotIdentified, match=f"positions {lost} are .*--examination"):
        estimate_examination(log_of(views))


def test_a_log_of_one_position_needs_no_comparison(log_of: Callable[..., ClickLog]):
    """Its curve is 1."""
    assert estimate_examination(log_of([("p", [("a", True, None)])])).curve == [1]
