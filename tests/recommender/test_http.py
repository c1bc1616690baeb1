"""The service over real HTTP, with the sample articles."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from recommender.demo.articles import SAMPLES

NDJSON = {"content-type": "application/x-ndjson"}
ARTICLES = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]
KEYS = {article["id"]: article.get("translation_key", article["id"]) for article in ARTICLES}
PIER = {
    "language": "en",
    "title": "Harbour of Brellin gets a second pier for its fishing boats",
    "text": "The council of Brellin will build a second pier so that fishing boats can land.",
}
PIER_FR = {
    "language": "fr",
    "title": "Le port de Brellin aura une deuxième jetée pour ses bateaux de pêche",
    "text": "La commune de Brellin construira une deuxième jetée pour les bateaux de pêche.",
}


@pytest.fixture(scope="module")
def lists(site: Any) -> dict[str, dict[str, Any]]:
    """Return the answers for all samples, to a reader of German and French."""
    asked = {"k": 20, "languages": "de,fr"}
    return {id_: site.client.get("/v1/related", params={"id": id_, **asked}).json() for id_ in KEYS}


def path_of(id_: str) -> str:
    return f"/v1/articles/{quote(id_, safe='')}"


def related(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/related", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def ids_of(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


# --- what a page gets ----------------------------------------------------------------------


def test_a_page_is_named_by_its_address_however_it_was_linked(client: httpx.Client):
    """Tracking parameters and the fragment make no difference to the answer for the id."""
    article = ARTICLES[0]
    linked = f"{article['url']}?utm_source=letter&fbclid=1#comments"

    assert related(client, url=linked) == related(client, id=article["id"])


def test_an_answer_has_as_many_items_as_were_asked_for(client: httpx.Client):
    """Three are asked for, three come, and there is no reason to give."""
    answer = client.get("/v1/related", params={"id": ARTICLES[0]["id"], "k": 3}).json()

    assert (len(answer["items"]), answer["unfilled_reason"]) == (3, None)


def test_a_shorter_list_says_why(client: httpx.Client):
    """A hundred are asked for; the other stories are too far away, or there are no others."""
    answer = client.get("/v1/related", params={"id": ARTICLES[0]["id"], "k": 100}).json()

    assert len(answer["items"]) < 100
    assert answer["unfilled_reason"] in ("below_minimum_score", "catalogue_exhausted")


def test_every_short_list_has_a_reason_and_every_full_one_none(lists: dict[str, Any]):
    """The reason is there exactly where items are missing."""
    assert all((len(a["items"]) < 20) == (a["unfilled_reason"] is not None) for a in lists.values())


def test_no_list_shows_the_page_or_a_translation_of_it(lists: dict[str, Any]):
    """Neither as an item nor among an item's other versions."""
    for seed, answer in lists.items():
        shown = {KEYS[id_] for item in answer["items"] for id_ in (item["id"], *_others(item))}
        assert KEYS[seed] not in shown


def test_no_list_shows_a_story_twice(lists: dict[str, Any]):
    """The versions of a story share one item."""
    for answer in lists.values():
        stories = [KEYS[item["id"]] for item in answer["items"]]
        assert len(set(stories)) == len(stories)


def test_a_story_lists_all_its_other_versions(lists: dict[str, Any]):
    """Item and translations together are the story's translation group."""
    groups = {key: {id_ for id_ in KEYS if KEYS[id_] == key} for key in KEYS.values()}
    for answer in lists.values():
        for item in answer["items"]:
            assert {item["id"], *_others(item)} == groups[KEYS[item["id"]]]


def test_items_come_best_first_and_none_below_the_floor(lists: dict[str, Any]):
    """Scores fall, but for what the news policy gives for being new; none is below the minimum."""
    for answer in lists.values():
        scores = [item["score"] for item in answer["items"]]
        assert all(after - before <= 0.04 for before, after in pairwise(scores))
        assert min(scores, default=1) >= 0.1


