"""Services with keys, and small applications behind one layer."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import tomli_w
import uvicorn
from starlette.types import ASGIApp

from index.encoder import Encoder
from index.store import Store
from index.store.keys import Scope
from recommender.access.keys import make_key
from recommender.api.app import create_app
from recommender.bootstrap import STORE_FILE, bootstrap
from recommender.settings import load_settings

_PATIENCE_S = 60
_RARELY = 0.0001


@dataclass(frozen=True)
class Guarded:
    """A service over the data folder `home`, and keys to it by scope, also 'expired', 'revoked'."""

    home: Path
    client: httpx.Client
    keys: dict[str, str]

    def ask(self, method: str, path: str, key: str | None = None, **sent: Any) -> httpx.Response:
        """Ask with the key of a name, or with none."""
        headers = {"authorization": f"Bearer {self.keys[key]}"} if key else {}
        return self.client.request(method, path, headers=headers | sent.pop("headers", {}), **sent)


@pytest.fixture(scope="session")
def serve_with(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Iterator[Callable[..., Guarded]]:
    """Serve an empty data folder in this process, with settings and keys of its own."""
    with ExitStack() as serving:

        def serve(**settings: object) -> Guarded:
            home = tmp_path_factory.mktemp("guarded")
            keys = _make_keys(home, None)
            services = bootstrap(load_settings(home=home, **settings), encoder)
            client = serving.enter_context(_served(create_app(services)))
            return Guarded(home, client, keys)

        yield serve


@pytest.fixture(scope="session")
def unset(serve_with: Callable[..., Guarded]) -> Guarded:
    """A service as it is without settings."""
    return serve_with()


@pytest.fixture(scope="session")
def public(serve_with: Callable[..., Guarded]) -> Guarded:
    """A service that anybody may read, also scripts of one other origin."""
    return serve_with(access="public", cors_origins=["https://news.example"])


@pytest.fixture(scope="session")
def closed(serve_with: Callable[..., Guarded]) -> Guarded:
    """A service where everything takes a key, and scripts of any origin may ask."""
    return serve_with(access="keys", cors_origins=["*"], metrics_from=[])


@pytest.fixture(scope="session")
def process(
    start_server: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Guarded, Any]:
    """`recommender serve`, which logs all it can, and the process.

    Without a key it may be asked once in hours, with one at any rate.
    """
    home = tmp_path_factory.mktemp("guarded")
    settings = {
        "access": "public", "rate_limit": _RARELY, "access_log": True, "log_level": "debug",
    }  # fmt: skip
    (home / "recommender.toml").write_text(tomli_w.dumps(settings))
    keys = _make_keys(home, 0)
    server = start_server(home)
    return Guarded(home, server.client, keys), server.process


@pytest.fixture
def serve_app() -> Callable[[ASGIApp], Any]:
    """Serve an application in this process while a block lasts; gives a client of it."""
    return _served


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait until something holds, or fail."""

    def wait(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, "it did not come to hold"
            time.sleep(0.02)

    return wait


@contextmanager
def _served(app: ASGIApp) -> Iterator[httpx.Client]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        with httpx.Client(base_url=address, timeout=_PATIENCE_S) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def _make_keys(home: Path, rate: float | None) -> dict[str, str]:
    store = Store(home / STORE_FILE)
    now = datetime.now(UTC)

    def made(name: str, scope: Scope, expires: datetime | None = None) -> str:
        return make_key(store.keys, f"{name} key", scope, now, expires, rate).text

    keys = {scope.value: made(scope, scope) for scope in Scope}
    keys["expired"] = made("expired", Scope.ADMIN, now - timedelta(seconds=1))
    keys["revoked"] = made("revoked", Scope.ADMIN)
    store.keys.revoke(keys["revoked"][4:12], now)
    store.close()
    return keys
