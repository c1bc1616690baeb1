"""The log of editors' decisions over real HTTP, and what it teaches."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from eval.qrels import read_qrels

PAGE, OTHER = "asteria-capsule-lands-en", "dorin-cash-es"
FAR, NEAR = "dorin-cash-es", "asteria-price-debate-es"
MADE = [
    ("pin", FAR, {"position": 2, "by": "mia", "note": "=1+1"}),
    ("block", NEAR, {"by": "jo"}),
    ("undo", FAR, {"by": "jo"}),
    ("approve", FAR, {"by": "mia"}),
    ("block", "harbour-crane/走了 %#", {"seed": None, "scope": "section", "place": "@arts"}),
]


@pytest.fixture
def client(start_server: Callable[[Path], Any], home: Path) -> httpx.Client:
    """Return a client of a server of its own, on which editors have decided."""
    client: httpx.Client = start_server(home).client
    client.put(
        "/v1/articles/harbour-crane%2F走了%20%25%23", json={"title": "A crane", "text": "A crane."}
    )
    for decision, article, more in MADE:
        body = {"seed": PAGE, "article": article, "decision": decision, **more}
        answer = client.post("/v1/decisions", json=body)
        assert answer.status_code == 201, answer.text
    return client


def log(client: httpx.Client, **asked: object) -> dict[str, Any]:
    answer = client.get("/v1/decisions/log", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def numbers(client: httpx.Client, **asked: object) -> list[int]:
    return [each["number"] for each in log(client, **asked)["decisions"]]


def test_decisions_are_traced_and_teach(client: httpx.Client, tmp_path: Path):
    """By who, when, where and what; in parts; as tables, judgements and texts."""
    filtered(client)
    in_parts(client)
    as_a_table(client)
    as_lines(client)
    as_judgements(client, tmp_path)
    as_texts(client)
    as_agreement(client)


def filtered(client: httpx.Client) -> None:
    assert numbers(client) == [5, 4, 3, 2, 1]
    assert numbers(client, by="mia") == [4, 1]
    assert numbers(client, id=PAGE, article=FAR) == [4, 3, 1]
    assert numbers(client, decision="block") == [5, 2]
    assert numbers(client, scope="section") == [5]
    at = log(client)["decisions"][1]["at"]
    assert numbers(client, since=at) == [5, 4]
    assert numbers(client, until=at) == [3, 2, 1]
    assert numbers(client, since="2999-01-01") == []


def in_parts(client: httpx.Client) -> None:
    first = log(client, limit=3)
    second = log(client, limit=3, before=first["next"])
    assert [each["number"] for each in first["decisions"]] == [5, 4, 3]
    assert [each["number"] for each in second["decisions"]] == [2, 1]
    assert (first["next"], second["next"]) == (3, None)


def as_a_table(client: httpx.Client) -> None:
    answer = client.get("/v1/decisions/log.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["decision"] for row in rows] == ["pin", "block", "undo", "approve", "block"]
    # what a spreadsheet would run is text
    assert (rows[0]["note"], rows[4]["place"]) == ("'=1+1", "'@arts")
    assert rows[0]["after"].split()[1] == FAR


def as_lines(client: httpx.Client) -> None:
    lines = client.get("/v1/decisions/log.jsonl", params={"by": "jo"}).text.splitlines()
    assert [json.loads(line)["number"] for line in lines] == [2, 3]
    assert FAR in json.loads(lines[0])["before"]


def as_judgements(client: httpx.Client, folder: Path) -> None:
    file = folder / "qrels.txt"
    file.write_text(client.get("/v1/decisions/qrels").text, "utf-8")
    assert read_qrels(file) == {PAGE: {FAR: 1, NEAR: 0}}


def as_texts(client: httpx.Client) -> None:
    pairs = [json.loads(line) for line in client.get("/v1/decisions/pairs").text.splitlines()]
    assert [(each["article"], each["label"]) for each in pairs] == [(NEAR, 0), (FAR, 1)]
    assert all("Asteria" in each["page_text"] for each in pairs)


def as_agreement(client: httpx.Client) -> None:
    found = client.get("/v1/decisions/agreement").json()
    (week,), (languages,) = found["weeks"], found["languages"]
    assert (languages["page_language"], languages["article_language"]) == ("en", "es")
    # the engine had shown what was blocked, and not what was liked
    assert [week[name] for name in ("liked", "found", "blocked", "shown")] == [1, 0, 1, 1]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"since": "yesterday"}, "since"),
        ({"until": "2026-11-05T08:30:00 01:00"}, "until"),
        ({"decision": "like"}, "decision"),
        ({"scope": "world"}, "scope"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"before": str(10**30)}, "before"),
    ],
)
def test_a_question_that_makes_no_sense_is_a_problem_document(
    site: Any, asked: dict[str, str], field: str
):
    """It names the parameter and the value."""
    answer = site.client.get("/v1/decisions/log", params=asked)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["field"] == field
    assert asked[field][:20] in answer.json()["detail"]
