"""The cache of answers against a plain model of it."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.ready.answer import Answer
from recommender.ready.cache import Cache, Key

AGE_S = 10
STEPS = st.lists(
    st.tuples(st.just("keep"), st.integers(0, 9), st.frozensets(st.integers(0, 3), max_size=2))
    | st.tuples(st.just("forget"), st.integers(0, 3))
    | st.tuples(st.just("wait"), st.integers(1, AGE_S))
    | st.tuples(st.just("clear")),
    max_size=40,
)


def key(number: int) -> Key:
    return (b"%d" % number, b"")


def answer(number: int, stories: frozenset[int]) -> Answer:
    return Answer(b"%d" % number, b'"tag"', [], AGE_S, tuple(sorted(stories)))


@given(STEPS)
def test_it_holds_what_was_kept_until_it_is_old_or_forgotten(steps: list[tuple[object, ...]]):
    """Whatever comes in whichever order."""
    time = 0.0
    cache = Cache(1 << 20, clock=lambda: time)
    model: dict[int, tuple[float, frozenset[int]]] = {}
    for step in steps:
        match step:
            case ("keep", int(number), frozenset() as stories):
                cache.keep(key(number), answer(number, stories))
                model[number] = time + AGE_S, stories
            case ("forget", int(story)):
                cache.forget([story])
                model = {n: each for n, each in model.items() if story not in each[1]}
            case ("wait", int(seconds)):
                time += seconds
            case _:
                cache.forget_all()
                model = {}
        fresh = {number for number in range(10) if cache.fresh(key(number)) is not None}
        assert fresh == {number for number, (until, _) in model.items() if time < until}
        assert all(cache.stale(key(number)) is not None for number in model)


def test_the_oldest_make_room():
    """What was kept first goes first."""
    cache = Cache(3000)
    for number in range(5):
        cache.keep(key(number), answer(number, frozenset({number})))

    assert [cache.fresh(key(n)) is not None for n in range(5)] == [False, False, False, True, True]
