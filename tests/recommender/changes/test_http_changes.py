"""The feed over real HTTP, followed by the server's own keeper."""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

CAPSULE = {
    "title": "Asteria-3 capsule with asteroid grains is opened",
    "text": "The Asteria-3 capsule that brought asteroid grains home was opened.",
    "language": "en",
}
Publish = Callable[..., httpx.Response]


def feed(client: httpx.Client, **asked: object) -> dict[str, Any]:
    answer = client.get("/v1/changes", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def settled(client: httpx.Client) -> str:
    """Return the cursor after which nothing changes any more."""
    cursor: str = feed(client, limit=10_000)["next"]
    while (found := feed(client, after=cursor, wait=1))["changes"]:
        cursor = found["next"]
    return cursor


def heard_of(client: httpx.Client, cursor: str, id_: str) -> dict[str, Any]:
    """Follow the feed until it names a page; return what it says."""
    while True:
        found = feed(client, after=cursor, wait=30)
        cursor = found["next"]
        for change in found["changes"]:
            if change["id"] == id_:
                return dict(change)


def in_progress(client: httpx.Client) -> float:
    """Return how many are asking, with the one who asks this."""
    page = client.get("/metrics").text
    (line,) = [each for each in page.splitlines() if each.startswith("recommender_requests_in_pro")]
    return float(line.split()[-1])


def test_a_page_that_is_published_and_withdrawn_is_told(client: httpx.Client, publish: Publish):
    """As changed and as gone, with its address both times; the id may be any text."""
    id_, url = "news/2026/桟橋?a=b#c", "https://news.example/pier"
    cursor = settled(client)

    publish(id_, **CAPSULE, url=url)
    changed = heard_of(client, cursor, id_)
    client.delete(f"/v1/articles/{quote(id_, safe='')}")
    while (gone := heard_of(client, cursor, id_))["change"] != "gone":
        pass

    assert (changed["change"], changed["url"], changed["language"]) == ("changed", url, "en")
    assert gone["url"] == url


def test_nothing_of_the_feed_is_kept_by_caches(client: httpx.Client):
    """It is other at any moment."""
    assert client.get("/v1/changes").headers["cache-control"] == "no-store"


def test_many_who_wait_hold_up_nobody(client: httpx.Client, publish: Publish):
    """A hundred wait, others are answered meanwhile, and all hundred hear of the change."""
    cursor = settled(client)

    async def wait(asker: httpx.AsyncClient) -> dict[str, Any]:
        answer = await asker.get("/v1/changes", params={"after": cursor, "wait": 25})
        return dict(answer.json())

    async def scene() -> list[dict[str, Any]]:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(base_url=client.base_url, timeout=60, limits=limits) as asker:
            waiting = [asyncio.create_task(wait(asker)) for _ in range(100)]
            await asyncio.sleep(0.5)
            answered = await asker.get("/v1/related", params={"id": "asteria-capsule-lands-en"})
            assert answered.status_code == 200
            assert not any(task.done() for task in waiting)
            await asyncio.to_thread(publish, "opened", **CAPSULE)
            return await asyncio.gather(*waiting)

    answers = asyncio.run(scene())

    assert all(answer["changes"] for answer in answers)


def test_who_waits_in_vain_is_told_so(client: httpx.Client):
    """With no changes, and the same cursor."""
    cursor = settled(client)

    assert feed(client, after=cursor, wait=0.2) == {"changes": [], "next": cursor, "more": False}


BAD: dict[str, tuple[dict[str, object], int, str, str]] = {
    "no cursor": ({"after": "yesterday"}, 422, "invalid-request", "'yesterday'"),
    "foreign": ({"after": "0123456789ab-7"}, 410, "foreign-cursor", "without 'after'"),
    "future": ({"after": "0123456789ab-99999999"}, 410, "foreign-cursor", "without 'after'"),
    "endless": ({"after": f"0123456789ab-{'9' * 30}"}, 422, "invalid-request", "no cursor"),
    "limit 0": ({"limit": 0}, 422, "invalid-request", "got 0"),
    "limit 10001": ({"limit": 10_001}, 422, "invalid-request", "got 10001"),
    "limit of a word": ({"limit": "all"}, 422, "invalid-request", "'all'"),
    "wait 31": ({"wait": 31}, 422, "invalid-request", "'31'"),
    "wait -1": ({"wait": -1}, 422, "invalid-request", "'-1'"),
    "wait nan": ({"wait": "nan"}, 422, "invalid-request", "nan"),
}


@pytest.mark.parametrize(("asked", "status", "kind", "named"), BAD.values(), ids=BAD)
def test_a_bad_question_is_a_problem_document(
    client: httpx.Client, asked: dict[str, object], status: int, kind: str, named: str
):
    """It names the value and the way out."""
    answer = client.get("/v1/changes", params={name: str(value) for name, value in asked.items()})

    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert (answer.status_code, document["type"]) == (status, f"urn:problem:{kind}")
    assert named in document["detail"]


def test_the_feed_goes_on_after_the_server_is_killed(
    start_server: Callable[[Path], Any], home: Path
):
    """The cursor that the first server gave tells what has changed since."""
    first = start_server(home)
    cursor = settled(first.client)
    first.client.put("/v1/articles/opened", json=CAPSULE).raise_for_status()
    first.kill()

    second = start_server(home).client

    assert heard_of(second, cursor, "opened")["change"] == "changed"


def test_who_waits_is_answered_when_the_server_is_told_to_stop(
    start_server: Callable[[Path], Any], home: Path
):
    """Instead of being cut off; the server does not wait for them."""
    server = start_server(home)
    cursor = settled(server.client)
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(feed, server.client, after=cursor, wait=30)
        while in_progress(server.client) < 2:
            time.sleep(0.02)
        server.process.terminate()

        assert waiting.result()["next"]
    assert server.process.wait() == 0


# --- the command ---------------------------------------------------------------------------


def test_the_command_prints_the_same(tell: Callable[..., Any]):
    """It looks for changes itself, without a server."""
    whole = tell("changes")
    assert len(whole["changes"]) > 100
    assert tell("changes", "--after", whole["next"])["changes"] == []

    tell("ingest", "-", stdin=json.dumps({"id": "opened", **CAPSULE}).encode())
    found = tell("changes", "--after", whole["next"])["changes"]

    assert {"opened", "asteria-capsule-lands-en"} <= {change["id"] for change in found}


def test_the_command_is_readable(run: Callable[..., Any], home: Path):
    """A line for each page, and where to go on."""
    result = run("--home", home, "changes", "--limit", "3")

    assert len(result.stdout.splitlines()) == 3
    assert all("changed" in line for line in result.stdout.splitlines())
    assert "3 pages, and there are more; go on with --after " in result.stderr


def test_the_command_refuses_a_foreign_cursor(refused: Callable[..., str], home: Path):
    """In one line."""
    line = refused("--home", home, "changes", "--after", "0123456789ab-7")

    assert "start again without 'after'" in line
