"""What caches are told, over real HTTP."""

from typing import Any

import httpx
import pytest

PAGE = "asteria-capsule-lands-en"


def ask(client: httpx.Client, headers: dict[str, str] | None = None, **asked: Any) -> Any:
    return client.get("/v1/related", params={"id": PAGE, **asked}, headers=headers or {})


def test_an_answer_says_how_long_it_is_good(client: httpx.Client):
    """For a minute, and longer while it is fetched anew or cannot be."""
    said = ask(client).headers["cache-control"]

    assert said == "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"


def test_an_empty_answer_is_cached_briefly(client: httpx.Client):
    """There may be something to show soon."""
    answer = ask(client, only="is")

    assert answer.json()["items"] == []
    assert "max-age=5," in answer.headers["cache-control"]


@pytest.mark.parametrize("asked", [{}, {"k": 3}, {"only": "is"}, {"languages": "de,fr"}])
def test_who_has_the_answer_is_not_sent_it_again(client: httpx.Client, asked: dict[str, Any]):
    """The same tag gets 304 and no body, from ready bytes as after a search."""
    first = ask(client, **asked)

    again = ask(client, {"if-none-match": first.headers["etag"]}, **asked)

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]


@pytest.mark.parametrize("known", ['"another"', "W/x", "", '"a", "b"'])
def test_any_other_tag_gets_the_answer(client: httpx.Client, known: str):
    """Whole, with status 200."""
    answer = ask(client, {"if-none-match": known})

    assert answer.status_code == 200
    assert answer.json()["items"]


@pytest.mark.parametrize("around", ["{}", 'W/"x", {}', "W/{}", "*"])
def test_a_tag_is_found_among_others(client: httpx.Client, around: str):
    """In a list, as a weak one, or as any."""
    etag = ask(client).headers["etag"]

    assert ask(client, {"if-none-match": around.format(etag)}).status_code == 304


def test_tags_tell_answers_apart(client: httpx.Client):
    """Another list has another tag."""
    assert ask(client, k=3).headers["etag"] != ask(client, k=4).headers["etag"]


def test_an_explanation_is_not_cached_as_the_answer(client: httpx.Client):
    """It is another document."""
    ask(client)

    assert "runners_up" in ask(client, explain="true").json()