def test_an_item_carries_what_a_page_shows(lists: dict[str, Any]):
    """Each field is the article's own."""
    known = {article["id"]: article for article in ARTICLES}
    item = lists[ARTICLES[0]["id"]]["items"][0]
    article = known[item["id"]]

    assert set(item) == {
        "id", "url", "title", "summary", "image_url", "language", "published_at", "score",
        "pinned", "relation", "translations",
    }  # fmt: skip
    for field in ("url", "title", "summary", "image_url", "language"):
        assert item[field] == article[field]
    assert datetime.fromisoformat(item["published_at"]) == datetime.fromisoformat(
        article["published_at"]
    )


@pytest.mark.parametrize(
    ("languages", "shown", "listed"),
    [("fr", "pier-fr", "en"), ("en", "pier-en", "fr"), ("sw,fr,en", "pier-fr", "en"),
     ("", "pier-en", "fr"), ("fr-CA", "pier-fr", "en")],
)  # fmt: skip
def test_the_reader_gets_a_story_in_their_language(
    client: httpx.Client, publish: Callable[..., Any], languages: str, shown: str, listed: str
):
    """The preferred version is the item, the other one stands under its translations."""
    publish("page", language="en", title="A second pier", text=PIER["text"])
    publish("pier-en", translation_key="pier", **PIER)
    publish("pier-fr", translation_key="pier", **PIER_FR)

    item = related(client, id="page", k=1, languages=languages)[0]

    assert item["id"] == shown
    assert [version["language"] for version in item["translations"]] == [listed]


@pytest.mark.parametrize("only", ["fr", "fr,sw"])
def test_the_reader_gets_nothing_in_other_languages(
    client: httpx.Client, publish: Callable[..., Any], only: str
):
    """With `only`, every item is in one of those languages."""
    publish("page", language="en", title="A second pier", text=PIER["text"])
    publish("pier-en", translation_key="pier", **PIER)
    publish("pier-fr", translation_key="pier", **PIER_FR)

    items = related(client, id="page", k=6, only=only)

    assert ids_of(items)[0] == "pier-fr"
    assert {item["language"] for item in items} <= set(only.split(","))


def test_a_text_outside_the_catalogue_finds_its_story(
    client: httpx.Client, publish: Callable[..., Any]
):
    """The nearest article to a text is the one that has the same text."""
    publish("pier-en", **PIER)

    answer = client.post("/v1/related", json={**PIER, "k": 2})

    assert ids_of(answer.json()["items"])[0] == "pier-en"


def test_a_text_outside_the_catalogue_is_not_kept(
    client: httpx.Client, position: Callable[[], object]
):
    """Asking writes nothing."""
    before = position().change

    client.post("/v1/related", json=PIER)

    assert position().change == before


# --- publishing ----------------------------------------------------------------------------


def test_an_article_is_found_once_it_is_put(client: httpx.Client, publish: Callable[..., Any]):
    """It can be read back, and pages near it list it at once."""
    publish("page", language="en", title="A second pier", text=PIER["text"])

    assert publish("pier-en", **PIER).status_code == 201
    assert client.get("/v1/articles/pier-en").json()["title"] == PIER["title"]
    assert ids_of(related(client, id="page", k=1)) == ["pier-en"]


def test_a_deleted_article_is_gone_everywhere(client: httpx.Client, publish: Callable[..., Any]):
    """It cannot be read, asked for, or found in a list."""
    publish("page", language="en", title="A second pier", text=PIER["text"])
    publish("pier-en", url="https://brellin.example/pier", **PIER)

    assert client.delete("/v1/articles/pier-en").status_code == 204

    assert client.get("/v1/articles/pier-en").status_code == 404
    assert client.get("/v1/related", params={"id": "pier-en"}).status_code == 404
    by_url = {"url": "https://brellin.example/pier"}
    assert client.get("/v1/related", params=by_url).status_code == 404
    assert "pier-en" not in ids_of(related(client, id="page", k=100))


def test_a_changed_article_replaces_the_old_one(client: httpx.Client, publish: Callable[..., Any]):
    """The second put says so, and the article reads as it was last put."""
    publish("pier-en", **PIER)

    assert publish("pier-en", **{**PIER, "title": "No pier"}).json()["outcome"] == "changed"
    assert client.get("/v1/articles/pier-en").json()["title"] == "No pier"


