"""Editors' decisions over real HTTP."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from recommender.demo.articles import SAMPLES

ARTICLES = [json.loads(line) for line in SAMPLES.read_text("utf-8").splitlines()]
PAGE, TRANSLATION = "asteria-capsule-lands-en", "asteria-capsule-lands-zh"
FAR, NEAR = "dorin-cash-es", "asteria-price-debate-es"
JSON = {"content-type": "application/json"}

Decide = Callable[..., httpx.Response]


@pytest.fixture
def decide(client: httpx.Client) -> Iterator[Decide]:
    """Decide about an article under the page; what holds in the end is undone after the test."""

    def post(decision: str, article: str, **more: object) -> httpx.Response:
        body = {"seed": PAGE, "article": article, "decision": decision, **more}
        return client.post("/v1/decisions", json=body)

    yield post
    for each in held(client):
        client.post("/v1/decisions/undo", json={"number": each["number"]})


def held(client: httpx.Client) -> list[dict[str, Any]]:
    answer = client.get("/v1/decisions", params={"id": PAGE})
    assert answer.status_code == 200, answer.text
    decisions: list[dict[str, Any]] = answer.json()["decisions"]
    return decisions


def shown(client: httpx.Client) -> list[tuple[str, bool]]:
    items = client.get("/v1/related", params={"id": PAGE, "k": 3}).json()["items"]
    return [(item["id"], item["pinned"]) for item in items]


def test_a_decision_holds_in_the_next_answer(client: httpx.Client, decide: Decide):
    """Until it is undone."""
    before = shown(client)
    assert before[0] == (NEAR, False)

    decide("pin", FAR, position=2)
    decide("block", NEAR)
    assert shown(client) == [before[1], (FAR, True), before[2]]

    decide("undo", FAR)
    decide("undo", NEAR)
    assert shown(client) == before


def test_a_decision_is_answered_as_it_was_kept(client: httpx.Client, decide: Decide):
    """With number and time, and so it is listed."""
    answer = decide("pin", FAR, position=3, by="mia", note="<b>Same</b> case, 同じ")

    kept = answer.json()
    assert answer.status_code == 201
    assert kept.pop("number") >= 1
    at = datetime.fromisoformat(kept.pop("at"))
    assert abs((datetime.now(UTC) - at).total_seconds()) < 3600
    before, after = kept.pop("before"), kept.pop("after")
    assert (len(before), after.index(FAR)) == (6, 2)
    assert kept == {
        "seed": PAGE, "article": FAR, "decision": "pin", "position": 3, "by": "mia",
        "note": "<b>Same</b> case, 同じ", "scope": "page", "place": None, "until": None,
        "undoes": None, "stood": None, "warnings": [],
    }  # fmt: skip
    (listed,) = held(client)
    assert {**listed, "before": before, "after": after, "warnings": []} == answer.json()


def test_a_page_without_decisions_has_an_empty_list(client: httpx.Client):
    """It is no error."""
    assert held(client) == []


def test_an_id_may_be_any_text(client: httpx.Client, publish: Callable[..., httpx.Response]):
    """Slashes and other scripts are no trouble in a decision."""
    id_ = "news/2026/桟橋?a=b#c"
    publish(id_, title="A pier", text="A second pier.")
    body = {"seed": id_, "article": FAR, "decision": "pin"}

    assert client.post("/v1/decisions", json=body).status_code == 201

    items = client.get("/v1/related", params={"id": id_, "k": 1}).json()["items"]
    assert [item["id"] for item in items] == [FAR]


GOOD = {"seed": PAGE, "article": FAR, "decision": "pin"}
BAD: dict[str, tuple[dict[str, Any], int, str, str | None]] = {
    "unknown page": ({"seed": "nowhere"}, 404, "'nowhere'", None),
    "unknown article": ({"article": "nowhere"}, 404, "'nowhere'", None),
    "the page itself": ({"article": PAGE}, 422, f"'{PAGE}' is the page itself", "article"),
    "a translation": ({"article": TRANSLATION}, 422, f"'{TRANSLATION}' is a tran", "article"),
    "nothing to undo": ({"decision": "undo"}, 422, f"'{FAR}'", "article"),
    "unknown decision": ({"decision": "like"}, 422, "'like'", "decision"),
    "position 0": ({"position": 0}, 422, "got 0", "position"),
    "position 101": ({"position": 101}, 422, "got 101", "position"),
    "position 10^30": ({"position": 10**30}, 422, str(10**30), "position"),
    "position of a word": ({"position": "first"}, 422, "'first'", "position"),
    "position of a truth": ({"position": True}, 422, "True", "position"),
    "position of a block": ({"decision": "block", "position": 1}, 422, "leave it", "position"),
    "endless id": ({"article": "x" * 513}, 422, "512", "article"),
    "endless name": ({"by": "x" * 201}, 422, "201", "by"),
    "endless note": ({"note": "x" * 2001}, 422, "2001", "note"),
    "control character": ({"note": "a\x00b"}, 422, r"'a\x00b'", "note"),
    "no text": ({"note": 7}, 422, "got 7", "note"),
    "unknown field": ({"positon": 1}, 422, "positon", "positon"),
    "unknown scope": ({"scope": "world"}, 422, "'world'", "scope"),
    "scope of a story": ({"scope": "story"}, 422, "merge and split", "scope"),
    "place of a page": ({"place": "de"}, 422, "'de'", "place"),
    "no such language": ({"scope": "language", "place": "elvish"}, 422, "'elvish'", "language"),
    "no page": ({"seed": None}, 422, "wider scope", "seed"),
    "until no time": ({"until": "Friday"}, 422, "'Friday'", "until"),
    "until a number": ({"until": 7}, 422, "got 7", "until"),
    "until long ago": ({"until": "2020-01-01"}, 422, "2020-01-01", "until"),
    "until beyond time": ({"until": "9999-12-31T23:00:00-05:00"}, 422, "9999", "until"),
    "expects of a truth": ({"expects": True}, 422, "True", "expects"),
    "expects 10^30": ({"expects": 10**30}, 422, str(10**30), "expects"),
    "expects -1": ({"expects": -1}, 422, "-1", "expects"),
    "merge with itself": ({"decision": "merge", "article": PAGE}, 422, "already", "article"),
    "merge until": ({"decision": "merge", "until": "2999-01-01"}, 422, "to merge", "until"),
    "split of one": ({"decision": "split", "article": FAR, "seed": None}, 422, FAR, "article"),
}


@pytest.mark.parametrize(("wrong", "status", "named", "field"), BAD.values(), ids=BAD)
def test_a_bad_decision_is_told_what_was_wrong_and_is_not_kept(
    client: httpx.Client, wrong: dict[str, Any], status: int, named: str, field: str | None
):
    """The problem document names the value and the field."""
    answer = client.post("/v1/decisions", json={**GOOD, **wrong})

    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert (answer.status_code, document["status"]) == (status, status)
    assert document["instance"] == "/v1/decisions"
    assert named in document["detail"]
    assert document.get("field") == field
    assert held(client) == []


@pytest.mark.parametrize(
    ("content", "headers", "status", "named"),
    [
        (b"{not json", JSON, 422, "json"),
        (b"", JSON, 422, "json"),
        (b"[1]", JSON, 422, "[1]"),
        (b"{}", JSON, 422, "article"),
        (b'{"seed": "\\ud800"}', JSON, 422, "json"),
        (json.dumps(GOOD).encode(), {"content-type": "text/plain"}, 415, "'text/plain'"),
        (b'{"note": "' + b"x" * 9_000_000 + b'"}', JSON, 413, "8388608"),
    ],
    ids=["malformed", "empty", "no object", "no fields", "surrogate", "other type", "9 MB"],
)
def test_a_body_that_is_no_decision_is_a_problem_document(
    client: httpx.Client, content: bytes, headers: dict[str, str], status: int, named: str
):
    """It says what was expected."""
    answer = client.post("/v1/decisions", content=content, headers=headers)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"].lower() or named in answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "status", "named"), [({"id": "nowhere"}, 404, "'nowhere'"), ({}, 422, "id")]
)
def test_decisions_of_no_page_are_a_problem_document(
    client: httpx.Client, asked: dict[str, str], status: int, named: str
):
    """Whether it is unknown or left out."""
    answer = client.get("/v1/decisions", params=asked)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"]


def decided(client: httpx.Client, **more: object) -> httpx.Response:
    body = {"seed": PAGE, "article": FAR, "decision": "approve", **more}
    return client.post("/v1/decisions", json=body)


def test_an_article_alone_is_named_in_a_wider_scope(client: httpx.Client, decide: Decide):
    """It holds under all pages there, and is listed with what holds under each."""
    answer = decide("block", NEAR, seed=None, scope="language", place="en")

    assert answer.status_code == 201, answer.text
    assert (answer.json()["seed"], answer.json()["place"]) == (None, "en")
    assert [each["number"] for each in held(client)] == [answer.json()["number"]]
    assert NEAR not in [id_ for id_, _ in shown(client)]


def test_a_decision_has_an_end(decide: Decide):
    """Given with an offset or without, it is answered in UTC."""
    kept = decide("pin", FAR, until="2999-01-01T01:00:00+01:00").json()

    assert datetime.fromisoformat(kept["until"]) == datetime(2999, 1, 1, tzinfo=UTC)


def test_stories_are_merged_and_split(client: httpx.Client, decide: Decide):
    """The next answer follows, and undoing it by number brings them back."""
    before = shown(client)

    merged = decide("merge", NEAR).json()
    assert (merged["scope"], NEAR in [id_ for id_, _ in shown(client)]) == ("story", False)
    client.post("/v1/decisions/undo", json={"number": merged["number"]})
    split = client.post("/v1/decisions", json={"article": TRANSLATION, "decision": "split"}).json()
    assert split["seed"] is None
    client.post("/v1/decisions/undo", json={"number": split["number"]})

    assert shown(client) == before


def test_an_editor_is_warned(
    decide: Decide, publish: Callable[..., httpx.Response], client: httpx.Client
):
    """Of a pin that is in conflict, beyond the list, or withdrawn."""
    id_ = "gone/走了"
    publish(id_, title="A pier", text="A second pier.")
    client.delete(f"/v1/articles/{id_}")
    decide("pin", FAR, position=30)

    said = " ".join(decide("pin", id_, position=30).json()["warnings"])

    assert all(part in said for part in (f"{id_!r} is withdrawn", "asks for position 30", "beyond"))


def test_an_editor_does_not_overwrite_what_was_not_seen(client: httpx.Client, decide: Decide):
    """By If-Match or by number; the problem document shows what came in between."""
    seen = client.get("/v1/decisions", params={"id": PAGE})
    latest, etag = seen.json()["latest"], seen.headers["etag"]
    assert etag == f'"{latest}"'
    decide("approve", NEAR, by="mia", note="Same mission.", expects=latest)

    body = {"seed": PAGE, "article": FAR, "decision": "pin"}
    refused = client.post("/v1/decisions", json=body, headers={"if-match": etag})

    document = refused.json()
    assert (refused.status_code, document["status"]) == (409, 409)
    assert refused.headers["content-type"] == "application/problem+json"
    assert [(each["by"], each["note"]) for each in document["decisions"]] == [
        ("mia", "Same mission.")
    ]
    assert decided(client, expects=latest).status_code == 409
    now = client.get("/v1/decisions", params={"id": PAGE}).headers["etag"]
    taken = client.post("/v1/decisions", json=body, headers={"if-match": now})
    assert taken.status_code == 201


@pytest.mark.parametrize("etag", ["*", '"abc"', "7", '"9"; "10"', f'"{"9" * 30}"'])
def test_an_etag_of_nothing_is_refused(client: httpx.Client, etag: str):
    """It names what was sent."""
    body = {"seed": PAGE, "article": FAR, "decision": "pin"}

    answer = client.post("/v1/decisions", json=body, headers={"if-match": etag})

    assert (answer.status_code, answer.json()["field"]) == (422, "if-match")
    assert held(client) == []


@pytest.mark.parametrize(
    ("number", "named"), [(10**9, "no decision 1000000000"), (0, "0"), ("1", "'1'"), (None, "None")]
)
def test_only_a_decision_that_holds_is_undone(client: httpx.Client, number: object, named: str):
    """Any other number is a problem document."""
    answer = client.post("/v1/decisions/undo", json={"number": number})

    assert (answer.status_code, answer.json()["field"]) == (422, "number")
    assert named in answer.json()["detail"]
