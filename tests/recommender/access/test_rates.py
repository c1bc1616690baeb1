"""Token buckets, at moments that the test chooses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.access.rates import Buckets

QUARTERS = st.lists(st.integers(0, 12).map(lambda n: n / 4), max_size=60)


class Tokens:
    """A bucket as the textbook has it: tokens that are refilled."""

    def __init__(self, rate: float) -> None:
        self._rate, self._size = rate, max(1.0, rate)
        self._tokens, self._at = self._size, 0.0

    def take(self, now: float) -> bool:
        self._tokens = min(self._size, self._tokens + (now - self._at) * self._rate)
        self._at = now
        granted = self._tokens >= 1
        self._tokens -= granted
        return granted


@given(rate=st.sampled_from([0.25, 0.5, 1, 2, 4, 8]), steps=QUARTERS)
def test_a_bucket_grants_what_the_textbook_grants(rate: float, steps: list[float]):
    """However the requests are spread over time."""
    buckets, tokens, now = Buckets(), Tokens(rate), 0.0
    for step in steps:
        now += step
        assert (buckets.take("a", rate, now) == 0) == tokens.take(now)


@given(rate=st.floats(0.01, 1000), steps=QUARTERS)
def test_whoever_waits_as_told_is_let_through(rate: float, steps: list[float]):
    """The wait that a refusal names is long enough."""
    buckets, now = Buckets(), 0.0
    for step in steps:
        now += step
        if wait := buckets.take("a", rate, now):
            assert buckets.take("a", rate, now + wait) == 0
            now += wait


def test_as_many_as_a_second_has_may_come_at_once():
    """Ten of ten per second; the eleventh waits a tenth of a second."""
    buckets = Buckets()

    waits = [buckets.take("a", 10, 5.0) for _ in range(11)]

    assert waits[:10] == [0] * 10
    assert waits[10] == pytest.approx(0.1)


def test_processes_share_a_rate_evenly():
    """Of two processes each grants half, and a slow rate once in twice the time."""
    buckets = Buckets(processes=2)

    assert [buckets.take("a", 4, 0.0) == 0 for _ in range(3)] == [True, True, False]
    assert [buckets.take("b", 1, at) == 0 for at in (0.0, 1.0, 2.0)] == [True, False, True]


def test_clients_do_not_pay_for_each_other():
    """Each has a bucket of its own."""
    buckets = Buckets()

    assert [buckets.take(client, 1, 0.0) == 0 for client in "abab"] == [True, True, False, False]


def test_no_more_clients_are_remembered_than_there_is_room_for():
    """Whoever asked longest ago is forgotten, and starts with a full bucket."""
    buckets = Buckets(most_clients=2)

    granted = [buckets.take(client, 1, 0.0) == 0 for client in ("a", "b", "c", "c", "b", "a")]

    assert granted == [True, True, True, False, False, True]