def test_putting_the_same_again_changes_nothing(
    publish: Callable[..., Any], position: Callable[[], object]
):
    """The outcome is 'unchanged', and nothing is written."""
    publish("pier-en", **PIER)
    before = position().change

    assert publish("pier-en", **PIER).json()["outcome"] == "unchanged"
    assert position().change == before


@pytest.mark.parametrize(
    "id_",
    ["news/2026/11/pier", "a pier", "jetée", "桟橋-1", "a//b", "50%", "a?b=c&d#e", "x" * 512,
     "https://brellin.example/a?b=1"],
)  # fmt: skip
def test_an_id_may_be_any_text(client: httpx.Client, publish: Callable[..., Any], id_: str):
    """Slashes, spaces and other scripts travel through put, get, related and delete."""
    assert publish(id_, **PIER).json()["id"] == id_
    assert client.get(path_of(id_)).json()["id"] == id_
    assert client.get("/v1/related", params={"id": id_}).status_code == 200
    assert client.delete(path_of(id_)).status_code == 204


@pytest.fixture
def mixed_batch(client: httpx.Client) -> Iterator[dict[str, Any]]:
    """Return the report for a batch of two good lines among bad ones."""
    lines = [
        json.dumps({"id": "good-1", **PIER}).encode(),
        b"{not json",
        json.dumps({"id": "no-title", "text": "A text."}).encode(),
        b'{"id": "bytes", "title": "\xff"}',
        b"",
        json.dumps({"id": "good-1", **PIER_FR}).encode(),
        json.dumps({"id": "no-language", **PIER, "language": "klingonese"}).encode(),
        json.dumps({"id": "good-2", **PIER_FR}).encode(),
    ]
    yield client.post("/v1/articles", content=b"\n".join(lines), headers=NDJSON).json()
    for id_ in ("good-1", "good-2"):
        client.delete(path_of(id_))


def test_the_good_lines_of_a_batch_go_in(client: httpx.Client, mixed_batch: dict[str, Any]):
    """Bad lines around them do no harm, and of two lines with one id the first is taken."""
    assert mixed_batch["added"] == 2
    assert client.get("/v1/articles/good-1").json()["title"] == PIER["title"]
    assert client.get("/v1/articles/good-2").json()["title"] == PIER_FR["title"]


def test_the_report_of_a_batch_names_the_bad_lines(mixed_batch: dict[str, Any]):
    """Each with its number and what was wrong on it."""
    reasons = {rejection["line"]: rejection["reason"] for rejection in mixed_batch["rejected"]}

    assert sorted(reasons) == [2, 3, 4, 6, 7]
    assert "not valid JSON" in reasons[2]
    assert "title" in reasons[3]
    assert "0xff" in reasons[4]
    assert "line 1" in reasons[6]
    assert "'klingonese'" in reasons[7]


# --- operation -----------------------------------------------------------------------------


def test_it_says_that_it_is_alive(client: httpx.Client):
    """Whoever operates it can see that the process answers."""
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_says_that_it_is_ready(client: httpx.Client):
    """With how much there is to recommend, by which model."""
    ready = client.get("/readyz").json()

    assert (ready["status"], ready["articles"]) == ("ok", len(ARTICLES))
    assert ready["model_id"]


def test_the_routes_are_described(client: httpx.Client):
    """In a page for people, and in a document for programs that knows every route."""
    page = client.get("/docs")
    assert page.status_code == 200
    assert "://" not in page.text, "the page fetches nothing from elsewhere"
    assert set(client.get("/openapi.json").json()["paths"]) == {
        "/v1/related", "/v1/related.html", "/v1/changes",
        "/v1/articles", "/v1/articles/{id}",
        "/v1/decisions", "/v1/decisions/undo", "/v1/decisions/log", "/v1/decisions/log.csv",
        "/v1/decisions/log.jsonl", "/v1/decisions/qrels", "/v1/decisions/pairs",
        "/v1/decisions/agreement",
        "/v1/webhooks", "/v1/webhooks/{number}", "/v1/webhooks/{number}/resume",
        "/v1/webhooks/{number}/test",
        "/healthz", "/readyz", "/metrics",
    }  # fmt: skip


def _others(item: dict[str, Any]) -> list[str]:
    return [version["id"] for version in item["translations"]]
