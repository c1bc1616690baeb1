"""A desk to decide at, and decisions as its forms send them."""

import time
from collections.abc import Callable, Sequence

import httpx
import pytest


@pytest.fixture(scope="session")
def newsroom(serve_desk):
    """Return one desk for all tests that decide; each of them has a page of its own."""
    served = serve_desk()
    # a service hears of new keys within a second
    time.sleep(0.6)
    return served


@pytest.fixture(scope="session")
def editor(newsroom) -> httpx.Client:
    """Return the browser of an editor."""
    return newsroom.signed_in("editor")


@pytest.fixture
def decide(newsroom, token_of) -> Callable[..., httpx.Response]:
    """Send a form about an article on a page, as a browser without scripts does."""

    def send(client: httpx.Client, page: str, **fields: str) -> httpx.Response:
        token = token_of(client.get("/desk/sign-in").text)
        seen = newsroom.services.catalog.store.position().decided
        given = {"token": token, "expects": str(seen), **fields}
        return client.post("/desk/page/decide", params={"id": page}, data=given)

    return send


@pytest.fixture(scope="session")
def site(newsroom) -> httpx.Client:
    """Return a program that may do everything."""
    return newsroom.client(authorization=f"Bearer {newsroom.keys['admin']}")


@pytest.fixture
def related(site) -> Callable[..., Sequence[str]]:
    """Tell which ids the site gets under a page."""

    def ids(page: str, **more: object) -> list[str]:
        answer = site.get("/v1/related", params={"id": page, **more})
        return [item["id"] for item in answer.json()["items"]]

    return ids
