"""What is drawn."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from eval.report.charts import latency_plot, milliseconds
from eval.report.side import side_of
from eval.runs.run import Run


def test_times_are_drawn_as_their_distribution(demo_run: Run):
    """From the fastest answer in any language at 0 to the slowest at 1, never falling."""
    side = side_of(demo_run, 100)
    (line,) = latency_plot([side]).lines

    times = [1000 * answer.seconds for answer in demo_run.answers if answer.only is None]
    assert milliseconds(side) == sorted(times)
    ends = [(point.x, point.y) for point in (line.points[0], line.points[-1])]
    assert ends == [(pytest.approx(min(times)), 0), (pytest.approx(max(times)), 1)]
    assert all(one.x <= other.x and one.y < other.y for one, other in pairwise(line.points))


def test_answers_without_a_time_can_be_drawn(hand_made: Callable[..., Run]):
    """A clock that did not move does not break a logarithmic axis."""
    run = hand_made({"a": "b"}, {"a": "b"}, recorded={"seconds": 0.0})
    plot = latency_plot([side_of(run, 100)])

    assert {plot.left(point.x) for point in plot.lines[0].points} == {"205.0"}
