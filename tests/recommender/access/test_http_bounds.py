"""What a process takes on, over real HTTP: a service whose store is held up, and slow clients."""

import json
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import httpx
import pytest

from recommender.bootstrap import STORE_FILE

ARTICLE = {"title": "A pier", "text": "Brellin will build a second pier."}


@pytest.fixture(scope="module")
def bounded(serve_with: Callable[..., Any]) -> Any:
    """A service that takes on two requests at once, for half a second each."""
    return serve_with(max_in_flight=2, request_timeout_s=0.5, max_body_bytes=100_000)


@pytest.fixture
def held_up(bounded: Any) -> Iterator[sqlite3.Connection]:
    """The store of the server, which nobody else can write to until this is closed."""
    with closing(sqlite3.connect(bounded.home / STORE_FILE, check_same_thread=False)) as store:
        store.execute("BEGIN IMMEDIATE")
        yield store


def put(guarded: Any, id_: str) -> httpx.Response:
    answer: httpx.Response = guarded.ask("PUT", f"/v1/articles/{id_}", json=ARTICLE)
    return answer


def slow_put(guarded: Any) -> socket.socket:
    """Send the head of a request, and the first byte of its body once the server waits for it."""
    address = guarded.client.base_url
    while True:
        connection = socket.create_connection((address.host, address.port), timeout=60)
        connection.sendall(
            b"PUT /v1/articles/slow HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
            b"expect: 100-continue\r\ncontent-length: 40\r\n\r\n"
        )
        if connection.recv(65536).startswith(b"HTTP/1.1 100 "):
            connection.sendall(b"{")
            return connection
        # a request of the test before may not have ended yet
        connection.close()


def everything(connection: socket.socket) -> bytes:
    """Return what is sent until the other side closes the connection."""
    received = b""
    while chunk := connection.recv(65536):
        received += chunk
    return received


def test_a_request_that_takes_too_long_is_answered(
    bounded: Any, held_up: sqlite3.Connection, until: Callable[..., None]
):
    """It is told to try again; what it asked for may be done none the less."""
    answer = put(bounded, "late")

    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:problem:timed-out"
    assert int(answer.headers["retry-after"]) > 0
    held_up.close()
    until(lambda: bounded.ask("GET", "/v1/articles/late").status_code == 200)


def test_more_than_it_takes_on_is_refused_at_once(
    bounded: Any, held_up: sqlite3.Connection, until: Callable[..., None]
):
    """What is in progress counts until it is done; meanwhile health can be asked for."""
    for id_ in ("first", "second"):
        until(lambda id_=id_: put(bounded, id_).json()["type"] == "urn:problem:timed-out")

    refused = bounded.ask("GET", "/v1/articles/none")
    health = bounded.ask("GET", "/healthz")
    held_up.close()

    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:problem:overloaded"
    assert int(refused.headers["retry-after"]) > 0
    assert health.status_code == 200
    for id_ in ("first", "second"):
        until(lambda id_=id_: bounded.ask("GET", f"/v1/articles/{id_}").status_code == 200)


def test_a_body_that_does_not_arrive_is_given_up(bounded: Any):
    """The client is told so, and its connection is closed."""
    with slow_put(bounded) as connection:
        head, _, body = everything(connection).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head
    assert json.loads(body)["type"] == "urn:problem:request-timeout"


def test_slow_clients_keep_nobody_out(bounded: Any):
    """More of them than it takes on at once wait for their own bodies, and not for others."""
    with ExitStack() as connections:
        slow = [connections.enter_context(slow_put(bounded)) for _ in range(6)]
        assert put(bounded, "quick").status_code in (200, 201)
        assert all(everything(each).startswith(b"HTTP/1.1 408 ") for each in slow)
    assert bounded.ask("GET", "/v1/articles/quick").status_code == 200


def test_a_client_that_is_slow_but_not_too_slow_is_served(bounded: Any):
    """Its body may come in pieces."""
    pieces = iter([b'{"title": ', b'"A pier"', b"}"])

    answer = bounded.ask(
        "PUT", "/v1/articles/p", content=pieces, headers={"content-type": "application/json"}
    )

    assert answer.status_code == 201


def test_a_body_that_is_announced_too_large_is_refused_unread(bounded: Any):
    """Before any of it is sent."""
    address = bounded.client.base_url
    with socket.create_connection((address.host, address.port), timeout=60) as connection:
        connection.sendall(
            b"PUT /v1/articles/a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n"
            b"content-type: application/json\r\ncontent-length: 100001\r\n\r\n"
        )
        head, _, body = everything(connection).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 413 ")
    assert json.loads(body)["type"] == "urn:problem:body-too-large"
    assert "100000" in json.loads(body)["detail"]


def test_a_body_of_no_announced_length_is_not_read_further_than_allowed(bounded: Any):
    """It comes in pieces, and is refused once there are too many."""
    pieces = (b" " * 10_000 for _ in range(20))

    answer = bounded.ask(
        "PUT", "/v1/articles/a", content=pieces, headers={"content-type": "application/json"}
    )

    assert answer.status_code == 413
