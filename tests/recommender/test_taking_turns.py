"""Requests that search take turns; others need not wait for them."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from index.catalog import Catalog
from recommender.api.app import create_app
from recommender.api.dependencies import SEARCHES
from recommender.bootstrap import Services

OpenCatalog = Callable[..., Catalog]

SEARCHED = [
    ("POST", "/v1/related", {"title": "Bridge", "language": "en"}),
    ("GET", "/v1/related?id=a&only=de", None),
    ("GET", "/v1/related.html?id=a&only=de", None),
]


@pytest.mark.parametrize(("method", "path", "body"), SEARCHED)
def test_while_as_many_search_as_may_others_are_answered(
    open_catalog: OpenCatalog,
    make_article: Callable[..., object],
    services_of: Callable[[Catalog], Services],
    method: str,
    path: str,
    body: object,
):
    """The next search begins when one of them has ended."""
    catalog = open_catalog()
    catalog.put([make_article("a", title="Bridge")])

    async def asked() -> tuple[int, bool, int]:
        app = create_app(services_of(catalog))
        for _ in range(SEARCHES):
            await app.state.searching.acquire()
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            search = asyncio.create_task(client.request(method, path, json=body))
            other = await client.get("/v1/articles/a")
            had_to_wait = not search.done()
            app.state.searching.release()
            return other.status_code, had_to_wait, (await search).status_code

    assert asyncio.run(asked()) == (200, True, 200)
