"""Processes that are killed while clients ask, and what clients see of it."""

import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from recommender.bootstrap import STORE_FILE

PAGE = {"id": "asteria-capsule-lands-en"}

Asking = Callable[..., Any]
Eventually = Callable[[Callable[[], object]], None]


def test_a_killed_worker_takes_only_its_requests_with_it(
    two_workers: Any, asking: Asking, eventually: Eventually
):
    """Each client loses at most the request in progress, and another worker fills the place."""
    before = two_workers.alive("worker")

    with asking(two_workers.url) as got:
        got.more(20)
        os.kill(before[0], signal.SIGKILL)
        eventually(lambda: len(two_workers.alive("worker")) == 2)
        got.more(20)

    lost = [each for each in got.all if each != 200]
    assert len(lost) <= got.clients
    assert all(isinstance(each, httpx.TransportError) for each in lost)
    assert before[0] not in two_workers.alive("worker")


def test_a_killed_keeper_is_replaced(two_workers: Any, eventually: Eventually):
    """The next one keeps the same folder, and the service says that nothing is wrong."""
    eventually(lambda: two_workers.alive("keeper"))
    (before,) = two_workers.alive("keeper")

    os.kill(before, signal.SIGKILL)
    eventually(lambda: two_workers.alive("keeper") not in ([], [before]))

    eventually(lambda: two_workers.client.get("/readyz").json()["degraded"] == [])


def test_a_killed_service_leaves_nothing_behind_and_another_goes_on(
    launch: Callable[..., Any], home: Path, eventually: Eventually
):
    """Of two that serve one folder one keeps it; if that is killed, the other takes over."""
    first = launch(home)
    eventually(lambda: "keeping" in first.said())
    second = launch(home)
    assert "keeping" not in second.said()
    assert second.client.get("/readyz").json()["degraded"] == []
    processes = [*first.alive("worker"), *first.alive("keeper")]

    first.signal(signal.SIGKILL)
    first.exit_status()

    assert len(processes) == 2
    eventually(lambda: not first.alive("worker") and not first.alive("keeper"))
    with pytest.raises(httpx.ConnectError):
        first.client.get("/healthz")
    eventually(lambda: "keeping" in second.said())


def test_pages_are_answered_while_another_program_locks_the_store(two_workers: Any):
    """What is to be written waits, and is written when the lock is gone."""
    client, told = two_workers.client, []
    article = {"language": "en", "title": "A pier for Brellin", "text": "It will be long."}

    def publish() -> None:
        told.append(httpx.put(f"{two_workers.url}/v1/articles/late", json=article, timeout=60))

    writer = threading.Thread(target=publish)
    with closing(sqlite3.connect(two_workers.home / STORE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        writer.start()
        pages = [client.get("/v1/related", params={**PAGE, "k": k}) for k in range(1, 9)]
        assert not told
    writer.join()

    assert [page.status_code for page in pages] == [200] * 8
    assert [answer.status_code for answer in told] == [201]
    assert client.delete("/v1/articles/late").status_code == 204
