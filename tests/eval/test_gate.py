"""Bounds that a change must not break."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import BrokenGate, Incomparable
from eval.gate import Bound, Gate, check_run, loosened, read_gate, tightened, write_gate
from eval.runs.run import Run

TODAY = date(2026, 11, 22)
VALUES = st.floats(0, 1).map(lambda value: round(value, 4))
BOUNDS = st.builds(
    Bound, st.text(min_size=1, max_size=8), st.just(0.01), at_least=VALUES
) | st.builds(Bound, st.text(min_size=1, max_size=8), st.just(0.01), at_most=VALUES)


@pytest.fixture(scope="module")
def gate_run(make_demo_run: Callable[..., Run]) -> Run:
    """What the gate asks for."""
    return make_demo_run(matrix=())


@pytest.fixture
def gate(gate_run: Run) -> Gate:
    """Bounds that the engine keeps."""
    manifest = gate_run.manifest
    bounds = (Bound("nDCG@6", 0.01, at_least=0.1), Bound("duplicate stories@6", 0, at_most=0.0))
    return Gate("demo", 6, manifest.corpus_digest, manifest.judgements_digest, bounds)


def test_the_engine_keeps_the_pinned_bounds(gate_run: Run):
    """What `recommender-eval gate` checks for every change."""
    broken = [each for each in check_run(read_gate(), gate_run) if not each.holds]

    assert broken == []


def test_a_worse_engine_breaks_a_pinned_bound(make_demo_run: Callable[..., Run]):
    """Words alone would not pass."""
    worse = make_demo_run(system="tfidf", matrix=())

    broken = {each.bound.measure for each in check_run(read_gate(), worse) if not each.holds}
    assert {"nDCG@6", "own-language share@6"} <= broken


@given(VALUES, st.floats(-1, 1))
def test_a_bound_allows_its_margin_and_no_more(limit: float, change: float):
    """Both kinds, on either side."""
    at_least = Bound("m", 0.01, at_least=limit)
    at_most = Bound("m", 0.01, at_most=limit)

    assert at_least.holds(limit + change) == (limit + change >= limit - 0.01)
    assert at_most.holds(limit + change) == (limit + change <= limit + 0.01)


def test_a_value_that_could_not_be_computed_is_not_good_enough():
    """Nothing passes by not being measured."""
    assert not Bound("m", 0.1, at_least=0.0).holds(None)


def test_tightening_never_allows_more(gate: Gate, gate_run: Run):
    """A bound that the engine betters moves up; one that it only keeps stays."""
    tight = tightened(gate, gate_run)

    assert tight.bounds[0].at_least > 0.1
    assert tight.bounds[1] == gate.bounds[1]
    strict = replace(gate, bounds=(Bound("nDCG@6", 0.01, at_least=0.99),))
    assert tightened(strict, gate_run) == strict


def test_loosening_moves_only_what_is_broken_and_keeps_the_reason(gate: Gate, gate_run: Run):
    """Who reads the file later learns why."""
    broken = replace(gate, bounds=(Bound("nDCG@6", 0.01, at_least=0.99), gate.bounds[1]))

    loose = loosened(broken, gate_run, "a smaller model", TODAY)

    assert loose.bounds[0].at_least < 0.99
    assert loose.bounds[1] == gate.bounds[1]
    assert loose.loosened[-1]["reason"] == "a smaller model"
    assert "nDCG@6" in loose.loosened[-1]["moved"][0]
    assert all(each.holds for each in check_run(loose, gate_run))


def test_loosening_without_a_reason_is_refused(gate: Gate, gate_run: Run):
    """An empty reason is none."""
    with pytest.raises(BrokenGate, match="reason"):
        loosened(gate, gate_run, "  ", TODAY)


@pytest.mark.parametrize("field", ["corpus_digest", "judgements_digest"])
def test_bounds_of_other_articles_or_judgements_are_refused(gate: Gate, gate_run: Run, field: str):
    """They would compare different questions; the error says how to pin anew."""
    with pytest.raises(Incomparable, match="--loosen"):
        check_run(replace(gate, **{field: "another"}), gate_run)


def test_a_bound_on_an_unknown_measure_is_refused(gate: Gate, gate_run: Run):
    """A misspelt name does not pass silently."""
    with pytest.raises(BrokenGate, match="'nDCK@6'"):
        check_run(replace(gate, bounds=(Bound("nDCK@6", 0, at_least=0.1),)), gate_run)


@given(st.lists(BOUNDS, min_size=1, max_size=4), st.text(max_size=20))
def test_bounds_come_back_from_their_file(bounds: list[Bound], reason: str):
    """Any bound and any reason."""
    gate = Gate("demo", 6, "c", "j", tuple(bounds), ({"date": "2026-11-22", "reason": reason},))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "floors.toml"
        write_gate(gate, path)

        assert read_gate(path) == gate


@pytest.mark.parametrize(
    "content", ["nonsense", "dataset = 'demo'", "[[bound]]\nmeasure = 'm'\nmargin = 0\n"]
)
def test_a_file_without_usable_bounds_is_named(tmp_path: Path, content: str):
    """The error shows the path."""
    (tmp_path / "floors.toml").write_text(content)

    with pytest.raises(BrokenGate, match=r"floors\.toml"):
        read_gate(tmp_path / "floors.toml")
