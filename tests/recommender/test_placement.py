"""How editors' decisions hold in a list, over candidates made up by hand and at random."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import Columns, SeedColumns
from recommender.placement import arranged, pinned_places
from recommender.policy import default_policy

FLOOR = 0.2
SEED = SeedColumns(row=1, story=0)
ANYWHERE = 0


def best_first(letters: str, pins: Mapping[str, int]) -> Columns:
    """Return a story for each letter, best first; `pins` has positions, in the order pinned."""
    n = len(letters)
    numbers = {letter: number for number, letter in enumerate(pins, start=1)}
    return Columns(
        row=np.arange(n),
        score=np.linspace(1, 0, n, dtype=np.float32),
        story=np.arange(n),
        preference=np.zeros(n, np.int64),
        readable=np.ones(n, bool),
        seen=np.zeros(n, bool),
        blocked=np.zeros(n, bool),
        pin=np.array([numbers.get(letter, 0) for letter in letters], np.int64),
        position=np.array([pins.get(letter, 0) for letter in letters], np.int64),
        age=np.full(n, np.nan),
        gap=np.full(n, np.nan),
        facets={},
    )


@pytest.mark.parametrize(
    ("pins", "k", "shown"),
    [
        ({}, 4, "abcd"),
        ({"e": 1}, 4, "eabc"),
        ({"e": 3}, 4, "abec"),
        ({"a": 3}, 4, "bcad"),
        ({"e": ANYWHERE}, 4, "eabc"),
        ({"f": ANYWHERE, "e": ANYWHERE}, 4, "feab"),
        ({"f": ANYWHERE, "e": 1}, 4, "efab"),
        ({"e": 2, "f": ANYWHERE}, 4, "feab"),
        # two ask for one position: the later takes it, the other moves on
        ({"e": 1, "f": 1}, 4, "feab"),
        ({"d": 1, "e": 1, "f": 1}, 4, "feda"),
        # one that moves on leaves those alone that nobody disputes
        ({"e": 2, "d": 1, "f": 1}, 4, "feda"),
        ({"e": 1, "f": 1, "d": ANYWHERE}, 4, "feda"),
        # beyond the end of the list
        ({"a": 5}, 4, "bcde"),
        ({"e": 4, "f": 4}, 4, "abcf"),
        ({"f": 4}, 4, "abcf"),
        # too few stories
        ({"a": 9, "b": 8}, 9, "cdefba"),
        (dict.fromkeys("fedcba", ANYWHERE), 4, "fedc"),
    ],
)
def test_pins_stand_where_editors_put_them(pins: dict[str, int], k: int, shown: str):
    """Of six stories a to f, best first; worked out by hand."""
    stories = best_first("abcdef", pins)
    order = arranged(pinned_places(stories, k), np.flatnonzero(stories.pin == 0), k)

    assert "".join("abcdef"[index] for index in order) == shown


@st.composite
def candidates(draw: st.DrawFn) -> Columns:
    """Candidates as the service makes them, with decisions about some of their stories."""
    n = draw(st.integers(0, 30))

    def of_stories(values: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=10, max_size=10)))

    def of_candidates(values: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=n, max_size=n)))

    story = of_candidates(st.integers(0, 9)).astype(np.int64)
    story[:1] = SEED.story
    pin = np.array(draw(st.permutations(range(1, 11)))) * of_stories(st.booleans())
    score = of_stories(st.floats(-1, 1, width=32))[story].astype(np.float32)
    return Columns(
        row=np.arange(1, n + 1, dtype=np.int64),
        score=score,
        story=story,
        preference=of_candidates(st.integers(0, 3)).astype(np.int64),
        readable=of_candidates(st.booleans()).astype(bool),
        seen=of_stories(st.booleans())[story].astype(bool),
        blocked=of_stories(st.booleans())[story].astype(bool),
        pin=pin[story].astype(np.int64),
        position=(of_stories(st.integers(0, 12)) * (pin > 0))[story].astype(np.int64),
        age=of_candidates(st.sampled_from([-1.0, 0.0, 5.0, np.nan])).astype(np.float64),
        gap=np.full(n, np.nan),
        facets={},
    ).take(np.argsort(-score, kind="stable"))


def shown(columns: Columns, k: int) -> Columns:
    selected, *_ = default_policy(FLOOR).select(columns, SEED, k)
    index = {row: place for place, row in enumerate(columns.row.tolist())}
    return columns.take(np.array([index[row] for row in selected.tolist()], dtype=np.intp))


def available(columns: Columns) -> Columns:
    """Return what may be shown of the stories that are pinned."""
    may = columns.readable & ~columns.blocked & ~columns.seen & ~(columns.age < 0)
    other = (columns.row != SEED.row) & (columns.story != SEED.story)
    return columns.take(may & other & (columns.pin > 0))


@given(candidates(), st.integers(1, 8))
def test_every_candidate_is_selected_or_dropped_once(columns: Columns, k: int):
    """Nothing disappears without a reason, and nothing is in two places."""
    selected, dropped, *_ = default_policy(FLOOR).select(columns, SEED, k)

    assert sorted([*selected.tolist(), *(d.row for d in dropped)]) == sorted(columns.row.tolist())


@given(candidates(), st.integers(1, 8))
def test_decisions_break_no_other_promise(columns: Columns, k: int):
    """At most k, each story once, never the page's own, none that cannot be shown to the reader."""
    chosen = shown(columns, k)

    assert len(chosen) <= k
    assert len(set(chosen.story.tolist())) == len(chosen)
    assert SEED.story not in chosen.story
    assert chosen.readable.all()
    assert not chosen.seen.any()
    assert not (chosen.age < 0).any()


