"""A receiver of webhooks on this machine, as somebody else would write it."""

import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook as Verifier


@dataclass(frozen=True)
class Received:
    """A request that came."""

    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str) -> dict[str, Any]:
        """Return the content; raises if it was not signed with the secret just now."""
        content: dict[str, Any] = Verifier(secret).verify(self.body, self.headers)
        return content

    @property
    def told(self) -> list[tuple[str, str]]:
        """Return id and kind of each change."""
        changes = json.loads(self.body)["data"]["changes"]
        return [(change["id"], change["change"]) for change in changes]


@dataclass
class Receiver:
    """Answers with the given statuses first, then with 204; a callable is called before it.

    With `security` it is reached as https://localhost.
    """

    security: ssl.SSLContext | None = None
    answers: list[int | Callable[[], int]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    def __post_init__(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.received.append(Received(headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else 204
                self.send_response(answer() if callable(answer) else answer)
                self.send_header("location", "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if self.security:
            self._server.socket = self.security.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        base = "https://localhost" if self.security else "http://127.0.0.1"
        return f"{base}:{self._server.server_port}/hooks/purge?site=1"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
