"""What the client does when an answer does not come, or is to be asked for again."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from recommender.client import AsyncClient, Client
from recommender.client import problems as problem

ALIVE = (200, {}, b"""{"id": "a1", "url": null, "language": "en", "title": "A pier", "summary": "",
    "text": "", "image_url": null, "section": null, "tags": [], "authors": [],
    "published_at": null, "updated_at": null, "translation_key": null}""")  # fmt: skip
BUSY = (503, {"retry-after": "0"}, b"""{"type": "urn:problem:overloaded", "title": "Busy",
    "status": 503, "detail": "try again soon", "instance": "/v1/articles/a1"}""")  # fmt: skip


@pytest.mark.parametrize("first", [None, BUSY], ids=["closed connection", "503"])
def test_what_only_reads_is_asked_once_more(answering: Callable[..., Any], first: Any):
    """The second time there is an answer."""
    with answering(first, ALIVE) as (address, asked), Client(address) as client:
        assert client.get_article("a1").title == "A pier"

    assert asked == ["/v1/articles/a1"] * 2


@pytest.mark.parametrize("first", [None, BUSY], ids=["closed connection", "503"])
def test_the_asynchronous_client_asks_once_more_too(answering: Callable[..., Any], first: Any):
    """The second time there is an answer."""

    async def ask(address: str) -> str:
        async with AsyncClient(address) as client:
            return (await client.get_article("a1")).title

    with answering(first, ALIVE) as (address, asked):
        assert asyncio.run(ask(address)) == "A pier"

    assert len(asked) == 2


def test_it_is_asked_no_more_often_than_one_says(answering: Callable[..., Any]):
    """Two retries are three requests, and the problem is that of the last."""
    with (
        answering(BUSY) as (address, asked),
        Client(address, retries=2) as client,
        pytest.raises(problem.Overloaded, match="try again soon"),
    ):
        client.get_article("a1")

    assert len(asked) == 3


@pytest.mark.parametrize("first", [None, BUSY], ids=["closed connection", "503"])
def test_what_changes_something_is_sent_once(answering: Callable[..., Any], first: Any):
    """Whether it was done is for the caller to find out."""
    with (
        answering(first) as (address, asked),
        Client(address) as client,
        pytest.raises((problem.Unanswered, problem.Overloaded)),
    ):
        client.delete_article("a1")

    assert len(asked) == 1


def test_a_long_pause_is_left_to_the_caller(answering: Callable[..., Any]):
    """The problem says in how many seconds to try again."""
    hour = (503, {"retry-after": "3600"}, BUSY[2])
    with (
        answering(hour) as (address, asked),
        Client(address) as client,
        pytest.raises(problem.Overloaded) as refused,
    ):
        client.get_article("a1")

    assert refused.value.retry_after_s == 3600
    assert len(asked) == 1


def test_what_is_no_problem_document_is_a_problem_all_the_same(answering: Callable[..., Any]):
    """A proxy's page of HTML gives an exception that names address and status."""
    page = (502, {"content-type": "text/html"}, b"<h1>Bad Gateway</h1>")
    with (
        answering(page) as (address, _),
        Client(address) as client,
        pytest.raises(problem.ServiceProblem, match=rf"{address}/.* answered 502") as refused,
    ):
        client.get_article("a1")

    assert (type(refused.value), refused.value.status) == (problem.ServiceProblem, 502)


def test_an_answer_of_something_else_is_not_understood(answering: Callable[..., Any]):
    """A page of HTML with status 200 names the address, and what to look for."""
    page = (200, {"content-type": "text/html"}, b"<h1>Welcome</h1>")
    with (
        answering(page) as (address, _),
        Client(address) as client,
        pytest.raises(problem.NotUnderstood, match=rf"{address}/.* gave no ArticleOut: "),
    ):
        client.get_article("a1")
