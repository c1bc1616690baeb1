"""What a decision changed in a list."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from recommender.desk.trace.changes import Change, changes

lists = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_an_article_that_others_push_along_has_not_moved():
    """Of a list whose last became the first, only that one is told."""
    assert changes("abcd", "dabc") == [Change("d", 4, 1)]


def test_what_came_and_went_is_told_with_its_places():
    """What stands in the list now comes first."""
    found = changes("abc", "axb")

    assert found == [Change("x", None, 2), Change("c", 3, None)]
    assert [change.kind for change in found] == ["came", "went"]


@given(lists, lists)
def test_the_changes_make_the_second_list_of_the_first(before: list[str], after: list[str]):
    """Whoever takes out what changed and puts it where it belongs has the second list."""
    found = changes(before, after)

    changed = {change.id for change in found}
    made = [id_ for id_ in before if id_ not in changed]
    for change in found:
        if change.after is not None:
            made.insert(change.after - 1, change.id)
    assert made == after
    for change in found:
        assert change.before == (before.index(change.id) + 1 if change.id in before else None)


@given(lists, lists)
def test_no_fewer_moves_would_do(before: list[str], after: list[str]):
    """As many articles as can stay in their order do."""
    moved = [change for change in changes(before, after) if change.kind == "moved"]

    both = [id_ for id_ in before if id_ in after]
    most = next(
        size
        for size in range(len(both), -1, -1)
        for kept in combinations(both, size)
        if list(kept) == sorted(kept, key=after.index)
    )
    assert len(moved) == len(both) - most
