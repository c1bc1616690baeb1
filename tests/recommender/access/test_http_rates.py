"""How often one may ask, over real HTTP. A rate of one request in hours needs no clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from index.store import Store
from index.store.keys import Scope as KeyScope
from recommender.access.gate import Gate, Terms
from recommender.access.keyring import Keyring
from recommender.access.keys import make_key
from recommender.access.layer import Access
from recommender.access.rates import Buckets
from recommender.bootstrap import STORE_FILE

RARELY = 0.0001


@pytest.fixture(scope="module")
def rationed(serve_with: Callable[..., Any]) -> Any:
    """A service of the public that everybody may ask once in hours; it knows one proxy."""
    return serve_with(access="public", rate_limit=RARELY, trusted_proxies=["127.0.0.1/32"])


def ask(rationed: Any, forwarded_for: str, key: str | None = None) -> int:
    headers = {"x-forwarded-for": forwarded_for}
    status: int = rationed.ask("GET", "/v1/articles/a", key, headers=headers).status_code
    return status


def test_an_address_that_asks_too_often_is_told_to_wait(rationed: Any):
    """Others are not held up by it, and its own key is counted apart."""
    assert [ask(rationed, "192.0.2.1") for _ in range(3)] == [404, 429, 429]
    assert ask(rationed, "192.0.2.2") == 404
    assert [ask(rationed, "192.0.2.1", "read") for _ in range(2)] == [404, 429]
    assert ask(rationed, "192.0.2.3", "read") == 429
    assert ask(rationed, "192.0.2.3", "write") == 404


def test_what_an_address_says_of_itself_is_not_believed(rationed: Any):
    """Only what the proxy added, which is the last."""
    assert [ask(rationed, f"198.51.100.{n}, 192.0.2.4") for n in range(3)] == [404, 429, 429]


def test_forged_keys_are_counted_for_the_address(rationed: Any):
    """Trying keys is no way around the rate."""
    tried = [
        rationed.client.get(
            "/v1/articles/a",
            headers={"x-api-key": f"rak_{n:048}", "x-forwarded-for": "192.0.2.5"},
        ).status_code
        for n in range(3)
    ]

    assert tried == [401, 429, 429]


def test_whether_the_service_is_alive_may_be_asked_at_any_rate(rationed: Any):
    """And whatever else is open."""
    statuses = {rationed.ask("GET", "/healthz").status_code for _ in range(5)}

    assert statuses == {200}


def test_a_refusal_says_how_long_to_wait(rationed: Any):
    """In the headers that clients understand, and in a problem document."""
    refused = [
        rationed.ask("GET", "/v1/articles/a", headers={"x-forwarded-for": "192.0.2.6"})
        for _ in range(2)
    ][1]

    wait = int(refused.headers["retry-after"])
    assert 9_900 <= wait <= 10_000
    assert refused.headers["ratelimit-policy"] == '"default";q=1;w=10000'
    assert refused.headers["ratelimit"] == f'"default";r=0;t={wait}'
    assert refused.json()["type"] == "urn:problem:too-many-requests"


def test_without_a_proxy_nobody_chooses_an_address(process: tuple[Any, Any]):
    """X-Forwarded-For from a client that is no known proxy changes nothing."""
    guarded, _ = process
    ask(guarded, "192.0.2.1")

    assert ask(guarded, "192.0.2.2") == 429


def test_a_key_may_have_a_rate_of_its_own(public: Any, serve_app: Callable[..., Any]):
    """Higher or lower than that of all others, and refilled as time goes by."""
    store, now = Store(public.home / STORE_FILE), datetime.now(UTC)
    keys = {
        rate: make_key(store.keys, "paced", KeyScope.READ, now, rate=rate).text
        for rate in (0.0, 0.5, 2.0)
    }
    clock = [0.0]
    gate = Gate(
        Terms("keys", rate=1), Keyring(store.keys, lambda: clock[0]), Buckets(), lambda: clock[0]
    )

    with serve_app(Access(nothing, gate)) as client:

        def statuses(rate: float) -> list[int]:
            header = {"x-api-key": keys[rate]}
            return [client.get("/v1/related", headers=header).status_code for _ in range(3)]

        found = {0.0: statuses(0.0), 0.5: statuses(0.5), 2.0: statuses(2.0)}
        clock[0] = 1.0
        later = {0.5: statuses(0.5), 2.0: statuses(2.0)}

    store.close()
    assert found == {0.0: [204] * 3, 0.5: [204, 429, 429], 2.0: [204, 204, 429]}
    assert later == {0.5: [429] * 3, 2.0: [204, 204, 429]}


async def nothing(_: Scope, __: Receive, send: Send) -> None:
    """Answer with nothing."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})
