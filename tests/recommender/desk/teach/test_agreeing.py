"""How often the engine agrees with editors."""

from datetime import date
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.deciding.agreement import Judgement, Tally
from recommender.desk.teach.agreeing import Share, agreed
from recommender.desk.teach.sheet import sheet_of

FIRST, SECOND = date(2026, 11, 2), date(2026, 11, 9)
counts = st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_the_engine_agrees_where_it_did_not_list_what_editors_block():
    """Of four that are liked three were found, and of two that are blocked one was shown."""
    assert agreed(Tally(liked=4, found=3, blocked=2, shown=1)).value == pytest.approx(4 / 6)


@given(counts)
def test_bounds_are_those_of_wilson(counted: tuple[int, int]):
    """They are where a share lies 1.96 standard errors of its own from what was counted."""
    share = Share.among(*counted)

    assert 0 <= share.low <= share.value <= share.high <= 1
    for bound in (share.low, share.high):
        if 0 < bound < 1:
            error = sqrt(bound * (1 - bound) / share.of)
            assert isclose(abs(share.value - bound), 1.959964 * error, rel_tol=1e-5, abs_tol=1e-7)


def test_weeks_of_one_language_pair():
    """The weeks and the total are those of the pair; all pairs stay to be chosen from."""
    judgements = [
        Judgement(FIRST, ("de", "en"), liked=True, listed=True),
        Judgement(SECOND, ("de", "zh"), liked=True, listed=False),
        Judgement(SECOND, ("de", "zh"), liked=False, listed=True),
    ]

    sheet = sheet_of(judgements, ("de", "en"))

    assert list(sheet.weeks) == [FIRST]
    assert sheet.total is not None
    assert sheet.total.share.of == 1
    assert list(sheet.pairs) == [("de", "zh"), ("de", "en")]


def test_without_judgements_there_is_no_total():
    """Nothing is divided by nothing."""
    assert sheet_of([]).total is None
