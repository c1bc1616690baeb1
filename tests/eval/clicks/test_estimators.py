"""Estimators against values worked out by hand, and what must hold of them always."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.clicks.click_model import held_out_relevance
from eval.clicks.estimators import (
    Estimator,
    balance,
    clipped_ips,
    doubly_robust,
    ips,
    observed,
    self_normalised,
)
from eval.clicks.evaluation import evaluate
from eval.clicks.examination import given_examination
from eval.clicks.log import ClickLog, Impression, columns
from eval.clicks.overlap import overlap
from eval.clicks.simulator import simulate
from eval.clicks.weights import Weighted, weigh

ESTIMATORS = [ips, self_normalised, doubly_robust, partial(clipped_ips, clip=1e9)]
CURVE = np.array([1.0, 0.5])


@pytest.fixture
def weighted(three_views: ClickLog) -> Weighted:
    """The list b, a, so that b counts 1 / .7 and a .5 / .8."""
    return weigh(overlap(three_views, {"page": ["b", "a"]}, depth=2), CURVE)


def test_ips_counts_clicks_by_their_weight(weighted: Weighted):
    """One click on a, one on each, one on b."""
    scores = ips(weighted)

    assert scores.per_view == pytest.approx([0.625, 0.625 + 1 / 0.7, 1 / 0.7])
    assert scores.value == pytest.approx((2 * 0.625 + 2 / 0.7) / 3)


def test_clipped_ips_counts_no_click_more_than_the_clip(weighted: Weighted):
    """1 / .7 becomes 1.1."""
    assert clipped_ips(weighted, 1.1).per_view == pytest.approx([0.625, 1.725, 1.1])


def test_self_normalised_is_clicks_per_weighted_examination(weighted: Weighted):
    """Examined: a 2.5 times at weight .625, b twice at 1 / .7; a list has 1.5 examinations."""
    clicks, examined = 2 * 0.625 + 2 / 0.7, 2.5 * 0.625 + 2 / 0.7

    assert self_normalised(weighted).value == pytest.approx(1.5 * clicks / examined)


def test_weights_balance_if_they_give_the_lists_their_examination(weighted: Weighted):
    """Weighted, three views have 2.5 · .625 + 2 / .7 examinations, where three lists have 4.5."""
    assert balance(weighted).value == pytest.approx((2.5 * 0.625 + 2 / 0.7) / 4.5)


def test_propensities_that_were_not_logged_are_the_mean_examination(three_views: ClickLog):
    """2 clicks in 2.5 examinations of a, 2 in 2 of b: .8 · .5 + 1 · 1."""
    bare = replace(three_views, propensity=None)
    weighted = weigh(overlap(bare, {"page": ["b", "a"]}, depth=2), CURVE)

    assert ips(weighted).value == pytest.approx(1.4)
    assert self_normalised(weighted).value == pytest.approx(1.4)


def test_the_interval_is_that_of_a_mean_over_views(three_views: ClickLog):
    """Clicks of one view are one observation."""
    estimate = evaluate(three_views, {"page": ["b", "a"]}, given_examination([1, 0.5])).estimates[0]
    error = stdev([0.625, 0.625 + 1 / 0.7, 1 / 0.7]) / 3**0.5

    assert estimate.standard_error == pytest.approx(error)
    assert estimate.high - estimate.value == pytest.approx(1.96 * error)
    assert estimate.value - estimate.low == pytest.approx(1.96 * error)


def test_the_gain_is_measured_view_by_view(three_views: ClickLog):
    """Against 1, 2 and 1 clicks."""
    estimate = evaluate(three_views, {"page": ["b", "a"]}, given_examination([1, 0.5])).estimates[0]
    gains = [0.625 - 1, 0.625 + 1 / 0.7 - 2, 1 / 0.7 - 1]

    assert estimate.gain == pytest.approx(sum(gains) / 3)
    assert estimate.gain_high - estimate.gain == pytest.approx(1.96 * stdev(gains) / 3**0.5)


def test_the_effective_sample_size_is_in_views_of_the_list(three_views: ClickLog):
    """Kish's over examinations: 2.5 with weight .625, 2 with 1 / .7; a view of the list has 1.5."""
    estimate = evaluate(three_views, {"page": ["b", "a"]}, given_examination([1, 0.5])).estimates[0]
    total, squares = 2.5 * 0.625 + 2 / 0.7, 2.5 * 0.625**2 + 2 / 0.7**2

    assert estimate.effective_sample_size == pytest.approx(total**2 / squares / 1.5)


