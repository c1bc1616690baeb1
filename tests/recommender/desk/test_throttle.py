"""How long somebody has to wait who has failed, at moments that the test chooses."""

import pytest

from recommender.desk.throttle import Throttle


class Clock:
    """Stands still unless it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


def test_each_failure_doubles_the_wait_up_to_five_minutes(clock):
    """Four are free; then it is 1, 2, 4, ... seconds, and never more than 300."""
    throttle = Throttle(clock)
    waits = []
    for _ in range(16):
        throttle.fail(["somebody"])
        waits.append(throttle.wait(["somebody"]))

    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]


def test_the_wait_ends(clock):
    """When it is over, one may try once more."""
    throttle = Throttle(clock)
    for _ in range(6):
        throttle.fail(["somebody"])
    clock.now += 4

    assert throttle.wait(["somebody"]) == 0


def test_each_name_waits_for_itself(clock):
    """Who fails with one key does not keep others from theirs, but everybody from that one."""
    throttle = Throttle(clock)
    for _ in range(5):
        throttle.fail(["address", "key"])

    assert throttle.wait(["other address", "other key"]) == 0
    assert throttle.wait(["other address", "key"]) == 2


def test_success_and_ten_minutes_of_peace_are_forgiving(clock):
    """Failures before either do not count."""
    throttle = Throttle(clock)
    for _ in range(5):
        throttle.fail(["succeeds", "rests"])
    throttle.succeed(["succeeds"])
    clock.now += 601
    throttle.fail(["succeeds", "rests"])

    assert throttle.wait(["succeeds", "rests"]) == 0
