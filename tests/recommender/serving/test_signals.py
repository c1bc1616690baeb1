"""Signals: a reload that nobody notices, and an end that loses nothing."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

Asking = Callable[..., Any]
Eventually = Callable[[Callable[[], object]], None]


def test_a_reload_takes_new_policies_without_a_failed_request(
    two_workers: Any, asking: Asking, eventually: Eventually
):
    """All answers are 200 while other processes take over, which know the new policy."""
    client, before = two_workers.client, two_workers.alive("worker")
    asked = {"id": "asteria-capsule-lands-en", "policy": "brief"}
    assert client.get("/v1/related", params=asked).status_code == 422

    with asking(two_workers.url) as got:
        (two_workers.home / "policies.toml").write_text('[brief]\nextends = "news"\n')
        two_workers.signal(signal.SIGHUP)
        eventually(lambda: not set(before) & set(two_workers.alive("worker")))
        got.more(20)

    assert set(got.all) == {200}
    with httpx.Client(base_url=two_workers.url, timeout=60) as fresh:
        assert fresh.get("/v1/related", params=asked).json()["policy"].startswith("brief")
    assert len(two_workers.alive("worker")) == 2


def test_a_reload_that_cannot_be_leaves_everything_as_it_is(
    two_workers: Any, eventually: Eventually
):
    """The log names the file and what is wrong in it; the same workers answer on."""
    before = two_workers.alive("worker")
    (two_workers.home / "policies.toml").write_text("[brief]\nwidth = 3\n")

    two_workers.signal(signal.SIGHUP)

    eventually(lambda: "nothing was reloaded" in two_workers.said())
    (two_workers.home / "policies.toml").unlink()
    lines = [json.loads(line) for line in two_workers.said().splitlines() if line[:1] == "{"]
    (said,) = [line["message"] for line in lines if "nothing was reloaded" in line["message"]]
    assert "policies.toml" in said
    assert "'width'" in said
    eventually(lambda: two_workers.alive("worker") == before)
    assert two_workers.client.get("/healthz").status_code == 200


def test_a_request_in_progress_is_finished(
    launch: Callable[..., Any], home: Path, eventually: Eventually
):
    """Told to stop between two halves of a request, the service answers, and ends with 0."""
    service = launch(home, drain_s=1)
    address = urlsplit(service.url)
    body = b'{"id": "late", "language": "en", "title": "A late edition", "text": "It came."}\n'
    head = (
        f"POST /v1/articles HTTP/1.1\r\nhost: {address.hostname}\r\n"
        f"content-type: application/x-ndjson\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        connection.sendall(head.encode() + body[:20])
        eventually(lambda: _in_progress(service.client) == 2)

        service.signal(signal.SIGTERM)
        eventually(lambda: service.client.get("/readyz").status_code == 503)
        connection.sendall(body[20:])
        answer = connection.recv(65536)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert service.exit_status() == 0
    with pytest.raises(httpx.ConnectError):
        service.client.get("/healthz")
    assert b"late" in (home / "catalogue.sqlite").read_bytes()


def test_a_start_that_cannot_be_says_why_in_one_line(home: Path, environment: dict[str, str]):
    """A policy makes no sense: status 1, and nothing is left that serves."""
    (home / "policies.toml").write_text("[brief]\nwidth = 3\n")
    command = [sys.executable, "-m", "recommender", "--home", str(home), "serve", "--port", "0"]

    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    assert (said.returncode, said.stdout) == (1, "")
    (line,) = said.stderr.splitlines()
    assert line.startswith("Error: ")
    assert "'width'" in line


def _in_progress(client: httpx.Client) -> float:
    page = client.get("/metrics").text
    (line,) = [each for each in page.splitlines() if each.startswith("recommender_requests_in_pro")]
    return float(line.split()[-1])
