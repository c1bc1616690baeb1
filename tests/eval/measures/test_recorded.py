"""What was taken down while the run was recorded: diversity, recall of the index, and time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.measures.candidate_recall import candidate_recall
from eval.measures.diversity import intra_list_diversity
from eval.measures.latency import latency


def recorded(make_run, field, values):
    fields = {f"s{number}": {field: value} for number, value in enumerate(values)}
    return make_run(dict.fromkeys(fields, "x y"), recorded=fields)


def test_diversity_is_one_minus_similarity(make_run):
    """Similarities of 0.4 and -0.2 are diversities of 0.6 and 1.2; a missing one is counted."""
    measured = intra_list_diversity(recorded(make_run, "similarity", [0.4, -0.2, None]))

    assert measured.by_seed == pytest.approx({"s0": 0.6, "s1": 1.2})
    assert measured.value == pytest.approx(0.9)
    assert measured.note == "1 seeds left out: no similarity was recorded"


def test_recall_of_the_index_is_a_mean(make_run):
    """Recalls of 1 and 0.5 are 0.75; a seed without exact search is counted."""
    measured = candidate_recall(recorded(make_run, "recall", [1.0, 0.5, None]))

    assert (measured.value, measured.by_seed) == (0.75, {"s0": 1, "s1": 0.5})
    assert measured.note == "1 seeds left out: exact search was not asked"


@pytest.mark.parametrize("measured", [intra_list_diversity, candidate_recall])
def test_what_was_never_recorded_is_no_figure(make_run, measured):
    """A lexical baseline has no vectors; its diversity is unknown, not 1."""
    unknown = measured(make_run({"a": "b"}))

    assert unknown.value is None
    assert unknown.note.startswith("1 seeds left out")


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_recorded_values_must_be_numbers(make_run, bad):
    """The message names the measure and the seed."""
    with pytest.raises(InvalidRun, match="index recall of seed 's1' is"):
        candidate_recall(recorded(make_run, "recall", [1.0, bad]))


def test_percentiles_of_time_by_hand(make_run):
    """Of 0, 1, ... 100 ms, half take no longer than 50 and 99 % no longer than 99."""
    run = recorded(make_run, "seconds", [number / 1000 for number in range(101)])

    assert {each.name: each.value for each in latency(run)} == pytest.approx(
        {"latency p50, ms": 50, "latency p95, ms": 95, "latency p99, ms": 99}
    )


def test_answers_within_a_language_are_not_timed(make_run):
    """The site asks for any language; the matrix asks otherwise."""
    alone = make_run({"a": "b"}, recorded={"a": {"seconds": 0.5}})
    beside = make_run({"a": "b"}, within={"de": {"a": ""}}, recorded={"a": {"seconds": 0.5}})

    assert latency(beside) == latency(alone)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_percentiles_rise(make_run, seconds):
    """They lie between the fastest and the slowest answer, in order."""
    p50, p95, p99 = (each.value for each in latency(recorded(make_run, "seconds", seconds)))

    fastest, slowest = 1000 * min(seconds), 1000 * max(seconds)
    assert fastest - 1e-9 <= p50 <= p95 + 1e-9 <= p99 + 2e-9 <= slowest + 3e-9