def test_doubly_robust_by_its_definition():
    """Loops over dictionaries give the same as columns, view by view."""
    simulation = simulate(np.random.default_rng(1), pages=3)
    log = simulation.log(80, np.random.default_rng(2))
    weighted = weigh(overlap(log, simulation.target_lists, depth=4), simulation.curve)

    _, fold = held_out_relevance(weighted)
    assert doubly_robust(weighted).per_view == pytest.approx(_doubly_robust(log, simulation, fold))


def _doubly_robust(log: ClickLog, simulation, fold) -> list[float]:
    curve = simulation.curve.tolist()
    rows = defaultdict(list)
    for view, article, position, clicked, propensity in zip(
        log.view, log.article, log.position, log.clicked, log.propensity, strict=True
    ):
        rows[view].append((log.articles[article], curve[position - 1], clicked, propensity))

    def rate(kept: Callable[[str, str], bool], without: int, prior: float) -> float:
        found = [
            (clicked, examined)
            for view in rows
            if fold[view] != without
            for id_, examined, clicked, _ in rows[view]
            if kept(log.seeds[log.seed[view]], id_)
        ]
        clicks, examined = (sum(each[column] for each in found) for column in (0, 1))
        return (clicks + 10 * prior) / (examined + 10)

    def relevance(page: str, article: str, without: int) -> float:
        everywhere = rate(lambda *_: True, without, 0)
        on_all_pages = rate(lambda _, id_: id_ == article, without, everywhere)
        return rate(lambda seed, id_: (seed, id_) == (page, article), without, on_all_pages)

    scores = []
    for view in range(log.views):
        page = log.seeds[log.seed[view]]
        target = dict(zip(simulation.target_lists[page], curve, strict=True))
        score = sum(p * relevance(page, id_, fold[view]) for id_, p in target.items())
        for id_, examined, clicked, propensity in rows[view]:
            surprise = clicked - examined * relevance(page, id_, fold[view])
            score += target.get(id_, 0) / propensity * surprise
        scores.append(score)
    return scores


@st.composite
def fixed_lists(draw: st.DrawFn) -> tuple[ClickLog, dict[str, list[str]], np.ndarray]:
    """A log whose pages always show the same list, these lists, and a curve."""
    pages = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    lists = {f"p{page}": [f"a{n}" for n in range(size)] for page, size in enumerate(pages)}
    viewed = draw(st.lists(st.sampled_from(sorted(lists)), min_size=2, max_size=20))
    impressions = [
        {
            "seed": page,
            "items": [
                {"id": id_, "position": place, "clicked": draw(st.booleans())}
                for place, id_ in enumerate(lists[page], start=1)
            ],
        }
        for page in viewed
    ]
    curve = draw(st.lists(st.floats(0.01, 1), min_size=4, max_size=4))
    return columns(map(Impression.model_validate, impressions)), lists, np.array(curve)


@pytest.mark.parametrize("estimator", ESTIMATORS)
@settings(max_examples=40, deadline=None)
@given(case=fixed_lists())
def test_lists_that_were_always_shown_get_the_observed_clicks(estimator: Estimator, case):
    """Whatever the curve."""
    log, lists, curve = case
    weighted = weigh(overlap(log, lists, depth=4), curve)

    assert estimator(weighted).value == pytest.approx(observed(weighted).value)


@pytest.mark.parametrize("estimator", [ips, self_normalised])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), factor=st.floats(0.1, 1))
def test_only_the_shape_of_the_curve_matters(estimator: Estimator, seed: int, factor: float):
    """A curve that is lower all over gives the same value if propensities were not logged."""
    rng = np.random.default_rng(seed)
    simulation = simulate(rng, pages=4)
    log = replace(simulation.log(100, rng), propensity=None)
    shared = overlap(log, simulation.target_lists, depth=4)

    values = [estimator(weigh(shared, c)).value for c in (CURVE4, factor * CURVE4)]
    assert values[0] == pytest.approx(values[1])


CURVE4 = np.array([1.0, 0.7, 0.5, 0.2])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), clip=st.floats(0.1, 20))
def test_clipping_never_adds_clicks(seed: int, clip: float):
    """View by view."""
    rng = np.random.default_rng(seed)
    simulation = simulate(rng, pages=4)
    weighted = weigh(
        overlap(simulation.log(50, rng), simulation.target_lists, depth=4), simulation.curve
    )

    assert (clipped_ips(weighted, clip).per_view <= ips(weighted).per_view).all()
