"""The Python client against a running service."""

import asyncio
import json
import socket
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.errors import EngineError
from index.store.decision import Verdict
from recommender.api.explanation_wire import ExplainedOut
from recommender.client import AsyncClient, Client, DecisionIn, RawArticle, RelatedIn, UndoIn
from recommender.client import problems as problem

PAGE = "asteria-capsule-lands-en"
URL = "https://news.example/en/asteria-capsule-lands"


def article(number: int) -> RawArticle:
    return RawArticle(id=f"pier-{number}", title=f"Pier number {number}", language="en")


# --- asking --------------------------------------------------------------------------------


def test_a_list_is_what_the_service_answers(service: Client, site: Any):
    """Field by field, for a page named by its id, as over plain HTTP."""
    wished = {"k": 4, "languages": "de,fr", "exclude": ["carauna-route-pt"]}
    plain = site.client.get("/v1/related", params={"id": PAGE, **wished}).json()

    found = service.related(PAGE, k=4, languages=["de", "fr"], exclude=["carauna-route-pt"])

    assert json.loads(found.model_dump_json()) == plain
    assert len(found.items) == 4


def test_a_page_may_be_named_by_its_address(service: Client):
    """Which gives the same list as its id."""
    assert service.related(url=URL) == service.related(PAGE)


def test_no_language_is_shown_that_a_reader_cannot_read(service: Client):
    """All items are in one of those listed in `only`."""
    items = service.related(PAGE, only=["de", "fr"]).items

    assert {item.language for item in items} <= {"de", "fr"}
    assert items


def test_reasons_come_with_the_items_and_with_what_was_asked_about(service: Client):
    """Each item has sentences, and so has the article that is not there."""
    found = service.explain(PAGE, k=2, why_not=["carauna-route-pt"])

    assert all(item.explanation.sentences for item in found.items)
    assert [other.id for other in found.asked] == ["carauna-route-pt"]


def test_a_text_gets_stories_and_reasons_if_it_wants_them(service: Client):
    """Reasons make the answer an explained one."""
    text = RelatedIn(title="A capsule brings asteroid grains home", k=3)
    found = service.related_to_text(text)
    explained = service.related_to_text(text.model_copy(update={"explain": True}))

    assert len(found.items) == 3
    assert isinstance(explained, ExplainedOut)
    assert [item.id for item in explained.items] == [item.id for item in found.items]


def test_a_list_that_did_not_change_is_not_sent_again(site: Any):
    """An answer is 304 without a body, and the list the same, once it has come to rest."""
    with Client(str(site.client.base_url)) as client:
        statuses = list[int]()
        client._http.event_hooks["response"] = [lambda got: statuses.append(got.status_code)]

        *_, before, last = [client.related(PAGE) for _ in range(5)]

    assert (statuses[0], statuses[-1]) == (200, 304)
    assert before == last


def test_as_many_lists_are_kept_as_one_says(site: Any):
    """With one kept, another one takes its place."""
    with Client(str(site.client.base_url), kept=1) as client:
        statuses = list[int]()
        client._http.event_hooks["response"] = [lambda got: statuses.append(got.status_code)]
        for k in (3, 4, 3, 3):
            client.related(PAGE, k=k)

    assert statuses == [200, 200, 200, 304]


# --- publishing ----------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
@example(".")
@example("..")
@example("a/../b?c#d%2Fe")
def test_an_article_of_any_id_comes_back_and_goes(service_of_all: Client, id_: str):
    """It is added, read as it was, removed, and unknown from then on."""
    if id_ != id_.strip():
        return
    assert service_of_all.put_article(id_, RawArticle(title="A pier")).id == id_
    assert service_of_all.get_article(id_).title == "A pier"
    service_of_all.delete_article(id_)
    with pytest.raises(problem.UnknownArticle, match="no article with id"):
        service_of_all.get_article(id_)


@pytest.fixture(scope="module")
def service_of_all(site: Any) -> Any:
    with Client(str(site.client.base_url)) as client:
        yield client


def test_many_articles_are_sent_in_parts_and_reported_as_one(
    service: Client, monkeypatch: pytest.MonkeyPatch
):
    """A rejected one is named by its place among all of them."""
    monkeypatch.setattr("recommender.client.batches.BATCH_BYTES", 200)
    sent = [*map(article, range(6)), RawArticle(id="untitled"), article(0)]

    report = service.add_articles(iter(sent))

    for number in range(6):
        service.delete_article(f"pier-{number}")
    assert (report.added, report.unchanged) == (6, 1)
    assert [(line.line, line.id) for line in report.rejected] == [(7, "untitled")]


