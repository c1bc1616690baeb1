"""The keeper's rounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import StoreUnavailable
from recommender.keeping import Keeper, Step


class Work:
    """Something to do that fails as often as it is told, and remembers when it was tried."""

    def __init__(self, failures: int = 0, error: Exception | None = None) -> None:
        self.failures, self.error = failures, error or OSError(28, "No space left on device")
        self.tried = 0

    def __call__(self) -> bool:
        self.tried += 1
        if self.tried <= self.failures:
            raise self.error
        return True


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_a_step_that_fails_stops_no_other_and_succeeds_in_the_end(failures: list[int]):
    """However often each fails: all are tried in the first round, and all are done once."""
    works = [Work(each) for each in failures]
    keeper = Keeper([Step(str(n), work) for n, work in enumerate(works)])

    keeper.round(0)
    assert all(work.tried == 1 for work in works)
    for second in range(1, 60):
        keeper.round(second)

    assert all(work.tried > work.failures for work in works)


def test_steps_are_done_in_their_order():
    """The second sees what the first has done."""
    seen: list[str] = []
    steps = [Step(name, lambda name=name: bool(seen.append(name))) for name in "cab"]  # type: ignore[misc]

    assert Keeper(steps).round(0) is False
    assert seen == ["c", "a", "b"]


def test_a_step_that_keeps_failing_is_tried_less_and_less():
    """Ten minutes of rounds are some twenty tries, not six thousand."""
    work = Work(failures=10**6)
    keeper = Keeper([Step("follow", work)])

    for tenth in range(6000):
        keeper.round(tenth / 10)

    assert 15 < work.tried < 30


def test_a_step_is_not_done_more_often_than_it_says():
    """Every ten seconds, within a minute of rounds, is six times."""
    work = Work()
    keeper = Keeper([Step("calibrate", work, every=10)])

    done = [keeper.round(second) for second in range(60)]

    assert work.tried == sum(done) == 6


@pytest.mark.parametrize(
    ("error", "traced"), [(StoreUnavailable("the disk is full"), False), (KeyError("x"), True)]
)
def test_a_failure_is_logged_with_the_name_of_its_step(
    error: Exception, traced: bool, caplog: pytest.LogCaptureFixture
):
    """What was foreseen says all there is to say; for anything else there is a traceback."""
    Keeper([Step("relate", Work(1, error))]).round(0)

    (record,) = caplog.records
    assert "relate" in record.message
    assert str(error) in record.message
    assert bool(record.exc_info) == traced