@given(candidates(), st.integers(1, 8))
def test_what_is_blocked_is_never_shown(columns: Columns, k: int):
    """Not even if it is pinned, too; the reason says so, unless it is the page's own story."""
    _, dropped, *_ = default_policy(FLOOR).select(columns, SEED, k)
    reasons = {each.row: each.reason for each in dropped}

    for row in columns.row[columns.blocked & (columns.story != SEED.story)].tolist():
        assert reasons.get(row) in ("blocked_by_an_editor", "is_the_seed")
    assert not shown(columns, k).blocked.any()


@given(candidates(), st.integers(1, 8))
def test_a_pin_holds_its_position(columns: Columns, k: int):
    """In a full list, at any position that is asked for, stands the latest that asks for it."""
    chosen, pinned = shown(columns, k), available(columns)

    for position in set(pinned.position.tolist()) & set(range(1, k + 1)):
        latest = pinned.pin[pinned.position == position].max()
        assert latest in chosen.pin
        if len(chosen) == k:
            assert chosen.pin[position - 1] == latest


@given(candidates(), st.integers(1, 8))
def test_pins_without_a_wish_stand_in_the_order_pinned(columns: Columns, k: int):
    """And before every story that is not pinned."""
    chosen = shown(columns, k)

    wishless = chosen.pin[(chosen.pin > 0) & (chosen.position == 0)]
    assert (np.diff(wishless) > 0).all()
    places = np.arange(len(chosen))
    last = places[(chosen.pin > 0) & (chosen.position == 0)].max(initial=-1)
    assert last < places[chosen.pin == 0].min(initial=len(chosen))


@given(candidates(), st.integers(1, 8))
def test_the_others_stand_best_first_and_above_the_floor(columns: Columns, k: int):
    """Pins go between them, and change nothing else."""
    others = shown(columns, k)
    others = others.take(others.pin == 0)

    assert (np.diff(others.score) <= 0).all()
    assert (others.score >= FLOOR).all()


@given(candidates(), st.integers(1, 8))
def test_a_list_is_the_beginning_of_a_longer_one(columns: Columns, k: int):
    """Whoever asks for one more gets one more at the end, if there is any."""
    shorter, longer = (shown(columns, length).row.tolist() for length in (k, k + 1))

    assert shorter == longer[: len(shorter)]


@given(candidates(), st.integers(1, 8))
def test_the_score_of_a_pinned_story_makes_no_difference(columns: Columns, k: int):
    """The list is the same with pinned stories at the top of the scores."""
    raised = np.where(columns.pin > 0, np.float32(1), columns.score)
    again = replace(columns, score=raised).take(np.argsort(-raised, kind="stable"))

    assert shown(again, k).story.tolist() == shown(columns, k).story.tolist()
