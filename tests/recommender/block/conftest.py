"""A service, a site of another origin whose pages load the block from it, and a browser."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from index.encoder import Encoder
from index.ingest import ingest
from index.sources.jsonl import read_articles
from recommender.api.app import create_app
from recommender.bootstrap import Services, bootstrap
from recommender.demo.articles import SAMPLES
from recommender.settings import load_settings

_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"><path d="M0 0h8v5H0z"/></svg>'


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@dataclass
class Site:
    """A site of its own origin: the pages that a test writes, and something at every other path."""

    address: str = ""
    pages: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(self, body: str, lang: str = "en", head: str = "", policy: str = "") -> str:
        """Publish a page; `policy` is its Content-Security-Policy. Return its address."""
        direction = "rtl" if lang in ("ar", "he") else "ltr"
        html = (
            f'<!doctype html><html lang="{lang}" dir="{direction}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width">{head}<title>A page</title>{body}'
        )
        self.pages.append((html, {"content-security-policy": policy} if policy else {}))
        return f"{self.address}/pages/{len(self.pages) - 1}"

    def app(self) -> Starlette:
        """Return the site as an application."""

        async def written(request: Request) -> Response:
            html, headers = self.pages[request.path_params["number"]]
            return HTMLResponse(html, headers=headers)

        async def picture(_: Request) -> Response:
            return Response(_PICTURE, media_type="image/svg+xml")

        async def broken(_: Request) -> Response:
            return Response("out of order", 500, {"access-control-allow-origin": "*"})

        async def elsewhere(request: Request) -> Response:
            return HTMLResponse(f"<!doctype html><title>{request.url.path}</title>")

        return Starlette(
            routes=[
                Route("/pages/{number:int}", written),
                Route("/art/{name}", picture),
                Route("/broken/v1/related", broken),
                Route("/{path:path}", elsewhere),
            ]
        )


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site; the sample articles say that they are published there."""
    site = Site()
    with serving(site.app()) as site.address:
        yield site


Open = Callable[..., tuple[str, Services]]


@pytest.fixture(scope="session")
def catalogue(site: Site, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample articles, all of them published on the site; copy it."""
    services = bootstrap(load_settings(home=tmp_path_factory.mktemp("catalogue")), encoder)
    samples = SAMPLES.read_text("utf-8").replace("https://news.example", site.address)
    ingest(services.catalog, read_articles(samples.encode().splitlines()), datetime.now(UTC))
    services.close()
    return services.settings.home


@pytest.fixture(scope="session")
def open_service(
    catalogue: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Open]:
    """Serve the sample articles with some settings; gives the address and the services."""
    opened = []

    def open_(**given: object) -> tuple[str, Services]:
        home = shutil.copytree(catalogue, tmp_path_factory.mktemp("service") / "home")
        services = bootstrap(load_settings(home=home, cors_origins=("*",), **given), encoder)
        context = serving(create_app(services))
        opened.append(context)
        return context.__enter__(), services

    yield open_
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def service(open_service: Open) -> str:
    """Where a service runs that logs nothing; tests must not write to it."""
    return open_service()[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a browser that has never been anywhere."""
    context = browser.new_context(timezone_id="UTC", locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def block(service: str) -> Callable[..., str]:
    """Write the block into a page: the script from the service, and the element."""

    def write(
        attributes: str = "page='asteria-capsule-lands-en'",
        inside: str = "",
        service: str = service,
    ) -> str:
        script = f'<script type="module" src="{service}/block/v1/related-stories.js"></script>'
        return f"{script}<related-stories {attributes}>{inside}</related-stories>"

    return write


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a service that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
