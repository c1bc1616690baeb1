"""Explanations over HTTP, with the sample articles."""

import time
from typing import Any

import httpx

PAGE = "asteria-capsule-lands-en"
FAR = "kaimura-alert-en"


def ask(client: httpx.Client, **asked: Any) -> dict[str, Any]:
    answer = client.get("/v1/related", params={"id": PAGE, "k": 3, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def text_of(client: httpx.Client, spot: dict[str, Any]) -> str:
    article = client.get(f"/v1/articles/{spot['id']}").json()
    return article[spot["field"]][spot["start"] : spot["end"]]


def test_an_answer_is_not_explained_unless_asked(client: httpx.Client):
    """Readers' pages get what they always got."""
    answer = ask(client)

    assert "runners_up" not in answer
    assert all("explanation" not in item for item in answer["items"])


def adds_up(explained: Any) -> bool:
    """Say whether the parts of each score make it."""
    steps = [
        sum(part["steps"] for part in item["explanation"]["parts"]) for item in explained["items"]
    ]
    scores = [item["score"] for item in explained["items"]]
    return all(abs(1 - 2**-n - score) < 1e-3 for n, score in zip(steps, scores, strict=True))


def test_an_explained_answer_is_the_same_list_with_reasons(client: httpx.Client):
    """Every item has an explanation with its place, in words, too; the list stays as it is."""
    until = time.monotonic() + 30
    while not adds_up(explained := ask(client, explain=True)) and time.monotonic() < until:
        # the keeper is scoring lists by a new calibration
        time.sleep(0.2)
    plain = ask(client)

    explanations = [item.pop("explanation") for item in explained["items"]]
    assert explained["items"] == plain["items"]
    assert {name: explained[name] for name in plain} == plain
    assert [each["place"] for each in explanations] == [1, 2, 3]
    assert all(each["sentences"][0].startswith("Shown at place") for each in explanations)
    assert time.monotonic() < until


def test_runners_up_have_the_one_reason_why_they_are_not_shown(client: httpx.Client):
    """Ten stories that come next, with what it would take."""
    explained = ask(client, explain=True)

    runners_up = explained["runners_up"]
    assert len(runners_up) == 10
    assert all(each["explanation"]["reason"] == "beyond_k" for each in runners_up[:3])
    assert runners_up[0]["explanation"]["needed"] > runners_up[0]["score"]
    assert explained["asked"] == []


def test_an_article_that_is_missed_is_explained(client: httpx.Client):
    """`why_not` asks for reasons, and gets them in the order asked."""
    explained = ask(client, why_not=[FAR, PAGE])

    assert [each["id"] for each in explained["asked"]] == [FAR, PAGE]
    assert [each["explanation"]["reason"] for each in explained["asked"]] == [
        "beyond_k",
        "is_the_seed",
    ]


def test_a_desk_can_highlight_what_is_shared(client: httpx.Client):
    """Spots are positions in the fields of articles as the service keeps them."""
    (first, *_) = ask(client, explain=True)["items"]

    shared = [each for part in first["explanation"]["parts"] for each in part["shared"]]
    assert shared
    for each in shared:
        assert each["page"] in [text_of(client, spot) for spot in each["on_page"]]
        assert each["article"] in [text_of(client, spot) for spot in each["in_article"]]


def test_a_text_is_explained_too(client: httpx.Client):
    """What is related to a text that is not in the catalogue, with words but no positions in it."""
    text = {"title": "Asteria capsule from asteroid Kelune has landed", "k": 2, "explain": True}

    answer = client.post("/v1/related", json=text).json()

    parts = answer["items"][0]["explanation"]["parts"]
    shared = [each for part in parts for each in part["shared"]]
    assert "Asteria" in {each["page"] for each in shared}
    assert not any(each["on_page"] for each in shared)


def test_an_unknown_article_is_a_problem(client: httpx.Client):
    """404, with the id."""
    answer = client.get("/v1/related", params={"id": PAGE, "why_not": "nowhere"})

    assert answer.status_code == 404
    assert "'nowhere'" in answer.json()["detail"]


def test_no_more_than_twenty_articles_can_be_asked_about(client: httpx.Client):
    """Each costs time, so the number is bounded, and the message says how."""
    answer = client.get("/v1/related", params={"id": PAGE, "why_not": [FAR] * 21})

    assert (answer.status_code, answer.json()["field"]) == (422, "why_not")
    assert "at most 20" in answer.json()["detail"]


def test_the_description_knows_both_answers(client: httpx.Client):
    """The OpenAPI document describes explanations."""
    described = client.get("/openapi.json").json()

    assert {"ExplainedOut", "RelatedOut"} <= described["components"]["schemas"].keys()
    names = {each["name"] for each in described["paths"]["/v1/related"]["get"]["parameters"]}
    assert {"explain", "why_not"} <= names
