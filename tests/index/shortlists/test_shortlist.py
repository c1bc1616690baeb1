"""Shortlists by themselves, against lists of tuples."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.shortlists import BEGINNING, STORIES, Shortlist


class Entry(NamedTuple):
    row: int
    story: int
    score: float
    terms: float


def entries_of(first: int, last: int, most: int) -> st.SearchStrategy[list[Entry]]:
    """Articles under stories of a range of numbers; few scores, so that many are equal."""
    entry = st.builds(
        lambda row, story, score, terms: Entry(row, story, score / 8, terms / 8),
        st.integers(first * 1000, last * 1000 + 999), st.integers(first, last),
        st.integers(-7, 7), st.integers(0, 8),
    )  # fmt: skip
    return st.lists(entry, max_size=most, unique_by=lambda each: each.row)


few = entries_of(1, 6, 12)
many = st.builds(
    lambda n, shift: [Entry(row, row // 2 + 1, (row * shift % 97) / 97, 0) for row in range(n)],
    st.integers(0, 3 * STORIES), st.integers(1, 96),
)  # fmt: skip


def packed(entries: Sequence[Entry]) -> Shortlist:
    row, story, score, terms = zip(*entries, strict=True) if entries else ((), (), (), ())
    return Shortlist.of(
        np.array(row, np.int64), np.array(story, np.int64),
        np.array(score, np.float32), np.array(terms, np.float32),
    )  # fmt: skip


def unpacked(shortlist: Shortlist) -> list[Entry]:
    columns = (shortlist.row, shortlist.story, shortlist.score, shortlist.terms)
    return [Entry(*each) for each in zip(*(column.tolist() for column in columns), strict=True)]


def listed(entries: Sequence[Entry]) -> list[Entry]:
    """Put articles in the order of a shortlist, and leave out what has no room."""
    best: dict[int, float] = defaultdict(lambda: -2.0)
    for each in entries:
        best[each.story] = max(best[each.story], np.float32(each.score))
    stories = sorted(best, key=lambda story: (-best[story], story))[:STORIES]
    place = {story: n for n, story in enumerate(stories)}
    kept = [e._replace(score=float(np.float32(e.score))) for e in entries if e.story in place]
    return sorted(kept, key=lambda each: (place[each.story], -each.score, each.row))


@given(few | many)
def test_the_best_stories_come_first(entries: list[Entry]):
    """Each with all its versions, and no more of them than there is room for."""
    assert unpacked(packed(entries)) == listed(entries)


@given(few | many)
def test_a_shortlist_survives_in_bytes(entries: list[Entry]):
    """With all that it says."""
    shortlist = packed(entries)

    again = Shortlist.from_bytes(shortlist.to_bytes())

    assert unpacked(again) == unpacked(shortlist)
    assert [column.dtype for column in (again.row, again.story, again.score, again.terms)] == [
        column.dtype
        for column in (shortlist.row, shortlist.story, shortlist.score, shortlist.terms)
    ]


@given(few, entries_of(7, 9, 6))
def test_joining_two_is_as_listing_all(entries: list[Entry], more: list[Entry]):
    """Whichever comes first."""
    assert unpacked(packed(entries).joined(packed(more))) == listed(entries + more)
    assert unpacked(packed(more).joined(packed(entries))) == listed(entries + more)


@given(few, st.integers(0, 7), st.sets(st.integers(1000, 6999)), st.integers(0, 3))
def test_leaving_out_keeps_the_order(entries: list[Entry], story: int, rows: set[int], more: int):
    """A story, or articles."""
    gone = {*rows, *(entry.row for entry in entries[:more])}

    assert unpacked(packed(entries).but(story)) == [e for e in listed(entries) if e.story != story]
    left = packed(entries).without(np.array([*gone], np.int64))
    assert unpacked(left) == [entry for entry in listed(entries) if entry.row not in gone]


@given(few | many)
def test_only_a_full_shortlist_keeps_others_out(entries: list[Entry]):
    """From the score of its last story on, which is that of its best version."""
    shortlist, stories = packed(entries), {entry.story for entry in entries}

    if len(stories) < STORIES:
        assert (shortlist.tail, shortlist.beyond) == (-1.0, -np.inf)
    else:
        last = listed(entries)[-1].story
        best = max(np.float32(entry.score) for entry in entries if entry.story == last)
        assert shortlist.tail == shortlist.beyond == best


@given(few | many)
def test_a_shortlist_begins_with_its_best_stories(entries: list[Entry]):
    """And its head has one more, since the page's own is among them."""
    shortlist = packed(entries)
    in_order = list(dict.fromkeys(entry.story for entry in listed(entries)))

    head, beyond = shortlist.head()

    assert shortlist.beginning() == in_order[:BEGINNING]
    kept = in_order[: BEGINNING + 1]
    assert unpacked(head) == [entry for entry in listed(entries) if entry.story in kept]
    rest = [entry.score for entry in listed(entries) if entry.story not in kept]
    assert beyond == max(rest, default=shortlist.beyond)
