"""The outermost layer, around small applications of real routes."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from recommender.api.problems import add_handlers
from recommender.operations.journal import Journal
from recommender.operations.layer import Observed
from recommender.operations.lifecycle import Lifecycle
from recommender.operations.logs import JsonLines, TextLines

Logged = Callable[[logging.Formatter], list[str]]
NEVER = 1e9


def small_app(lifecycle: Lifecycle, log_from_s: float) -> FastAPI:
    app = FastAPI()
    add_handlers(app)

    @app.get("/ids/{number}")
    def numbered(number: int) -> int:
        return number

    @app.get("/fails")
    def fails() -> None:
        raise ZeroDivisionError("by design")

    @app.get("/breaks")
    def breaks() -> Response:
        async def half() -> AsyncIterator[bytes]:
            yield b"half"
            raise ZeroDivisionError("in the middle")

        return StreamingResponse(half())

    app.add_middleware(Observed, lifecycle=lifecycle, journal=Journal(log_from_s))
    return app


def ask(path: str, log_from_s: float = NEVER, **given: Any) -> httpx.Response:
    """Ask a small application once."""
    app = small_app(given.pop("lifecycle", Lifecycle()), log_from_s)

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path, **given)

    return anyio.run(asked)


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Take down what is logged from now on, as a formatter writes it."""
    root, before, handlers = logging.getLogger(), logging.getLogger().level, []

    def begin(formatter: logging.Formatter) -> list[str]:
        lines: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(formatter.format(record))  # type: ignore[method-assign]
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        handlers.append(handler)
        return lines

    yield begin
    root.setLevel(before)
    for handler in handlers:
        root.removeHandler(handler)


@pytest.fixture
def counted() -> Callable[..., float]:
    """Say by how much a measure has grown since it was asked for first."""
    before: dict[object, float] = {}

    def grown(name: str, **labels: str) -> float:
        now = REGISTRY.get_sample_value(name, labels) or 0.0
        return now - before.setdefault((name, *labels.items()), now)

    return grown


@given(st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True))
def test_a_well_formed_id_is_kept(id_: str):
    """It comes back as it was sent."""
    assert ask("/ids/1", headers={"x-request-id": id_}).headers["x-request-id"] == id_


@pytest.mark.parametrize("id_", ["", "a" * 65, "a b", "a\tb", "ü".encode().decode("latin-1")])
def test_another_id_is_not_believed(id_: str):
    """Instead of one that is empty, long, or has characters of its own, there is a new one."""
    answer = ask("/ids/1", headers={"x-request-id": id_.encode("latin-1")})

    assert len(answer.headers.get_list("x-request-id")) == 1
    assert answer.headers["x-request-id"] != id_


def test_what_fails_unexpectedly_is_a_problem_and_a_traceback_with_one_id(
    logged: Logged, counted: Callable[..., float]
):
    """The client can tell the operator where to look, and nothing else is given away."""
    counted("recommender_request_seconds_count", route="/fails", status="5xx")
    lines = logged(JsonLines())
    answer = ask("/fails", headers={"x-request-id": "r7"})

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == "r7"
    assert "by design" not in answer.text
    (traceback,) = [line for line in lines if "ZeroDivisionError: by design" in line]
    assert '"request_id": "r7"' in traceback
    assert counted("recommender_request_seconds_count", route="/fails", status="5xx") == 1


def test_an_answer_that_breaks_off_is_a_failure(counted: Callable[..., float]):
    """It began with 200, and is counted as what became of it."""
    counted("recommender_request_seconds_count", route="/breaks", status="5xx")

    with pytest.raises(ZeroDivisionError):
        ask("/breaks")

    assert counted("recommender_request_seconds_count", route="/breaks", status="5xx") == 1


def test_routes_are_counted_by_their_template(counted: Callable[..., float]):
    """However many addresses are asked for, the measures stay few."""
    names = [("/ids/{number}", "2xx"), ("/ids/{number}", "4xx"), ("other", "4xx")]
    for route, status in names:
        counted("recommender_request_seconds_count", route=route, status=status)

    for path in ("/ids/1", "/ids/2", "/ids/none", "/wp-login.php", "/.env"):
        ask(path)

    found = [
        counted("recommender_request_seconds_count", route=route, status=status)
        for route, status in names
    ]
    assert found == [2, 1, 2]


def test_only_slow_and_failed_requests_are_logged(logged: Logged):
    """Of three requests the one that failed and the one that was slow."""
    lines = logged(JsonLines())
    ask("/ids/1")
    ask("/ids/2", log_from_s=0)
    ask("/fails")

    said = [line for line in map(json.loads, lines) if line["logger"] == "recommender.request"]
    assert [(line["path"], line["status"]) for line in said] == [("/ids/2", 200), ("/fails", 500)]


def test_a_line_of_text_stays_one_line(logged: Logged):
    """A line break in an address does not end it."""
    lines = logged(TextLines())
    ask("/a%0AERROR%20forged", log_from_s=0)

    (line,) = [line for line in lines if "recommender.request" in line]
    assert "forged" in line
    assert "\n" not in line


def test_a_process_that_leaves_closes_connections_with_its_answers():
    """The header tells clients to open another one."""
    assert "connection" not in ask("/ids/1").headers
    assert ask("/ids/1", lifecycle=Lifecycle(leaving=True)).headers["connection"] == "close"
