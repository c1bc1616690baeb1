"""The queue of pages to look through."""

from hypothesis import given
from hypothesis import strategies as st

from index.store import Card
from recommender.desk.review.queue import Queue

ids = st.lists(st.sampled_from("abcdefgh"), unique=True)


def queue_of(found: list[str], judged: set[str]) -> Queue:
    cards = [Card(n, id_, None, id_, "", None, "en", None) for n, id_ in enumerate(found)]
    return Queue(cards, frozenset(judged & set(found)))


@given(ids, st.sets(st.sampled_from("abcdefgh")))
def test_whoever_goes_on_sees_each_page_once(found: list[str], judged: set[str]):
    """From the first to the last, and back again."""
    queue = queue_of(found, judged)

    for step, order in ((queue.after, found), (queue.before, found[::-1])):
        at, seen = (order[0] if order else None), []
        while at is not None:
            seen.append(at)
            at = step(at)
        assert seen == order


@given(ids, st.sets(st.sampled_from("abcdefgh")))
def test_the_first_that_nobody_has_judged_waits(found: list[str], judged: set[str]):
    """The first of all if there is none; after a page that is gone it comes next."""
    queue = queue_of(found, judged)
    open_ = [id_ for id_ in found if id_ not in judged]

    assert queue.waiting() == next(iter([*open_, *found]), None)
    assert queue.after("gone") == queue.waiting()
    assert queue.place("gone") == 0
