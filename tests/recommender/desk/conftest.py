"""Desks over the sample articles in a real server, people who sign in, and a browser."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from index.encoder import Encoder
from index.store.keys import Scope
from recommender.access.keys import make_key
from recommender.api.app import create_app
from recommender.bootstrap import Services, bootstrap
from recommender.settings import load_settings

_KEYS_ARE_READ_AGAIN_S = 0.55
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_SCOPES = {"viewer": Scope.READ, "editor": Scope.EDIT, "admin": Scope.ADMIN}


def token_of(html: str) -> str:
    """Return the token that a page's forms bring along."""
    found = _TOKEN.search(html)
    assert found, html
    return unescape(found[1])


@dataclass(frozen=True)
class ServedDesk:
    """A desk at `address`; `keys` by role."""

    address: str
    services: Services
    keys: dict[str, str]
    _opened: ExitStack = field(repr=False)

    def client(self, **headers: str) -> httpx.Client:
        """Return a browser without scripts, which follows redirects and keeps cookies."""
        client = httpx.Client(
            base_url=self.address, headers=headers, follow_redirects=True, timeout=60
        )
        return self._opened.enter_context(client)

    def signed_in(self, role: str) -> httpx.Client:
        """Return the browser of somebody who has signed in with the key of a role."""
        client = self.client()
        answer = send(client, "/desk/sign-in", key=self.keys[role])
        assert answer.status_code == 200, answer.text
        return client

    def now(self) -> datetime:
        """Return this moment."""
        return _now()

    def read_keys_again(self) -> None:
        """Return when the service must have noticed new keys."""
        time.sleep(_KEYS_ARE_READ_AGAIN_S)

    def make_key(self, name: str, scope: Scope, expires: datetime | None = None) -> str:
        """Return a new key."""
        return make_key(self.services.catalog.store.keys, name, scope, _now(), expires).text


def send(client: httpx.Client, path: str, page: str = "", **fields: object) -> httpx.Response:
    """Send a form as a browser does: open the page that has it, then post its fields."""
    token = token_of(client.get(page or path).text)
    return client.post(path, data={"token": token, **fields})


@pytest.fixture(scope="session")
def serve_desk(
    sample_home: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., ServedDesk]]:
    """Serve a desk of one's own over the samples, with settings; keys are asked for by default."""
    with ExitStack() as opened:

        def serve(**settings: object) -> ServedDesk:
            home = tmp_path_factory.mktemp("desk") / "home"
            shutil.copytree(sample_home, home)
            given = {"access": "keys", **settings}
            services = bootstrap(load_settings(home=home, **given), encoder)
            keys = {
                role: make_key(services.catalog.store.keys, f"the {role}", scope, _now()).text
                for role, scope in _SCOPES.items()
            }
            address = opened.enter_context(_served(services))
            return ServedDesk(address, services, keys, opened)

        yield serve


@pytest.fixture(scope="session")
def desk(serve_desk: Callable[..., ServedDesk]) -> ServedDesk:
    """Return one desk for all tests; change nothing there."""
    return serve_desk()


@pytest.fixture(scope="session")
def open_desk(serve_desk: Callable[..., ServedDesk]) -> ServedDesk:
    """Return a desk that whoever uses this machine may use; change nothing there."""
    return serve_desk(access="open")


@pytest.fixture(name="send", scope="session")
def _send() -> Callable[..., httpx.Response]:
    """Send a form as a browser does."""
    return send


@pytest.fixture(name="token_of", scope="session")
def _token_of() -> Callable[[str], str]:
    """Return the token that a page's forms bring along."""
    return token_of


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser window of one's own; at the end it must have complained about nothing.

    What a content security policy forbids, and what a script throws, is a complaint.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            complaints.append(said.text)

    def open_(**options: object) -> Page:
        given = {"viewport": {"width": 1280, "height": 800}, **options}
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@contextmanager
def _served(services: Services) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(services), log_config=None, proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _now() -> datetime:
    return datetime.now(UTC)
