"""Ready answers: kept until what they depend on changes, and no longer."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from index.encoder import Encoder
from index.store import Decision, Verdict
from recommender.api.wire import RelatedOut
from recommender.bootstrap import Services, bootstrap
from recommender.ready import Answerer
from recommender.settings import Settings

PAGE = "asteria-capsule-lands-en"


@pytest.fixture
def services(home: Path, encoder: Encoder) -> Iterator[Services]:
    services = bootstrap(Settings(home=home), encoder).kept()
    yield services
    services.close()


@pytest.fixture
def ask(services: Services) -> Callable[..., tuple[dict[str, object], str]]:
    """Ask for the page's related stories; give the answer and how it was had."""
    answerer = Answerer(services)

    def ask(query: str = f"id={PAGE}") -> tuple[dict[str, object], str]:
        found = answerer.ready(query.encode(), b"")
        assert found is not None
        answer, how = found
        return json.loads(answer.body), how

    return ask


def shown(answer: dict[str, object]) -> list[str]:
    return [item["id"] for item in answer["items"]]  # type: ignore[index, attr-defined]


def relate(services: Services) -> None:
    for _ in services.catalog.relate_all():
        pass


def test_an_answer_is_made_once(ask: Callable[..., tuple[dict[str, object], str]]):
    """Who asks again gets the same bytes without any work."""
    first, how = ask()
    again, how_again = ask()

    assert (how, how_again) == ("miss", "hit")
    assert first == again


def test_bytes_are_what_is_described(services: Services, ask: Callable[..., object]):
    """They are those of the documented schema, field by field."""
    body = ask()[0]  # type: ignore[index]
    ranking = services.recommender.related_to_several([PAGE], 6, now=datetime.now(UTC))

    described = RelatedOut.of(ranking, services.catalog.model_id)
    assert body == described.model_dump(mode="json")


def test_what_is_withdrawn_is_let_go_of(
    services: Services, ask: Callable[..., tuple[dict[str, object], str]]
):
    """An answer that shows the article is made anew at once, whatever the keeper does."""
    first = shown(ask()[0])
    services.catalog.withdraw([first[0]])

    answer, how = ask()

    assert how == "miss"
    assert first[0] not in shown(answer)


def test_a_decision_holds_in_the_next_answer(
    services: Services, ask: Callable[..., tuple[dict[str, object], str]]
):
    """A blocked story is gone at once, without a keeper."""
    first = shown(ask()[0])
    now = datetime.now(UTC)
    services.catalog.store.decisions.append(Decision(PAGE, first[0], Verdict.BLOCK, now))

    assert first[0] not in shown(ask()[0])


def test_other_pages_keep_their_answers(
    services: Services, ask: Callable[..., tuple[dict[str, object], str]]
):
    """A change is followed by exactly those answers that it may concern."""
    ids = [each.id for each in services.catalog.store.listed()]
    before = {id_: ask(f"id={quote(id_)}")[0] for id_ in ids}
    gone = shown(before[PAGE])[0]
    showing = {id_ for id_ in ids if gone in shown(before[id_])}

    services.catalog.withdraw([gone])
    relate(services)

    found = {id_: ask(f"id={quote(id_)}") for id_ in ids if id_ != gone}
    unchanged = {id_ for id_, (answer, _) in found.items() if answer == before[id_]}
    made_anew = {id_ for id_, (_, how) in found.items() if how == "miss"}
    assert showing <= made_anew | {gone}
    assert set(found) - unchanged <= made_anew
    assert len(made_anew) < len(found)


def test_a_page_that_is_withdrawn_has_no_answer(services: Services):
    """Not even the one that was ready."""
    answerer = Answerer(services)
    assert answerer.ready(f"id={PAGE}".encode(), b"")

    services.catalog.withdraw([PAGE])
    relate(services)

    assert answerer.ready(f"id={PAGE}".encode(), b"") is None


def test_while_the_store_cannot_be_read_what_was_kept_is_given(services: Services):
    """However old; better than an error."""
    answerer = Answerer(services)
    first = answerer.ready(f"id={PAGE}".encode(), b"")
    store = services.catalog.store.path
    services.catalog.store.close()
    store.rename(store.with_suffix(".away"))
    store.mkdir()

    found = answerer.ready(f"id={PAGE}".encode(), b"")

    assert first is not None
    assert found == (first[0], "stale")


@pytest.mark.parametrize(
    "query",
    [
        "", "id=", "id=nobody", f"id={PAGE}&k=0", f"id={PAGE}&k=x", f"id={PAGE}&k=1000",
        f"id={PAGE}&url=x", f"id={PAGE}&policy=none", f"id={PAGE}&languages=123456789012",
        f"id={PAGE}&explain=true", "id=%ff", "url=::", "x" * 9000,
    ],
)  # fmt: skip
def test_what_is_wrong_or_takes_long_is_left_to_the_routes(services: Services, query: str):
    """They know how to say it."""
    assert Answerer(services).ready(query.encode(), b"") is None


def test_no_more_is_kept_than_there_is_room_for(services: Services):
    """The answers that nobody has asked for longest go first."""
    small = replace(services, settings=services.settings.model_copy(update={"cache_mb": 1}))
    answerer = Answerer(small)
    asked = [f"id={PAGE}&k=20&_={n}".encode() for n in range(200)]

    for query in asked:
        answerer.ready(query, b"")

    kept = [query for query in asked[::-1] if answerer.ready(query, b"")[1] == "hit"]  # type: ignore[index]
    assert 0 < len(kept) < len(asked)
