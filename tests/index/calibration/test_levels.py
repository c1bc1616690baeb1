"""What a raw score means between two languages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.calibration import Calibration, Levels, Pool
from index.calibration.numbers import CommonNumbers
from index.evidence import Evidence

DE_DE, DE_FR = frozenset(("de",)), frozenset(("de", "fr"))
LEVELS = Levels(
    mean=0.3,
    spread=0.16,
    own=Pool(0.5, 0.9),
    across=Pool(0.1, 0.4),
    pairs={DE_DE: Pool(0.2, 0.6), DE_FR: Pool(0.0, 0.3)},
    articles={"de": 20, "fr": 12},
)
SCORES = st.floats(-3, 5, width=32)


def evidence(dense: list[float], usual: float, rare: float) -> Evidence:
    n = len(dense)
    zero = np.zeros(n, np.float32)
    return Evidence(
        np.array(dense, np.float32), zero, zero, zero,
        np.full(n, usual, np.float32), np.full(n, rare, np.float32),
    )  # fmt: skip


def test_a_score_counts_from_the_usual_to_the_rare():
    """0 is usual, a half is one pair in a thousand, and each further step halves what is left."""
    scores = evidence([0.2, 0.6, 1.0, -0.2], usual=0.2, rare=0.6).score

    assert scores == pytest.approx([0, 0.5, 0.75, -0.5])


@given(st.lists(SCORES, min_size=2, max_size=20))
def test_calibration_keeps_the_order_within_a_pair_of_languages(dense: list[float]):
    """It moves and stretches; nobody within one pair overtakes another."""
    scored = evidence(dense, usual=0.1, rare=0.4)
    order = np.argsort(scored.raw, kind="stable")

    assert (np.diff(scored.score[order]) >= 0).all()
    assert (np.abs(scored.score) <= 1).all()


def test_levels_are_the_same_in_both_directions():
    """A German page under a French one is as near as the reverse."""
    assert LEVELS.level("de", "fr") == LEVELS.level("fr", "de") == Pool(0.0, 0.3)


def test_an_unseen_pair_has_the_level_of_its_kind():
    """One language, or two."""
    assert LEVELS.level("it", "it") == LEVELS.own
    assert LEVELS.level("it", "de") == LEVELS.across


def test_a_page_in_two_languages_has_the_mean_of_both_levels():
    """As its raw score is the mean over both of its versions."""
    usual, rare = LEVELS.between(("de", "fr"), ["de", "it", "de"])

    assert usual == pytest.approx([0.1, 0.1, 0.1])
    assert rare == pytest.approx([0.45, 0.4, 0.45])


def test_nothing_to_compare_with_has_no_levels():
    """Empty arrays, not an error."""
    usual, rare = LEVELS.between(("de",), [])

    assert usual.shape == rare.shape == (0,)


def test_cosines_of_any_model_come_to_one_unit():
    """Its mean becomes 0, its standard deviation 0.08."""
    assert LEVELS.dense(np.array([0.3, 0.46], np.float32)) == pytest.approx([0, 0.08])


@pytest.mark.parametrize(
    ("articles", "outgrown"),
    [
        ({"de": 39, "fr": 12}, False),
        ({"de": 40, "fr": 12}, True),
        ({"de": 20, "fr": 12, "it": 9}, False),
        ({"de": 20, "fr": 12, "it": 10}, True),
        ({}, False),
    ],
)
def test_levels_are_outgrown_when_a_language_has_doubled(articles: dict[str, int], outgrown: bool):
    """Or when a new one has come to ten articles."""
    assert LEVELS.is_outgrown(articles) is outgrown


def test_a_calibration_survives_being_kept():
    """As bytes, without loss."""
    common = CommonNumbers(np.array([3, 9], np.uint32), np.array([1.5, 2.5], np.float32))
    again = Calibration.from_bytes(Calibration(LEVELS, common).to_bytes())

    assert again.levels == LEVELS
    assert again.common.keys.tolist() == [3, 9]
    assert again.common.idf.tolist() == [1.5, 2.5]
