"""What a process takes on, in front of small applications that the test holds up."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from recommender.access.shedding import Bounds, Shedding


class Held:
    """An application that answers once it is let go, except at `/quick`."""

    def __init__(self) -> None:
        self.began, self.go = threading.Semaphore(0), threading.Event()

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["path"] != "/quick":
            self.began.release()
            await asyncio.to_thread(self.go.wait)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})


@pytest.fixture
def held(serve_app: Callable[..., Any]) -> Iterator[tuple[Held, Any]]:
    """Such an application behind a layer that takes on one request, and a client of it."""
    app = Held()
    with serve_app(Shedding(app, Bounds(1, 30, 1_000))) as client:
        yield app, client
        app.go.set()


def while_asking(held: tuple[Held, Any], path: str, *asked: str) -> list[int]:
    """Return how requests are answered while another one is held up, and that one at last."""
    app, client = held
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(client.get, path)
        app.began.acquire()
        statuses = [client.get(each).status_code for each in asked]
        app.go.set()
        return [*statuses, waiting.result().status_code]


def test_what_is_in_progress_leaves_no_room_for_more(held: tuple[Held, Any]):
    """The one is answered none the less, and then there is room again."""
    assert while_asking(held, "/v1/related", "/quick", "/quick") == [503, 503, 204]
    assert held[1].get("/quick").status_code == 204


def test_who_waits_for_changes_leaves_room_for_others(held: tuple[Held, Any]):
    """However many of them there are."""
    assert while_asking(held, "/v1/changes?after=1&wait=20", "/quick") == [204, 204]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_is_never_refused(held: tuple[Held, Any], path: str):
    """It is handled though there is no room."""
    app, client = held
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(client.get, each) for each in ("/v1/related", path)]
        assert all(app.began.acquire(timeout=10) for _ in waiting)
        app.go.set()
        assert [each.result().status_code for each in waiting] == [204, 204]


def test_an_answer_that_has_begun_is_not_cut_off(serve_app: Callable[..., Any]):
    """However long it takes; only until it begins there is a limit."""

    async def slowly(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(5):
            await send({"type": "http.response.body", "body": b"a", "more_body": True})
            await asyncio.sleep(0.15)
        await send({"type": "http.response.body"})

    with serve_app(Shedding(slowly, Bounds(1, 0.1, 1_000))) as client:
        assert client.get("/").text == "aaaaa"
