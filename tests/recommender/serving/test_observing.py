"""What an operator sees of a running service."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from index.catalog import Catalog
from index.store import Store

Eventually = Callable[[Callable[[], object]], None]


@contextmanager
def held(pid: int) -> Iterator[None]:
    """Let a process do nothing meanwhile."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def ask(url: str, path: str, **headers: str) -> httpx.Response:
    """Ask on a connection of its own."""
    return httpx.get(f"{url}{path}", headers=headers, timeout=60)


def measure(page: str, name: str, **labels: str) -> float:
    """Return what a page of measures says, 0 if it does not."""
    samples = (each for family in text_string_to_metric_families(page) for each in family.samples)
    return sum(
        each.value
        for each in samples
        if each.name == name and labels.items() <= each.labels.items()
    )


def test_measures_are_those_of_all_workers(two_workers: Any):
    """Three requests to one and two to the other are five, whichever is asked."""
    one, other = two_workers.alive("worker")
    count = ("recommender_request_seconds_count",)
    labels = {"route": "/v1/articles/{id}", "status": "4xx"}
    before = measure(ask(two_workers.url, "/metrics").text, *count, **labels)

    with held(one):
        statuses = [ask(two_workers.url, "/v1/articles/none").status_code for _ in range(3)]
        from_other = ask(two_workers.url, "/metrics").text
    with held(other):
        statuses += [ask(two_workers.url, "/v1/articles/none").status_code for _ in range(2)]
        from_one = ask(two_workers.url, "/metrics").text

    assert statuses == [404] * 5
    assert measure(from_other, *count, **labels) == before + 3
    assert measure(from_one, *count, **labels) == before + 5


def test_measures_tell_of_lists_and_the_catalogue(two_workers: Any):
    """How many lists are full, in which languages, how many articles, and what is not followed."""
    before = ask(two_workers.url, "/metrics").text
    items = ask(two_workers.url, "/v1/related?id=asteria-capsule-lands-en&k=11").json()["items"]

    page = ask(two_workers.url, "/metrics").text

    english = sum(item["language"] == "en" for item in items)
    shown = "recommender_shown_stories_total"
    assert measure(page, "recommender_full_lists_total") == 1 + measure(
        before, "recommender_full_lists_total"
    )
    assert (
        measure(page, shown, language="same") - measure(before, shown, language="same") == english
    )
    assert measure(page, "recommender_articles") == 156
    assert measure(page, "recommender_changes_behind") == 0
    assert measure(page, "recommender_store_readable") == 1


def test_a_request_keeps_its_id_from_header_to_log(two_workers: Any, eventually: Eventually):
    """The answer's header has it, and the one line of the log tells how the request went."""
    path = "/v1/related?id=asteria-capsule-lands-en&k=1"
    answer = ask(two_workers.url, path, **{"x-request-id": "page-view.17"})

    assert answer.headers["x-request-id"] == "page-view.17"
    eventually(lambda: "page-view.17" in two_workers.said())
    (line,) = [json.loads(each) for each in two_workers.said().splitlines() if "view.17" in each]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/related", 200)
    assert line["request_id"] == "page-view.17"
    assert line["ms"] > 0
    # what a page is asked for may be nobody's business
    assert "asteria" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


def test_an_id_that_is_not_well_formed_is_replaced(two_workers: Any):
    """Nobody can write lines of their own into the log."""
    answer = ask(two_workers.url, "/healthz", **{"x-request-id": 'a"}{"b'})

    assert len(answer.headers["x-request-id"]) == 32
    assert set(answer.headers["x-request-id"]) <= set("0123456789abcdef")


def test_a_service_whose_model_was_replaced_is_not_ready(
    launch: Callable[..., Any], home: Path, counting_encoder: Callable[[], Any]
):
    """It lives, but says that it cannot recommend, and what to do; and the same of a lost store."""
    service = launch(home)
    catalog = Catalog(Store(home / "catalogue.sqlite"), home, counting_encoder())
    for _ in catalog.encode_anew():
        pass
    catalog.store.close()

    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:problem:model-mismatch")
    assert "counting" in answer.json()["detail"]

    for file in home.glob("catalogue.sqlite*"):
        file.unlink()
    answer = service.client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:problem:store-unavailable")
    assert "restore" in answer.json()["detail"]
    assert service.client.get("/healthz").status_code == 200
