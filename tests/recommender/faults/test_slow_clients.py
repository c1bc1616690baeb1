"""Clients that send or read a byte at a time, and what others notice of it."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx

from tests.recommender.faults.conftest import PAGE, Service, shown

MANY = 10
ARTICLE = json.dumps({"title": "Slow", "language": "en", "text": "One byte at a time."}).encode()


@contextmanager
def connected(service: Service) -> Iterator[socket.socket]:
    """Connect with room for hardly anything to read."""
    address = urlsplit(service.url)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        connection.settimeout(60)
        connection.connect((address.hostname, address.port))
        yield connection


def ask_as_others(service: Service) -> None:
    """Ask for pages and publish, on connections of their own."""
    with httpx.Client(base_url=service.url, timeout=60) as client:
        for k in range(1, 6):
            assert len(shown(client.get("/v1/related", params={"id": PAGE, "k": k}))) == k
        article = {"title": "Quick", "language": "en", "text": "All at once."}
        assert client.put("/v1/articles/quick", json=article).status_code == 201
        assert client.delete("/v1/articles/quick").status_code == 204


def test_bodies_that_come_byte_by_byte_hold_up_nobody(service: Service):
    """Others are answered between any two bytes, and the slow ones in the end."""
    head = f"PUT /v1/articles/slow HTTP/1.1\r\nhost: a\r\ncontent-length: {len(ARTICLE)}\r\n"
    with ExitStack() as opened:
        slow = [opened.enter_context(connected(service)) for _ in range(MANY)]
        for each in slow:
            each.sendall(f"{head}content-type: application/json\r\n\r\n".encode())
        for byte in ARTICLE[:5]:
            for each in slow:
                each.sendall(bytes([byte]))
            ask_as_others(service)
        for each in slow:
            each.sendall(ARTICLE[5:])
        statuses = [each.recv(12)[-3:] for each in slow]

    # each may have come first, as far as it can tell
    assert set(statuses) <= {b"200", b"201"}
    service.client.delete("/v1/articles/slow")


def test_answers_that_are_read_byte_by_byte_hold_up_nobody(service: Service):
    """Others are answered while long answers wait to be read, which are whole in the end."""
    path = f"/v1/related?id={PAGE}&k=100"
    expected = service.client.get(path).json()
    request = f"GET {path} HTTP/1.1\r\nhost: a\r\n\r\n".encode()
    last = f"GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".encode()
    with ExitStack() as opened:
        slow = [opened.enter_context(connected(service)) for _ in range(MANY)]
        for each in slow:
            each.sendall(request * 3 + last)
        for _ in range(5):
            assert all(each.recv(1) for each in slow)
            ask_as_others(service)
        with slow[0].makefile("rb") as stream:
            bodies = stream.read().split(b"\r\n\r\n")[1:]

    assert len(bodies) == 4
    assert json.JSONDecoder().raw_decode(bodies[-1].decode())[0] == expected
