"""Rules and policies over random candidates."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import Columns, SeedColumns
from recommender.policy import default_policy
from recommender.rules import one_entry_per_story

FLOOR = 0.2
SEED = SeedColumns(row=1, story=0)


@st.composite
def candidates(draw: st.DrawFn) -> Columns:
    """Candidates as the service makes them: row 1 is the page, versions share a score.

    No editor has decided anything.
    """
    n = draw(st.integers(0, 30))
    story = np.array(draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)), dtype=np.int64)
    story[:1] = SEED.story
    by_story = np.array(draw(st.lists(st.floats(-1, 1, width=32), min_size=10, max_size=10)))
    preference = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    score = by_story[story].astype(np.float32)
    order = np.argsort(-score, kind="stable")
    rows = np.arange(1, n + 1, dtype=np.int64)
    numbers, no, unknown = np.zeros(n, np.int64), np.zeros(n, bool), np.full(n, np.nan)
    preferences = np.array(preference, dtype=np.int64)
    return Columns(
        rows, score, story, preferences, ~no, no, no, numbers, numbers, unknown, unknown, {}
    ).take(order)


@given(candidates(), st.integers(1, 8))
def test_every_candidate_is_selected_or_dropped_once(columns: Columns, k: int):
    """Nothing disappears without a reason, and nothing is in two places."""
    selected, dropped, *_ = default_policy(FLOOR).select(columns, SEED, k)

    assert sorted([*selected.tolist(), *(d.row for d in dropped)]) == sorted(columns.row.tolist())


@given(candidates(), st.integers(1, 8))
def test_a_list_keeps_its_promises(columns: Columns, k: int):
    """At most k, never the page or its story, each story once, none below the floor, best first."""
    selected, *_ = default_policy(FLOOR).select(columns, SEED, k)

    place = {row: position for position, row in enumerate(columns.row.tolist())}
    chosen = columns.take(np.array([place[row] for row in selected.tolist()], dtype=np.intp))
    assert len(chosen) <= k
    assert SEED.row not in chosen.row
    assert SEED.story not in chosen.story
    assert len(set(chosen.story.tolist())) == len(chosen)
    assert (chosen.score >= FLOOR).all()
    assert (np.diff(chosen.score) <= 0).all()


@given(candidates(), st.integers(1, 8))
def test_a_list_is_short_only_if_the_stories_run_out(columns: Columns, k: int):
    """As many stories are shown as there are eligible ones, up to k."""
    selected, *_ = default_policy(FLOOR).select(columns, SEED, k)

    eligible = set(columns.story[columns.score >= FLOOR].tolist()) - {SEED.story}
    assert len(selected) == min(k, len(eligible))


@given(candidates())
def test_the_preferred_version_stands_for_its_story(columns: Columns):
    """No version of a kept story is in a language that the reader likes better."""
    kept = one_entry_per_story.keep(columns, SEED)

    for story, preference in zip(columns.story[kept], columns.preference[kept], strict=True):
        assert preference == columns.preference[columns.story == story].min()
