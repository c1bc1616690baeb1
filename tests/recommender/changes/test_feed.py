"""The feed and its cursors: nothing missed by whoever follows, whatever happens to processes."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import Store
from recommender.bootstrap import STORE_FILE
from recommender.changes.cursor import ForeignCursor, number_at
from recommender.changes.feed import batch_after
from recommender.errors import InvalidRequest

FOLLOW = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from recommender.bootstrap import bootstrap
from recommender.changes import following
from recommender.settings import Settings

following.STORIES_AT_ONCE = 3
services = bootstrap(Settings(home=Path(sys.argv[1])))
step = following.Following(services, lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
while step():
    print("step", flush=True)
print("done", flush=True)
"""
PIER = {"title": "A pier for Brellin", "language": "en"}


def read_all(newsroom: Any, cursor: str | None, limit: int) -> list[Any]:
    """Follow the feed a batch at a time."""
    found, more = [], True
    while more:
        batch = batch_after(newsroom.services.catalog.store.list_changes, cursor, limit)
        found += batch.changes
        cursor, more = batch.next, batch.more
    return found


def publish_some(newsroom: Any, count: int, name: str = "pier") -> None:
    for number in range(count):
        text = f"The council of Brellin builds {name} {number} for the Asteria-3 capsule."
        newsroom.publish(f"{name}-{number}", **PIER, text=text)


@pytest.mark.parametrize("limit", [1, 7, 10_000])
def test_batches_of_any_size_are_the_whole_feed(newsroom: Any, limit: int):
    """Each page once, in the order of its change."""
    found = read_all(newsroom, None, limit)

    assert {change.id for change in found} == newsroom.lists().keys()
    assert [change.number for change in found] == sorted({change.number for change in found})


def test_the_feed_is_no_longer_than_the_catalogue(newsroom: Any):
    """However often a page changes, only its latest change is kept."""
    for number in range(5):
        newsroom.publish("pier", **PIER, text="A pier.", image_url=f"https://a.example/{number}")
        newsroom.follow()

    assert len(read_all(newsroom, None, 100)) == len(newsroom.lists())


def test_a_cursor_outlives_the_process(
    newsroom: Any, newsroom_home: Path, open_newsroom: Callable[..., Any]
):
    """What changed before the restart and after it is told, and nothing twice."""
    cursor = newsroom.cursor()
    publish_some(newsroom, 1, "before")
    newsroom.services.close()

    later = open_newsroom(newsroom_home)
    publish_some(later, 1, "after")
    later.follow()

    assert {"before-0", "after-0"} <= later.heard(cursor)[0]
    assert later.heard(later.cursor()) == (set(), set())


def test_a_cursor_of_a_lost_future_is_refused(
    newsroom: Any, newsroom_home: Path, open_newsroom: Callable[..., Any], tmp_path: Path
):
    """At once after the store was put back, and still when it has counted beyond the cursor."""
    shutil.copytree(newsroom_home, tmp_path / "backup")
    known = newsroom.cursor()
    publish_some(newsroom, 2)
    newsroom.follow()
    lost = newsroom.cursor()
    newsroom.services.close()
    shutil.rmtree(newsroom_home)
    restored = open_newsroom(shutil.copytree(tmp_path / "backup", newsroom_home))
    changes = restored.services.catalog.store.list_changes

    with pytest.raises(ForeignCursor, match="start again without 'after'"):
        number_at(changes, lost)
    publish_some(restored, 5, "other")
    restored.follow()
    assert changes.last() > int(lost.split("-")[1])
    with pytest.raises(ForeignCursor):
        number_at(changes, lost)
    assert {f"other-{number}" for number in range(5)} <= restored.heard(known)[0]


def test_a_cursor_of_another_catalogue_is_refused(
    newsroom: Any, open_newsroom: Callable[..., Any], tmp_path: Path
):
    """Even one of an empty catalogue, which has heard of nothing."""
    empty = open_newsroom(tmp_path / "empty")

    with pytest.raises(ForeignCursor):
        newsroom.heard(empty.cursor())
    with pytest.raises(ForeignCursor):
        empty.heard(newsroom.cursor())


@given(st.text(max_size=40))
def test_what_is_no_cursor_is_told_so(followed_home: Path, text: str):
    """Whatever it is."""
    store = Store(followed_home / STORE_FILE)
    try:
        with pytest.raises(InvalidRequest, match="is no cursor"):
            number_at(store.list_changes, text)
    finally:
        store.close()


@pytest.mark.parametrize("steps", [1, 3, 6])
def test_a_follower_that_is_killed_loses_nothing(
    newsroom: Any,
    newsroom_home: Path,
    open_newsroom: Callable[..., Any],
    environment: dict[str, str],
    steps: int,
):
    """The next one goes on: the feed names every page whose list changed, and no other."""
    before, cursor = newsroom.lists(), newsroom.cursor()
    publish_some(newsroom, 12)
    newsroom.services.catalog.withdraw(["asteria-price-debate-es"])
    newsroom.services.close()
    command = [sys.executable, "-c", FOLLOW, str(newsroom_home)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert {process.stdout.readline() for _ in range(steps)} == {"step\n"}
        process.kill()

    later = open_newsroom(newsroom_home)
    later.follow()

    after = later.lists()
    changed = {id_ for id_ in after if after[id_] != before.get(id_)}
    assert later.heard(cursor) == (changed, {"asteria-price-debate-es"})


def test_two_who_follow_at_once_miss_nothing(
    newsroom: Any, newsroom_home: Path, environment: dict[str, str]
):
    """Such as a server and a command: every page whose list changed is named."""
    before, cursor = newsroom.lists(), newsroom.cursor()
    command = [sys.executable, "-c", FOLLOW, str(newsroom_home)]
    publish_some(newsroom, 12)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        newsroom.follow()
        publish_some(newsroom, 12, "quay")
        newsroom.follow()
        said, _ = process.communicate(timeout=60)
    newsroom.follow()

    after = newsroom.lists()
    assert said.endswith("done\n")
    assert newsroom.heard(cursor)[0] == {id_ for id_ in after if after[id_] != before.get(id_)}
