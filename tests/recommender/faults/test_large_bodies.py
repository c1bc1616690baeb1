"""Bodies that are larger than any may be, announced or not, on every route that takes one."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.recommender.faults.conftest import Service, problem

LIMIT = 200_000
JSON, LINES = "application/json", "application/x-ndjson"
ROUTES = [
    ("PUT", "/v1/articles/large", JSON),
    ("POST", "/v1/articles", LINES),
    ("POST", "/v1/related", JSON),
    ("POST", "/v1/decisions", JSON),
    ("POST", "/v1/decisions/undo", JSON),
    ("POST", "/v1/webhooks", JSON),
    ("POST", "/desk/sign-in", "application/x-www-form-urlencoded"),
]


def pieces() -> Iterator[bytes]:
    """Yield ten times as much as is taken."""
    yield from (b"x" * 10_000 for _ in range(10 * LIMIT // 10_000))


@pytest.mark.parametrize(("method", "path", "kind"), ROUTES)
@pytest.mark.parametrize("announced", [{"content-length": str(10 * LIMIT)}, {}])
def test_a_large_body_is_refused(
    service: Service, method: str, path: str, kind: str, announced: dict[str, str]
):
    """Whether its length is announced or not, and the next request is answered."""
    headers = {"content-type": kind, **announced}

    answer = httpx.request(
        method, f"{service.url}{path}", content=pieces(), headers=headers, timeout=60
    )

    assert answer.status_code == 413
    if not path.startswith("/desk/"):
        assert str(LIMIT) in problem(answer, 413)["detail"]
    assert httpx.get(f"{service.url}/healthz", timeout=60).status_code == 200


@pytest.mark.parametrize(
    "length",
    [b"-1", b"1e9", b"9" * 30, b"5\r\ncontent-length: 6", b"5\r\ntransfer-encoding: chunked"],
)
def test_a_length_that_makes_no_sense_is_refused(service: Service, length: bytes):
    """The connection is closed after an answer that says who is at fault."""
    address = urlsplit(service.url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        connection.sendall(
            b"PUT /v1/articles/large HTTP/1.1\r\nhost: a\r\nconnection: close\r\n"
            b"content-type: application/json\r\ncontent-length: " + length + b"\r\n\r\n0\r\n\r\n"
        )
        status = connection.recv(65536).split()[1]

    assert status.startswith(b"4")
    assert httpx.get(f"{service.url}/healthz", timeout=60).status_code == 200
