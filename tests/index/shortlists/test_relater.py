"""Shortlists in step with whatever happens to a catalogue."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.shortlists import BEGINNING, STORIES
from index.store import Decision, Store, Verdict
from index.store.decision import Scope

OpenCatalog = Callable[..., Catalog]
Write = Callable[..., Article]
Relate = Callable[[Catalog], None]
Read = Callable[[Catalog], Any]
Same = Callable[[Any, Any], None]

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
IDS = "abcdefghij"

ids = st.sampled_from(IDS)
actions = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.sets(ids, min_size=1), st.integers(0, 2),
            st.sampled_from(["de", "en", "fr"]),
            st.sampled_from([None, None, "k", "l"]), st.sampled_from([None, "sport"]),
        ),
        st.tuples(st.just("withdraw"), ids),
        st.tuples(st.just("withdraw"), ids),
        st.tuples(st.just("merge"), ids, ids),
        st.tuples(st.just("split"), ids),
        st.just(("relate",)),
        st.just(("relate",)),
        st.tuples(st.just("renew"), ids),
        st.just(("forget what was inferred",)),
    ),
    max_size=14,
)  # fmt: skip


def act(catalog: Catalog, write: Write, action: tuple[Any, ...]) -> None:
    match action:
        case ("put", several, version, language, key, section):
            fields = {"language": language, "translation_key": key, "section": section}
            catalog.put([write(id_, version, **fields) for id_ in sorted(several)])
        case ("withdraw", id_):
            catalog.withdraw([id_])
        case ("merge", page, article) if page != article:
            decide(catalog, Verdict.MERGE, article, page)
        case ("split", article):
            decide(catalog, Verdict.SPLIT, article)
        case ("relate",):
            catalog.relate()
        case ("renew", id_):
            catalog.relate_stories([*catalog.store.stories.told([id_]).values()])
        case ("forget what was inferred",):
            catalog.store.stories.forget()


def decide(catalog: Catalog, verdict: Verdict, article: str, page: str | None = None) -> None:
    made = Decision(page, article, verdict, NOON, scope=Scope.STORY)
    catalog.store.decisions.append(made)


@settings(max_examples=12)
@given(actions)
def test_they_follow_whatever_happens(
    encoder: Encoder, write: Write, relate: Relate, lists_of: Read, made_anew: Read, same: Same,
    done: list[tuple[Any, ...]],
):  # fmt: skip
    """What was amended again and again is what is made anew from nothing."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "catalogue.sqlite")
        catalog = Catalog(store, Path(folder), encoder)
        catalog.put([write(id_) for id_ in IDS[:7]])
        for action in done:
            act(catalog, write, action)

        relate(catalog)

        found = lists_of(catalog)
        same(found, made_anew(catalog))
        store.close()


def test_several_that_change_at_once_all_stay(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read, made_anew: Read,
    same: Same,
):  # fmt: skip
    """On the lists of those that have not changed."""
    catalog = open_catalog()
    catalog.put([write(id_) for id_ in IDS])
    relate(catalog)

    catalog.put([write(id_, 1) for id_ in "cdef"])
    relate(catalog)

    same(lists_of(catalog), made_anew(catalog))


def test_what_stands_low_on_a_list_is_not_forgotten(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read, made_anew: Read,
    same: Same,
):  # fmt: skip
    """Nor does an article stand there twice that went and came back with another text."""
    catalog = open_catalog()
    names = [f"a{number}" for number in range(BEGINNING + 8)]
    catalog.put([write(name) for name in names])
    relate(catalog)

    for name in names[:4]:
        catalog.withdraw([name])
    relate(catalog)
    catalog.put([write(name, 1) for name in names[:6]])
    relate(catalog)

    same(lists_of(catalog), made_anew(catalog))


