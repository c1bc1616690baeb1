"""Judging lists by a log: does the interval hold the truth, and are warnings given?"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.clicks.deleted import without_deleted
from eval.clicks.errors import NothingShared
from eval.clicks.evaluation import Evaluation, evaluate
from eval.clicks.examination import Examination, estimate_examination, given_examination
from eval.clicks.log import ClickLog
from eval.clicks.simulator import Simulation, simulate
from eval.errors import InvalidRun

VIEWS = 1500
Errors = NDArray[np.float64]
UNBIASED = ["ips", "self_normalised", "doubly_robust"]
FLAT = given_examination([1, 1])


def _errors(
    logs: int,
    examine: Callable[[Simulation, ClickLog], Examination],
    keep: Callable[[ClickLog], ClickLog],
) -> dict[str, Errors]:
    """Errors (logs, 2) of each estimator, with its standard errors, over many logs."""
    rng = np.random.default_rng(11)
    simulation = simulate(rng)
    errors: dict[str, list[tuple[float, float]]] = {}
    for _ in range(logs):
        log = keep(simulation.log(VIEWS, rng))
        found = evaluate(log, simulation.target_lists, examine(simulation, log), clip=2.0)
        for each in (found.observed, *found.estimates):
            error = (each.value - simulation.true_value, each.standard_error)
            errors.setdefault(each.name, []).append(error)
    return {name: np.array(values) for name, values in errors.items()}


def _covered(errors: Errors) -> float:
    return float(np.mean(np.abs(errors[:, 0]) <= 1.96 * errors[:, 1]))


@pytest.fixture(scope="module")
def known() -> dict[str, Errors]:
    """With the policy's own propensities and the true curve."""
    return _errors(
        200, lambda simulation, _: given_examination(simulation.curve.tolist()), lambda log: log
    )


@pytest.fixture(scope="module")
def estimated() -> dict[str, Errors]:
    """With nothing but the log."""
    return _errors(
        100, lambda _, log: estimate_examination(log), lambda log: replace(log, propensity=None)
    )


@pytest.mark.parametrize("name", UNBIASED)
def test_the_mean_over_many_logs_is_the_truth(known: dict[str, Errors], name: str):
    """Within four standard errors of that mean."""
    error = known[name][:, 0]

    assert abs(error.mean()) < 4 * error.std() / len(error) ** 0.5


@pytest.mark.parametrize("name", UNBIASED)
def test_intervals_hold_the_truth_as_often_as_they_say(known: dict[str, Errors], name: str):
    """Nineteen times in twenty, within four binomial standard errors."""
    assert _covered(known[name]) == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / 200) ** 0.5)


@pytest.mark.parametrize("name", UNBIASED)
def test_intervals_allow_for_a_curve_that_is_estimated(estimated: dict[str, Errors], name: str):
    """They hold the truth as often if neither curve nor propensities are known."""
    assert _covered(estimated[name]) == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / 100) ** 0.5)


@pytest.mark.parametrize("name", ["observed", "clipped_ips"])
def test_the_truth_is_not_found_by_accident(known: dict[str, Errors], name: str):
    """What the log got, and what a low clip leaves, are far too low."""
    assert _covered(known[name]) < 0.5
    assert known[name][:, 0].mean() < 0


@pytest.fixture
def judged(three_views: ClickLog) -> Callable[..., Evaluation]:
    """Judge a list for the page of three views."""
    return lambda *ids: evaluate(three_views, {"page": ids}, given_examination([1, 0.5]))


def said(evaluation: Evaluation, words: str) -> bool:
    return any(words in warning for warning in evaluation.warnings)


def test_what_was_never_shown_is_told(judged: Callable[..., Evaluation]):
    """The second of the list stands for a third of 1.5 examinations."""
    evaluation = judged("a", "new")

    assert evaluation.estimates[0].support == pytest.approx(2 / 3)
    assert said(evaluation, "never showed 33% of what readers")


def test_what_was_never_shown_counts_by_estimator(judged: Callable[..., Evaluation]):
    """Nothing in IPS; as much as the rest, per examination, if self-normalised."""
    alone, longer = (judged(*ids) for ids in (["a"], ["a", "new"]))
    values = [{each.name: each.value for each in found.estimates} for found in (alone, longer)]

    assert values[1]["ips"] == pytest.approx(values[0]["ips"])
    assert values[1]["self_normalised"] == pytest.approx(1.5 * values[0]["self_normalised"])
    assert values[1]["doubly_robust"] > values[0]["doubly_robust"]


def test_few_clicks_are_told(judged: Callable[..., Evaluation]):
    """Four clicks make no interval."""
    assert said(judged("a", "b"), "4 clicks in 3 page views are on articles of the lists")


def test_no_click_is_told(log_of: Callable[..., ClickLog]):
    """Its zero does not stand alone."""
    log = log_of([("page", [("a", False, None)])] * 2)

    assert said(evaluate(log, {"page": ["a"]}, FLAT), "0 clicks in 2 page views")


