"""Clients of the running service, and of one that does what a test says."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from recommender.client import Client


@pytest.fixture
def service(site: Any) -> Iterator[Client]:
    """Return a client of the running service, with the sample articles."""
    with Client(str(site.client.base_url)) as client:
        yield client


@pytest.fixture
def answering() -> Callable[..., Any]:
    """Serve answers one after the other, the last one for ever; gives the address and requests.

    An answer is a status, headers and a body, or None to close the connection instead.
    """

    @contextmanager
    def serve(
        *answers: tuple[int, dict[str, str], bytes] | None,
    ) -> Iterator[tuple[str, list[str]]]:
        left, asked = list(answers), list[str]()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked.append(self.path)
                answer = left.pop(0) if len(left) > 1 else left[0]
                if answer is None:
                    self.close_connection = True
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {**headers, "content-length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_DELETE = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}", asked
            finally:
                server.shutdown()
                thread.join()

    return serve