def test_a_full_list_keeps_what_is_nearest(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read, made_anew: Read
):
    """Of more stories than it has room for, after some have gone, come and changed."""
    catalog = open_catalog()
    names = [f"a{number}" for number in range(STORIES + 9)]
    catalog.put([write(name) for name in names])
    relate(catalog)

    catalog.withdraw(names[:3])
    relate(catalog)
    catalog.put([write(name, 1) for name in names[2:8]])
    relate(catalog)

    found = lists_of(catalog)
    tails = catalog.store.shortlists.older(found, catalog.store.position().change + 1)
    expected = made_anew(catalog)
    assert found.keys() == expected.keys()
    for story, entries in expected.items():
        nearest = {row for row, (_, score, _) in entries.items() if score > tails[story] + 1e-5}
        assert nearest <= found[story].keys()


def test_a_list_that_has_lost_a_story_lets_in_no_farther_one(
    open_catalog: OpenCatalog, write: Write, relate: Relate
):
    """Others that it does not know of would come first."""
    catalog = open_catalog()
    catalog.put([write(f"a{number}") for number in range(STORIES + 9)])
    relate(catalog)
    page = catalog.store.page("a0")
    before = catalog.store.shortlists.older([page.story], catalog.store.position().change + 1)

    for name in ("a1", "a2", "a3"):
        catalog.withdraw([name])
        relate(catalog)

    after = catalog.store.shortlists.older([page.story], catalog.store.position().change + 1)
    assert after[page.story] >= before[page.story] > -1
    shortlist = catalog.shortlist(page.story)
    assert shortlist is not None
    assert shortlist.beyond == pytest.approx(after[page.story])


def test_a_new_calibration_renews_all_lists(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read, made_anew: Read,
    same: Same,
):  # fmt: skip
    """And says so of each."""
    catalog = open_catalog()
    catalog.put([write(id_) for id_ in IDS])
    relate(catalog)
    before, touched = lists_of(catalog), catalog.store.position().touched

    catalog.calibrator.learn()
    relate(catalog)

    found = lists_of(catalog)
    assert found != before
    assert {*catalog.store.shortlists.touched(touched)} == found.keys()
    same(found, made_anew(catalog))


def test_a_story_number_is_never_used_again_while_it_has_a_list(
    open_catalog: OpenCatalog, write: Write, relate: Relate
):
    """Neither before it was taken off the others nor after: another story is not related by it."""
    catalog = open_catalog()
    catalog.put([write("a"), write("b")])
    relate(catalog)
    gone = catalog.store.page("b").story

    catalog.withdraw(["b"])
    catalog.put([write("c")])
    relate(catalog)
    catalog.put([write("d")])

    assert catalog.shortlist(gone) is None
    assert gone not in {catalog.store.page(id_).story for id_ in "acd"}


def test_what_is_shown_otherwise_is_noticed_before_it_is_related(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read
):
    """A withdrawn article and one with another title touch all lists that they stand on."""
    catalog = open_catalog()
    catalog.put([write(id_) for id_ in IDS])
    relate(catalog)
    listing = lists_of(catalog).keys()

    for change in (lambda: catalog.withdraw(["a"]), lambda: catalog.put([write("b", 1)])):
        before = catalog.store.position()
        change()

        after = catalog.store.position()
        assert {*catalog.store.shortlists.touched(before.touched)} >= listing
        assert after.related == before.related < after.change


def test_there_is_nothing_to_do_twice(open_catalog: OpenCatalog, write: Write, relate: Relate):
    """What is in step stays untouched."""
    catalog = open_catalog()
    catalog.put([write(id_) for id_ in IDS])
    relate(catalog)
    before = catalog.store.position()

    assert catalog.relate() is None
    assert catalog.store.position() == before


def test_a_list_that_was_renewed_meanwhile_loses_nothing(
    open_catalog: OpenCatalog, write: Write, relate: Relate, lists_of: Read, made_anew: Read,
    same: Same,
):  # fmt: skip
    """What it knows of a change that is still to be followed stays, however low it stands."""
    catalog = open_catalog()
    names = [f"a{number}" for number in range(BEGINNING + 8)]
    catalog.put([write(name) for name in names])
    relate(catalog)

    catalog.put([write(name, 1) for name in names[20:]])
    catalog.relate_stories([*catalog.store.stories.told(names[:20]).values()])
    relate(catalog)

    same(lists_of(catalog), made_anew(catalog))
