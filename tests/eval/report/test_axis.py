"""Axes of plots."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.report.axis import linear, logarithmic

numbers = st.floats(-1000, 1000).map(lambda value: round(value, 3))


@given(numbers, st.floats(0.01, 500))
def test_linear_marks_are_round_and_inside(low: float, width: float):
    """There are two to eleven marks, evenly spaced, all on the axis."""
    axis = linear("score", low, low + width)

    places = [axis.place(value) for value, _ in axis.ticks]
    assert 2 <= len(places) <= 11
    assert all(-1e-6 <= place <= 1 + 1e-6 for place in places)
    gaps = [after - before for before, after in pairwise(places)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps))


def test_ends_lie_at_the_ends():
    """The lowest value is at 0 and the highest at 1, on either axis."""
    straight, bent = linear("x", 2, 4), logarithmic("ms", [1, 100])

    assert [straight.place(value) for value in (2, 3, 4)] == [0, 0.5, 1]
    assert [bent.place(value) for value in (1, 10, 100)] == pytest.approx([0, 0.5, 1])


def test_marks_are_written_as_people_write_them():
    """0.2, 0.4 and so on; 1, 2, 5, 10."""
    assert [text for _, text in linear("x", 0, 1).ticks] == [
        "0.0",
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "1.0",
    ]
    assert [text for _, text in logarithmic("ms", [1, 12]).ticks] == ["1", "2", "5", "10"]


@given(st.lists(st.floats(1e-3, 1e5), min_size=1))
def test_logarithmic_marks_lie_inside(values: list[float]):
    """However far values reach, there are at most nine marks, all on the axis."""
    axis = logarithmic("ms", values)

    assert len(axis.ticks) <= 9
    assert all(-1e-9 <= axis.place(value) <= 1 + 1e-9 for value, _ in axis.ticks)
    assert all(-1e-9 <= axis.place(value) <= 1 + 1e-9 for value in values)


def test_an_axis_of_a_single_value_has_a_width():
    """Where all values are the same, they have a place all the same."""
    assert linear("x", 3, 3).place(3) == 0
    assert logarithmic("ms", [7, 7]).place(7) == pytest.approx(0.5)
