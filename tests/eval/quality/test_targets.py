"""What is to be reached."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.quality.errors import InvalidTargets
from eval.quality.targets import Target, read_targets


def test_what_was_promised_is_read():
    """One bound, or two."""
    targets = read_targets()

    assert targets["linked story, R@10, de → fr"] == Target(at_least=0.66)
    assert str(targets["linked story, R@10, de → fr"]) == "≥ 0.66"
    assert str(targets["own language over its corpus share, nearest articles"]) == "-0.15 to 0.15"


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_miss_is_the_way_to_the_nearest_value_that_meets(limit: float, value: float):
    """From below or from above; nothing is missed within."""
    missed = Target(at_least=limit).missed_by(value)

    assert missed >= 0
    assert (missed == 0) is (value >= limit)
    assert value + missed == pytest.approx(max(value, limit))
    assert Target(at_most=-limit).missed_by(-value) == missed


def test_a_miss_of_two_bounds_is_counted_from_the_nearer():
    """By hand."""
    target = Target(-0.15, 0.15)

    assert target.missed_by(-0.2) == pytest.approx(0.05)
    assert target.missed_by(0.4) == pytest.approx(0.25)
    assert target.missed_by(0.1) == 0


@pytest.mark.parametrize(
    "written",
    ["[row]\n", "[row]\nat_leest = 1\n", "[row]\nat_least = 'much'\n", "row = 1\n", "[row\n"],
)
def test_wrong_targets_are_refused(tmp_path: Path, written: str):
    """The file is named."""
    path = tmp_path / "targets.toml"
    path.write_text(written)

    with pytest.raises(InvalidTargets, match=r"targets\.toml"):
        read_targets(path)
