"""From pairs to stories."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from index.stories.gather import Link, Member, Merge, Origin, merges

COPY, TRANSLATION = Origin.DUPLICATE, Origin.TRANSLATION


def lone(row: int, key: str | None = None, settled: bool = False) -> Member:
    return Member(row, row, "de", key, settled)


def always(_one: int, _other: int) -> bool:
    return True


def told(members: list[Member], found: list[Merge]) -> dict[int, int]:
    stories = {member.row: member.story for member in members}
    for merge in found:
        stories = {row: merge.into if s == merge.story else s for row, s in stories.items()}
    return stories


def test_a_link_joins_the_younger_story_to_the_older():
    """And says which article is why."""
    found = merges([Link(2, 1, TRANSLATION, 3.0)], [lone(1), lone(2)], always)

    assert found == [Merge(2, 1, row=2, like=1, origin=TRANSLATION, score=3.0)]


def test_a_declared_story_keeps_its_name():
    """What nobody declared joins it, even if it is older."""
    found = merges([Link(1, 2, TRANSLATION, 3.0)], [lone(1), lone(2, "k")], always)

    assert [(merge.story, merge.into) for merge in found] == [(1, 2)]


def test_different_keys_are_never_one_story_by_translation():
    """The site knows its own translations; a copy it may publish twice."""
    members = [lone(1, "k"), lone(2, "m")]

    assert merges([Link(1, 2, TRANSLATION, 9.0)], members, always) == []
    assert len(merges([Link(1, 2, COPY, 0.9)], members, always)) == 1


def test_what_an_editor_settled_is_neither_moved_nor_joined():
    """Inference has nothing to say about it."""
    assert merges([Link(1, 2, COPY, 1.0)], [lone(1), lone(2, settled=True)], always) == []


def test_a_link_to_what_was_withdrawn_meanwhile_is_left_out():
    """The other one may be linked to a third."""
    links = [Link(1, 2, COPY, 1.0), Link(2, 3, COPY, 0.9), Link(1, 3, COPY, 0.8)]

    found = merges(links, [lone(1), lone(3)], always)

    assert [(merge.story, merge.into) for merge in found] == [(3, 1)]


def test_a_chain_ends_where_it_has_led_too_far():
    """1 is like 2 and 2 like 3, but 3 does not fit 1: the surest pair stays a story."""
    links = [Link(1, 2, COPY, 0.9), Link(2, 3, COPY, 0.95)]

    found = merges(links, [lone(1), lone(2), lone(3)], lambda a, b: {a, b} != {1, 3})

    assert told([lone(1), lone(2), lone(3)], found) == {1: 1, 2: 2, 3: 2}


links_of_six = st.lists(
    st.builds(
        Link,
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from([COPY, TRANSLATION]),
        st.floats(0, 5),
    ).filter(lambda link: link.one != link.other),
    unique_by=lambda link: frozenset(link[:2]),
)
pairs_of_six = st.sets(st.sampled_from(sorted(combinations(range(6), 2))))


@given(links_of_six, pairs_of_six, st.lists(st.sampled_from([None, "k", "m"]), min_size=6))
def test_all_of_a_story_fit_and_keys_agree(
    links: list[Link], misfits: set[tuple[int, int]], keys: list[str | None]
):
    """Whatever the links: no misfits in one story, nor two keys unless copies joined them."""
    members = [lone(row, keys[row]) for row in range(6)]
    found = merges(links, members, lambda a, b: (min(a, b), max(a, b)) not in misfits)
    stories = told(members, found)

    for one, other in combinations(range(6), 2):
        if stories[one] == stories[other]:
            assert (one, other) not in misfits
    if all(link.origin == TRANSLATION for link in links):
        for story in set(stories.values()):
            assert len({keys[row] for row in range(6) if stories[row] == story} - {None}) <= 1


@given(links_of_six, st.randoms())
def test_the_order_of_links_does_not_matter(links: list[Link], rng: random.Random):
    """The surest come first, however they were found."""
    members = [lone(row) for row in range(6)]
    shuffled = links.copy()
    rng.shuffle(shuffled)

    assert merges(links, members, always) == merges(shuffled, members, always)