def test_pages_without_a_list_are_counted(log_of: Callable[..., ClickLog]):
    """They are left out of all values, the observed one, too."""
    more = log_of(
        [("other", [("c", True, None)]), ("page", [("a", True, None)]), ("page", [])],
    )
    evaluation = evaluate(more, {"page": ["a"]}, FLAT)

    assert (evaluation.views, evaluation.clicks, evaluation.observed.value) == (2, 1, 0.5)
    assert said(evaluation, "1 of 3 page views are of pages without a list, such as 'other'")


def test_an_empty_list_gets_no_clicks(log_of: Callable[..., ClickLog]):
    """A page that the lists leave empty stays among the views, unlike one without a list."""
    log = log_of([("full", [("a", True, None)]), ("empty", [("b", True, None)])])

    ips = evaluate(log, {"full": ["a"], "empty": []}, FLAT).estimates[0]

    assert ips.value == 0.5


@pytest.mark.parametrize(
    ("lists", "words"),
    [({"elsewhere": ["a"]}, "'page'; are both"), ({"page": ["z"]}, "shown in 3 page views; are")],
)
def test_lists_of_another_site_are_refused(
    three_views: ClickLog, lists: dict[str, list[str]], words: str
):
    """There is no value, rather than one of zero."""
    with pytest.raises(NothingShared, match=words):
        evaluate(three_views, lists, FLAT)


def test_a_list_names_each_article_once(three_views: ClickLog):
    """The error names list and article."""
    with pytest.raises(InvalidRun, match="list of 'page' has 'a' twice"):
        evaluate(three_views, {"page": ["a", "a"]}, FLAT)


def test_one_view_is_refused(log_of: Callable[..., ClickLog]):
    """It has no variance."""
    with pytest.raises(NothingShared, match="one page view"):
        evaluate(log_of([("page", [("a", True, None)])]), {"page": ["a"]}, FLAT)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_propensities_that_do_not_fit_are_told(factor: float):
    """Half or twice as large as they were, the weights no longer amount to the lists."""
    rng = np.random.default_rng(0)
    simulation = simulate(rng)
    log, curve = simulation.log(3000, rng), given_examination(simulation.curve.tolist())
    assert log.propensity is not None
    wrong = replace(log, propensity=np.minimum(factor * log.propensity, 1))

    assert not said(evaluate(log, simulation.target_lists, curve), "propensities do not fit")
    assert said(evaluate(wrong, simulation.target_lists, curve), "propensities do not fit")


def test_a_good_log_has_no_warnings():
    """Nor if the curve is estimated, and so a little off the one of the propensities."""
    rng = np.random.default_rng(1)
    simulation = simulate(rng)
    for _ in range(20):
        log = simulation.log(1500, rng)
        found = evaluate(log, simulation.target_lists, estimate_examination(log))
        assert found.warnings == ()


def test_deleted_pages_are_left_out_and_deleted_articles_kept(log_of: Callable[..., ClickLog]):
    """Leaving out views by what they showed would bias the rest."""
    log = log_of(
        [
            ("gone", [("a", True, None)]),
            ("page", [("a", True, None), ("old", True, None)]),
            ("page", [("a", False, None)]),
        ]
    )
    left, warnings = without_deleted(log, {"page", "a"})

    assert left.views == 2
    assert left.clicked.tolist() == [True, True, False]
    assert warnings == (
        "1 of 3 page views are of deleted pages and left out",
        "1 of 3 times, a deleted article was shown, with 1 clicks; "
        "they count in the observed value alone",
    )


def test_nothing_deleted_needs_no_warning(three_views: ClickLog):
    """And changes nothing."""
    left, warnings = without_deleted(three_views, {"page", "a", "b"})

    assert warnings == ()
    assert left.views == three_views.views


def test_a_log_of_deleted_pages_is_refused(three_views: ClickLog):
    """The error says how many, and names one."""
    with pytest.raises(NothingShared, match=r"none of the 1 pages of the log exists.*'page'"):
        without_deleted(three_views, {"a", "b"})


def _seldom_shuffled(rng: np.random.Generator) -> ClickLog:
    """One page that shuffles two articles, 400 views; one that never does, 3000 views.

    The second position is examined half as often; relevance is .5 throughout.
    """
    swapped = rng.integers(2, size=400)
    first = np.concatenate([swapped, np.full(3000, 2)])
    second = np.concatenate([1 - swapped, np.full(3000, 3)])
    views = len(first)
    return ClickLog(
        seeds=("shuffled", "fixed"),
        articles=("a", "b", "c", "d"),
        seed=np.repeat([0, 1], [400, 3000]),
        view=np.repeat(np.arange(views), 2),
        article=np.stack([first, second], axis=1).ravel(),
        position=np.tile([1, 2], views),
        clicked=(rng.random((views, 2)) < [0.5, 0.25]).ravel(),
        propensity=None,
    )


def test_what_the_curve_owes_to_other_pages_is_in_the_interval():
    """Moving d up rests on the curve, and that on few views of a page without a list."""
    rng = np.random.default_rng(12)
    held = []
    for _ in range(200):
        log = _seldom_shuffled(rng)
        ips = evaluate(log, {"fixed": ["d"]}, estimate_examination(log)).estimates[0]
        held.append(ips.low <= 0.5 <= ips.high)

    assert np.mean(held) == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / 200) ** 0.5)
