"""Scripts of other origins, over real HTTP, as a browser asks for them."""

from typing import Any

import pytest

NEWS, OTHER = "https://news.example", "https://other.example"


def preflight(guarded: Any, origin: str, method: str = "PUT", headers: str = "") -> Any:
    asked = {"origin": origin, "access-control-request-method": method}
    if headers:
        asked["access-control-request-headers"] = headers
    return guarded.client.options("/v1/articles/a", headers=asked)


def test_a_browser_that_asks_before_is_told_what_it_may(public: Any):
    """Without a key, for it sends none; and it may keep the answer."""
    answer = preflight(public, NEWS, headers="authorization, content-type, if-none-match")

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == NEWS
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()
    assert "origin" in answer.headers["vary"].lower()
    assert int(answer.headers["access-control-max-age"]) > 0


def test_an_origin_that_is_not_listed_is_not_let_in(public: Any):
    """Neither before it asks, nor when it does: its browser keeps the answer from it."""
    before = preflight(public, OTHER)
    asked = public.ask("GET", "/readyz", headers={"origin": OTHER})

    assert before.status_code == 400
    assert "access-control-allow-origin" not in before.headers
    assert "access-control-allow-origin" not in asked.headers


@pytest.mark.parametrize("path", ["/readyz", "/v1/related", "/v1/decisions"])
def test_answers_and_refusals_can_be_read_by_a_listed_origin(public: Any, path: str):
    """With the validator of caches, and never with credentials."""
    answer = public.ask("GET", path, headers={"origin": NEWS})

    assert answer.headers["access-control-allow-origin"] == NEWS
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", [NEWS, OTHER, None])
def test_caches_keep_the_answers_of_origins_apart(public: Any, origin: str | None):
    """Also one that was asked for without any, which they would else give to a browser."""
    headers = {"origin": origin} if origin else {}

    answer = public.ask("GET", "/readyz", headers=headers)

    assert "origin" in answer.headers["vary"].lower()


def test_every_origin_may_be_let_in(closed: Any):
    """With its key, for the star allows no cookies."""
    answer = closed.ask("GET", "/v1/related", "read", headers={"origin": OTHER})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert (
        preflight(closed, OTHER, headers="x-api-key").headers["access-control-allow-origin"] == "*"
    )


def test_without_the_setting_no_origin_is_mentioned(unset: Any):
    """As by default."""
    answer = unset.ask("GET", "/readyz", headers={"origin": NEWS})

    assert not [name for name in answer.headers if name.startswith("access-control")]
