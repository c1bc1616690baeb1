"""The simulator, by counting."""

import numpy as np
import pytest

from eval.clicks.simulator import Simulation, simulate


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    """Three pages."""
    return simulate(np.random.default_rng(2), pages=3)


def test_a_page_shows_some_list(simulation: Simulation):
    """The policy's probabilities sum to 1, over 6 · 5 · 4 · 3 lists."""
    assert simulation.policy.shape == (3, 360)
    assert simulation.policy.sum(axis=1) == pytest.approx(np.ones(3))


def test_propensities_are_how_often_candidates_are_examined(simulation: Simulation):
    """In 100,000 views, within a percentage point."""
    log = simulation.log(100_000, np.random.default_rng(3))
    examined = simulation.curve[log.position - 1]
    views = np.bincount(log.seed, minlength=3).repeat(6)
    counted = np.bincount(log.article, weights=examined, minlength=18) / views

    assert simulation.propensities.ravel() == pytest.approx(counted, abs=0.01)
    assert np.array_equal(log.propensity, simulation.propensities.ravel()[log.article])


def test_the_true_value_is_what_readers_of_the_target_click(simulation: Simulation):
    """In 100,000 views of the target, within five standard errors."""
    shows_target = (simulation.lists == simulation.target[:, None, :]).all(axis=2)
    shown = Simulation(
        simulation.curve,
        simulation.relevance,
        simulation.lists,
        shows_target.astype(float),
        simulation.target,
    )
    log = shown.log(100_000, np.random.default_rng(4))

    assert log.clicked.sum() / log.views == pytest.approx(
        simulation.true_value, abs=5 * (4 * 0.25 / log.views) ** 0.5
    )


def test_a_seed_repeats_the_log(simulation: Simulation):
    """Click for click."""
    first, again = (simulation.log(500, np.random.default_rng(5)) for _ in range(2))

    assert np.array_equal(first.clicked, again.clicked)
    assert np.array_equal(first.article, again.article)