# --- editors -------------------------------------------------------------------------------


def test_a_decision_holds_until_it_is_taken_back(service: Client):
    """The pinned article comes first, and is named among the decisions of the page."""
    pin = DecisionIn(seed=PAGE, article="carauna-route-pt", decision=Verdict.PIN, by="mia")

    made = service.decide(pin)
    try:
        assert service.related(PAGE).items[0].id.startswith("carauna-route")
        assert [each.number for each in service.decisions(PAGE).decisions] == [made.number]
    finally:
        service.undo(UndoIn(number=made.number))
    assert service.decisions(PAGE).decisions == []


def test_who_has_not_seen_a_decision_is_told_of_it(service: Client):
    """The problem names the field and carries what was decided meanwhile."""
    pin = DecisionIn(seed=PAGE, article="carauna-route-pt", decision=Verdict.PIN, expects=0)
    made = service.decide(pin.model_copy(update={"expects": service.decisions(PAGE).latest}))
    try:
        with pytest.raises(problem.DecidedMeanwhile) as refused:
            service.decide(pin)
    finally:
        service.undo(UndoIn(number=made.number))
    assert refused.value.field == "expects"
    assert made.number in [each.number for each in refused.value.decisions]


# --- following -----------------------------------------------------------------------------


def test_changes_end_where_nothing_follows(service: Client):
    """The first part names every page once; it is not asked for ever."""
    first, *_ = list(service.changes())
    named = [change.id for change in first.changes]

    assert PAGE in named
    assert len(named) == len(set(named))


def test_who_waits_is_told_of_the_next_change(service: Client):
    """A page that comes is named without asking again."""
    *_, last = service.changes()
    following = service.changes(last.next, wait_s=30)
    service.put_article("pier-next", article(1).model_copy(update={"id": "pier-next"}))

    seen = next(following)
    while "pier-next" not in [change.id for change in seen.changes]:
        seen = next(following)

    service.delete_article("pier-next")


def test_a_cursor_of_another_catalogue_is_an_error_of_its_own(service: Client):
    """410 is told apart from everything else."""
    with pytest.raises(problem.ForeignCursor) as refused:
        next(service.changes("0123456789ab-1"))

    assert refused.value.status == 410


# --- problems ------------------------------------------------------------------------------


def test_a_problem_says_which_field_was_wrong(service: Client):
    """With status, detail and field, as the service's own errors have them."""
    with pytest.raises(problem.InvalidRequest) as refused:
        service.related(PAGE, k=0)

    assert (refused.value.status, refused.value.field) == (422, "k")
    assert refused.value.detail == "k must be between 1 and 100; got 0"
    assert isinstance(refused.value, EngineError)


def test_a_service_that_is_not_there_is_named():
    """The address stands in the message, and where to look."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    unanswered = pytest.raises(problem.Unanswered, match=f"127.0.0.1:{port}.* was not answered")
    with Client(f"http://127.0.0.1:{port}") as client, unanswered:
        client.get_article("a1")


# --- asynchronously ------------------------------------------------------------------------


def test_the_asynchronous_client_answers_the_same(service: Client, site: Any):
    """Lists, articles, decisions and problems, several at a time."""

    async def ask() -> Any:
        async with AsyncClient(str(site.client.base_url)) as client:
            listed, again, kept, held, explained = await asyncio.gather(
                client.related(PAGE), client.related(PAGE), client.get_article(PAGE),
                client.decisions(PAGE), client.explain(PAGE),
            )  # fmt: skip
            report = await client.add_articles([article(1), RawArticle(id="untitled")])
            await client.delete_article("pier-1")
            parts = [part async for part in client.changes()]
            with pytest.raises(problem.UnknownArticle):
                await client.related("nobody")
            return listed, again, kept, held, explained, report, parts

    listed, again, kept, held, explained, report, parts = asyncio.run(ask())

    assert listed == again == service.related(PAGE)
    assert (kept, held) == (service.get_article(PAGE), service.decisions(PAGE))
    assert explained == service.explain(PAGE)
    assert (report.added, report.rejected[0].line) == (1, 2)
    assert parts[0].changes
