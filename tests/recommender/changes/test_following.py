"""Which pages the feed names: those whose lists are other than before, and no others."""

import json
import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.changes.feed import batch_after
from recommender.demo.articles import SAMPLES

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ARTICLES = {
    article["id"]: article for article in map(json.loads, SAMPLES.read_text("utf-8").splitlines())
}
PAGE, NEAR, FAR = "asteria-capsule-lands-en", "asteria-price-debate-es", "dorin-cash-es"

Do = Callable[[Any], object]


def given_again(id_: str, **fields: object) -> Do:
    article = {name: value for name, value in ARTICLES[id_].items() if name != "id"}
    return lambda newsroom: newsroom.publish(id_, **{**article, **fields})


def decided(verdict: str, article: str = FAR, seed: str | None = PAGE, **more: Any) -> Do:
    made = Decision(seed, article, Verdict(verdict), NOON, **more)
    return lambda newsroom: newsroom.decide(made)


def compared(newsroom: Any, do: Do) -> tuple[set[str], set[str]]:
    """Do something; return the pages whose lists are other than before, and those that went.

    The feed has to name just these. Every list is asked for before and after.
    """
    before, cursor = newsroom.lists(), newsroom.cursor()
    do(newsroom)
    newsroom.follow()
    after = newsroom.lists()
    changed = {id_ for id_ in after if after[id_] != before.get(id_)}
    gone = before.keys() - after.keys()
    assert newsroom.heard(cursor) == (changed, gone)
    return changed, gone


# --- what changes lists --------------------------------------------------------------------

CAPSULE = {
    "title": "Asteria-3 capsule with asteroid grains is opened in the laboratory",
    "text": "The Asteria-3 capsule that brought asteroid grains home was opened by researchers.",
    "language": "en",
    "published_at": "2026-11-19T08:00:00Z",
}
EVENTS: dict[str, Do] = {
    "published": lambda newsroom: newsroom.publish("new", **CAPSULE),
    "published as a translation": lambda newsroom: newsroom.publish(
        "new", **CAPSULE, translation_key=ARTICLES[PAGE].get("translation_key") or PAGE
    ),
    "another text": given_again(PAGE, text="A quarrel over fishing rights has ended at last."),
    "another title": given_again(NEAR, title="El precio de Asteria"),
    "another picture": given_again(NEAR, image_url="https://news.example/other.jpg"),
    "another address": given_again(NEAR, url="https://news.example/moved"),
    "withdrawn": lambda newsroom: newsroom.services.catalog.withdraw([NEAR]),
    "pinned": decided("pin"),
    "blocked": decided("block", NEAR),
    "blocked on the site": decided("block", NEAR, None, scope=Scope.SITE),
    "blocked in a language": decided("block", NEAR, None, scope=Scope.LANGUAGE, place="it"),
    "pinned in a language": decided("pin", FAR, None, scope=Scope.LANGUAGE, place="zh"),
    "pinned on the site": decided("pin", FAR, None, scope=Scope.SITE),
}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_the_feed_names_the_pages_whose_lists_changed(newsroom: Any, event: Do):
    """Those and no others, as asking for every list before and after shows."""
    changed, _ = compared(newsroom, event)

    assert changed


def test_a_page_that_is_withdrawn_is_gone(newsroom: Any):
    """Its address is still named, for those who keep copies of it."""
    cursor = newsroom.cursor()

    assert compared(newsroom, EVENTS["withdrawn"])[1] == {NEAR}

    changes = batch_after(newsroom.services.catalog.store.list_changes, cursor, 1_000).changes
    assert [each.url for each in changes if each.gone] == [ARTICLES[NEAR]["url"]]


def test_what_no_reader_sees_is_no_change(newsroom: Any):
    """An approval, and the body of an article that nobody is shown."""
    assert compared(newsroom, decided("approve")) == (set(), set())


def test_a_pinned_article_counts_wherever_it_is_pinned(newsroom: Any):
    """When it gets another headline, and when it is withdrawn."""
    compared(newsroom, decided("pin"))

    assert PAGE in compared(newsroom, given_again(FAR, title="Otro título"))[0]
    assert PAGE in compared(newsroom, lambda n: n.services.catalog.withdraw([FAR]))[0]


