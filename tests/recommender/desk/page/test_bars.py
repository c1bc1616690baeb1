"""Parts of a score as bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.desk.page.bars import SIDE, WIDEST, bars
from recommender.explaining.explanation import Part

steps = st.lists(st.floats(-1.2, 1.2), max_size=5)


@given(steps)
def test_bars_lie_side_by_side_and_are_as_wide_as_their_parts(values: list[float]):
    """To the right of 0 what adds, to its left what takes away, with no gap between."""
    shown = [value for value in values if abs(value) >= 0.005]

    found = bars(Part("terms", value) for value in values)

    for sign in (1, -1):
        side = [bar for bar in found if bar.part.steps * sign > 0]
        reached = sum(abs(value) for value in shown if value * sign > 0) / WIDEST * SIDE
        edges = [edge for bar in side for edge in (bar.x, bar.x + bar.width)]
        assert sum(bar.width for bar in side) == pytest.approx(min(reached, SIDE), abs=0.1)
        assert max((abs(edge) for edge in edges), default=0) == pytest.approx(
            min(reached, SIDE), abs=0.1
        )
        assert all(edge * sign >= 0 for edge in edges)
