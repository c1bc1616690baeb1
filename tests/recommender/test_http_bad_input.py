"""Bad requests over real HTTP: each gets a problem document, and nothing is lost."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from recommender.demo.articles import SAMPLES

JSON = {"content-type": "application/json"}
NDJSON = {"content-type": "application/x-ndjson"}
KNOWN = json.loads(SAMPLES.read_text("utf-8").splitlines()[0])
PIER = {"language": "en", "title": "A second pier", "text": "Brellin will build a second pier."}
TEN_MEGABYTES = b'{"title": "Long", "text": "' + b"x" * 10_000_000 + b'"}'


def put(named: str, status: int = 422, path: str = "/v1/articles/bad", **fields: Any) -> Any:
    body = json.dumps({**PIER, **fields}).encode()
    return "PUT", path, {"content": body, "headers": JSON}, status, named


def get(named: str, status: int = 422, **asked: Any) -> Any:
    return "GET", "/v1/related", {"params": asked}, status, named


def post(named: str, **fields: Any) -> Any:
    return "POST", "/v1/related", {"json": fields}, 422, named


def send(
    method: str,
    path: str,
    named: str,
    status: int = 422,
    content: bytes = b"{}",
    headers: dict[str, str] = JSON,
) -> Any:
    return method, path, {"content": content, "headers": headers}, status, named


BAD = {
    "malformed JSON": send("PUT", "/v1/articles/bad", "not valid JSON", content=b'{"title": '),
    "no JSON": send("PUT", "/v1/articles/bad", "not valid JSON", content=b""),
    "not an object": send("PUT", "/v1/articles/bad", "[1]", content=b"[1]"),
    "deep JSON": send("PUT", "/v1/articles/bad", "recursion", content=b'{"a":' + b"[" * 9999),
    "invalid UTF-8": send("PUT", "/v1/articles/bad", "unicode", content=b'{"title": "\xff"}'),
    "half a surrogate": send("PUT", "/v1/articles/bad", "JSON", content=b'{"title": "\\ud800"}'),
    "no title": send("PUT", "/v1/articles/bad", "title", content=b'{"text": "A text."}'),
    "empty title": put("title", title=" \u200b "),
    "title without text": put("'<br>'", title="<br>"),
    "title of a wrong type": put("['x']", title=["x"]),
    "endless title": put("2001 characters", title="x" * 2001),
    "unknown language": put("'klingonese'", language="klingonese"),
    "tags of a wrong type": put("'news'", tags="news"),
    "year 9999": put("'9999-01-01'", published_at="9999-01-01"),
    "year 1": put("'0001-01-01T00:00+23:00'", published_at="0001-01-01T00:00+23:00"),
    "no such day": put("'2026-02-30'", updated_at="2026-02-30"),
    "no date": put("'yesterday'", published_at="yesterday"),
    "relative url": put("'/pier'", url="/pier"),
    "url of another scheme": put("'file:///etc'", url="file:///etc"),
    "url with an impossible port": put("'http://a.example:99999/'", url="http://a.example:99999/"),
    "picture that is no address": put("image_url", image_url="pier.png"),
    "other id in the body": put("'other'", id="other"),
    "id with a control character": put("control character", path="/v1/articles/a%00b"),
    "endless id": put("513 characters", path="/v1/articles/" + "x" * 513),
    "blank id": put("id", path="/v1/articles/%20"),
    "blank id of a page": put("id", path="/v1/articles/%20", url="https://brellin.example/b"),
    "no id": put("id", path="/v1/articles/", url="https://brellin.example/b"),
    "10 MB article": send("PUT", "/v1/articles/bad", "8388608", 413, TEN_MEGABYTES),
    "10 MB batch": send("POST", "/v1/articles", "8388608", 413, TEN_MEGABYTES, NDJSON),
    "10 MB text": send("POST", "/v1/related", "8388608", 413, TEN_MEGABYTES),
    "article of another type": send(
        "PUT", "/v1/articles/bad", "'text/plain'", 415, b"", {"content-type": "text/plain"}
    ),
    "article of no type": send("PUT", "/v1/articles/bad", "application/json", 415, b"x", {}),
    "batch of another type": send("POST", "/v1/articles", "'application/json'", 415),
    "text of another type": send("POST", "/v1/related", "'application/x-ndjson'", 415, b"", NDJSON),
    "unknown page": get("'nowhere'", 404, id="nowhere"),
    "unknown address": get("https://brellin.example/none", 404, url="https://brellin.example/none"),
    "address that is none": get("'nowhere'", url="nowhere"),
    "address with an impossible port": get("a.example:abc", url="http://a.example:abc/"),
    "k=0": get("got 0", id=KNOWN["id"], k=0),
    "k=-1": get("got -1", id=KNOWN["id"], k=-1),
    "k=10^9": get("got 1000000000", id=KNOWN["id"], k=10**9),
    "k=10^5000": get("k", id=KNOWN["id"], k="1" + "0" * 5000),
    "k=abc": get("'abc'", id=KNOWN["id"], k="abc"),
    "both id and url": get("either", id=KNOWN["id"], url=KNOWN["url"]),
    "neither id nor url": get("either"),
    "unknown reader's language": get("'xx'", id=KNOWN["id"], languages="de,xx"),
    "too many languages": get("got 21", id=KNOWN["id"], languages=",".join(["de"] * 21)),
    "unknown language to read": get("'xx'", id=KNOWN["id"], only="de,xx"),
    "text of nothing": post("text is empty"),
    "text in an unknown language": post("'klingonese'", text="A text.", language="klingonese"),
    "text with k=0": post("got 0", text="A text.", k=0),
    "text with k=10^9": post("got 1000000000", text="A text.", k=10**9),
    "text with k=abc": post("'abc'", text="A text.", k="abc"),
    "text with languages of a wrong type": post("'de'", text="A text.", languages="de"),
    "text that is malformed JSON": send("POST", "/v1/related", "not valid JSON", content=b"{"),
    "reading an unknown article": send("GET", "/v1/articles/nowhere", "'nowhere'", 404),
    "removing an unknown article": send("DELETE", "/v1/articles/nowhere", "'nowhere'", 404),
}


@pytest.mark.parametrize(("method", "path", "request_", "status", "named"), BAD.values(), ids=BAD)
def test_a_bad_request_is_told_what_was_wrong_and_writes_nothing(
    client: httpx.Client,
    position: Callable[[], object],
    method: str,
    path: str,
    request_: dict[str, Any],
    status: int,
    named: str,
):
    """The problem document names the value, and the catalogue counts no change."""
    before = position().change

    answer = client.request(method, path, **request_)

    assert answer.status_code == status, answer.text
    assert named in problem(answer)["detail"]
    assert position().change == before


def test_an_unknown_address_is_a_problem_document(client: httpx.Client):
    """It names the path."""
    answer = client.get("/v2/related")

    assert answer.status_code == 404
    assert problem(answer)["instance"] == "/v2/related"


def test_a_wrong_method_is_a_problem_document(client: httpx.Client):
    """It says which methods there are."""
    answer = client.delete("/v1/related")

    assert answer.status_code == 405
    assert problem(answer)["instance"] == "/v1/related"
    assert answer.headers["allow"]


def test_a_url_belongs_to_one_article(client: httpx.Client, publish: Callable[..., Any]):
    """A second article at the same address is a conflict that names the first, which stays."""
    url = "https://brellin.example/pier"
    publish("pier-en", url=url, **PIER)

    answer = publish("other", url=f"{url}?utm_source=x", **PIER)

    assert answer.status_code == 409
    assert "'pier-en'" in problem(answer)["detail"]
    assert client.get("/v1/articles/other").status_code == 404
    assert client.get("/v1/articles/pier-en").json()["url"] == url


def test_a_line_with_an_impossible_port_does_not_stop_a_batch(client: httpx.Client):
    """It is rejected like any other bad address, and the line after it goes in."""
    lines = [
        json.dumps({"id": "port", "url": "http://brellin.example:99999/", **PIER}),
        json.dumps({"id": "after-port", **PIER}),
    ]

    report = client.post("/v1/articles", content="\n".join(lines), headers=NDJSON)

    assert report.status_code == 200
    assert [rejection["line"] for rejection in report.json()["rejected"]] == [1]
    assert client.delete("/v1/articles/after-port").status_code == 204


@pytest.mark.parametrize("markup", ["<a ", "<div>"])
def test_hostile_markup_does_not_hold_up_the_service(
    client: httpx.Client, publish: Callable[..., httpx.Response], markup: str
):
    """Tags that never close, as many as a text may have, are taken or refused like any text."""
    text = markup * (999_000 // len(markup))

    assert publish("hostile", title="A pier", text=text).status_code in (201, 422)
    assert client.get("/healthz").status_code == 200


def problem(answer: httpx.Response) -> dict[str, Any]:
    """Return the problem document of an answer, which must be one."""
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == answer.status_code
    assert document["type"].startswith("urn:problem:")
    assert document["instance"] == answer.request.url.path
    return document
