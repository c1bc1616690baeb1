"""Asking with wrk: what it prints, and what it says where it is not there."""

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.cli import main
from eval.load.errors import NoClient
from eval.load.wrk import Asking, ask, timed

FIGURES = {"requests": 300, "seconds": 2.0, "failed": 1, "p50": 0.5, "p99": 2.25, "p999": 8.0}

needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


class _Noting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: set[str]

    def do_GET(self) -> None:
        self.asked.add(self.path)
        self.send_response(200 if "wrong" not in self.path else 500)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def noting() -> Iterator[tuple[str, set[str]]]:
    """Run a server that notes which paths were asked for."""
    asked: set[str] = set()
    handler = type("Noting", (_Noting,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def paths(tmp_path: Path) -> Path:
    """Return a file of two paths."""
    file = tmp_path / "paths.txt"
    file.write_text("/v1/related?id=a\n/v1/related?id=b%20c\n")
    return file


def test_figures_are_read_from_among_what_wrk_prints():
    """Rates come from requests and seconds, the others as they are."""
    found = timed(f"Running 2s test\n  1 threads\n{json.dumps(FIGURES)}\n")

    assert (found.rate, found.p50, found.p99, found.p999, found.failed) == (150, 0.5, 2.25, 8, 1)


def test_output_without_figures_is_refused():
    """The error shows what wrk printed instead."""
    with pytest.raises(NoClient, match="unable to connect"):
        timed("unable to connect to 127.0.0.1")


@needs_wrk
def test_paths_are_asked_for_again_and_again(noting: tuple[str, set[str]], paths: Path):
    """All paths in the file, and no other."""
    url, asked = noting

    found = ask(url, paths, Asking(connections=2), 1)

    assert asked == {"/v1/related?id=a", "/v1/related?id=b%20c"}
    assert found.rate > 0
    assert 0 < found.p50 <= found.p99 <= found.p999
    assert found.failed == 0


@needs_wrk
def test_each_request_can_be_new(noting: tuple[str, set[str]], paths: Path):
    """A parameter with another number each time, in another run, too; a pause means fewer."""
    url, asked = noting
    ask(url, paths, Asking(connections=2, pause_ms=50, anew=True), 1)
    ask(url, paths, Asking(connections=2, pause_ms=50, anew=True), 1)

    assert 10 < len(asked) <= 2 * 2 * 20 + 4
    assert all("&_=" in path for path in asked)


@needs_wrk
def test_errors_are_counted(noting: tuple[str, set[str]], paths: Path):
    """An answer of 500 counts as failed."""
    paths.write_text("/wrong\n")

    assert ask(noting[0], paths, Asking(connections=1, pause_ms=20), 1).failed > 0


def test_without_wrk_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    """In one line, before anything is ingested."""
    monkeypatch.setenv("PATH", "/nonexistent")

    result = CliRunner().invoke(main, ["load", "--quick"])

    assert result.exit_code == 1
    assert "apt install wrk" in result.stderr
    assert len(result.stderr.splitlines()) == 1