def test_a_decision_that_is_undone_is_a_change(newsroom: Any):
    """Of its page."""
    compared(newsroom, decided("pin"))

    assert compared(newsroom, decided("undo"))[0] == {PAGE}


def test_a_decision_that_expires_is_a_change(newsroom: Any):
    """Once its time is over."""
    compared(newsroom, decided("pin", until=NOON + timedelta(minutes=5)))

    def wait(newsroom: Any) -> None:
        newsroom.now += timedelta(minutes=5)

    assert PAGE in compared(newsroom, wait)[0]


def test_an_article_is_news_when_its_time_comes(newsroom: Any):
    """Before that no list shows it."""
    capsule = {**CAPSULE, "published_at": (NOON + timedelta(minutes=5)).isoformat()}

    def wait(newsroom: Any) -> None:
        newsroom.now += timedelta(minutes=5)

    early, _ = compared(newsroom, lambda newsroom: newsroom.publish("new", **capsule))
    late, _ = compared(newsroom, wait)

    assert early == {"new"}
    assert PAGE in late


def test_an_article_is_news_once_more_when_a_clock_that_was_wrong_is_set_back(newsroom: Any):
    """What had come due waits again, and comes due again."""
    capsule = {**CAPSULE, "published_at": (NOON + timedelta(minutes=5)).isoformat()}
    newsroom.publish("new", **capsule)
    newsroom.now += timedelta(minutes=10)
    newsroom.follow()

    def set_back(newsroom: Any) -> None:
        newsroom.now -= timedelta(minutes=10)

    def wait(newsroom: Any) -> None:
        newsroom.now += timedelta(minutes=6)

    assert PAGE in compared(newsroom, set_back)[0]
    assert PAGE in compared(newsroom, wait)[0]


def test_another_policy_is_a_change_of_every_list_that_it_changes(
    newsroom: Any, newsroom_home: Path, open_newsroom: Callable[..., Any]
):
    """Nothing but the settings is other than before."""
    before, cursor = newsroom.lists(), newsroom.cursor()
    newsroom.services.close()

    later = open_newsroom(newsroom_home, k=3)
    later.follow()

    after = later.lists()
    assert later.heard(cursor) == ({id_ for id_ in after if after[id_] != before[id_]}, set())


def test_every_list_is_looked_at_once_a_day(newsroom: Any):
    """Age counts, so that lists change by themselves."""

    def sleep(newsroom: Any) -> None:
        newsroom.now += timedelta(days=9)

    assert compared(newsroom, sleep)[0]


def test_nothing_happens_when_nothing_happened(newsroom: Any):
    """A look at a catalogue at rest finds nothing to do, and tells nobody anything."""
    cursor = newsroom.cursor()
    newsroom.follow()

    assert not newsroom.following()
    assert newsroom.cursor() == cursor


# --- whatever happens, in whatever order ---------------------------------------------------

STEPS = st.one_of(
    st.sampled_from(["published", "another title", "another text", "another picture"]),
    st.sampled_from(["withdrawn", "pinned", "blocked", "follow", "look"]),
)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, min_size=2, max_size=6))
def test_many_events_at_once_are_told_like_one(
    newsroom_home: Path, open_newsroom: Callable[..., Any], tmp_path: Path, steps: list[str]
):
    """However often and far they are followed in between, each changed page is named."""
    newsroom = open_newsroom(shutil.copytree(newsroom_home, tmp_path / uuid.uuid4().hex))

    before, cursor = newsroom.lists(), newsroom.cursor()
    for step in steps:
        if step == "follow":
            newsroom.follow()
        elif step == "look":
            newsroom.following()
        elif step != "blocked" or NEAR in newsroom.lists():
            EVENTS[step](newsroom)
    newsroom.follow()
    after = newsroom.lists()
    changed, gone = newsroom.heard(cursor)

    assert changed >= {id_ for id_ in after if after[id_] != before.get(id_)}
    assert gone >= before.keys() - after.keys()
    assert not gone & after.keys()
