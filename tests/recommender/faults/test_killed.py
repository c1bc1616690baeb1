"""Workers and keepers that are killed in the middle of their work."""

import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from recommender.bootstrap import STORE_FILE
from tests.index.shortlists.conftest import lists_of, made_anew, relate
from tests.recommender.faults.conftest import PAGE, Service

__all__ = ["lists_of", "made_anew", "relate"]

Eventually = Callable[[Callable[[], object]], None]
Publish = Callable[..., httpx.Response]

STORIES = 100


class Publishers:
    """Clients that publish one article after the other; `kept` were acknowledged."""

    def __init__(self, publish: Publish, service: Service) -> None:
        self.kept: list[str] = []
        self.enough = threading.Event()
        self._publish, self._service = publish, service

    def __call__(self, name: str) -> None:
        for number in range(10_000):
            if self.enough.is_set():
                return
            id_ = f"{name}{number}"
            try:
                if self._publish(self._service, id_).status_code == 201:
                    self.kept.append(id_)
            except httpx.TransportError:
                continue


def position(home: Path) -> tuple[int, int]:
    """Return the last change of a store, and the last that lists follow."""
    with closing(sqlite3.connect(home / STORE_FILE)) as store:
        found: tuple[int, int] = store.execute("SELECT change, related FROM catalogue").fetchone()
    return found


def best_of(entries: Mapping[int, tuple[int, float, float]]) -> list[float]:
    """Return the scores at the head of a shortlist; far down, others may have been looked at."""
    return sorted((score for _, score, _ in entries.values()), reverse=True)[:20]


def withdraw(service: Service, ids: list[str]) -> None:
    for id_ in ids:
        service.client.delete(f"/v1/articles/{id_}")


def test_a_worker_that_is_killed_while_it_writes_loses_nothing_that_was_acknowledged(
    service: Service,
    publish: Publish,
    eventually: Eventually,
    whole: Callable[[Path], None],
):
    """All articles that clients were told of are there, and the next worker takes more."""
    before = service.alive("worker")
    publishers = Publishers(publish, service)
    with ThreadPoolExecutor(3) as threads:
        for name in "xyz":
            threads.submit(publishers, name)
        eventually(lambda: len(publishers.kept) >= 15)
        os.kill(before[0], signal.SIGKILL)
        eventually(lambda: len(set(service.alive("worker")) - {before[0]}) == 2)
        told = len(publishers.kept)
        eventually(lambda: len(publishers.kept) >= told + 15)
        publishers.enough.set()

    answers = {id_: service.client.get(f"/v1/articles/{id_}") for id_ in publishers.kept}
    assert {id_ for id_, answer in answers.items() if answer.status_code != 200} == set()
    assert before[0] not in service.alive("worker")
    whole(service.home)
    withdraw(service, publishers.kept)


def test_all_workers_killed_with_writes_in_progress_leave_nothing_half_done(
    service: Service,
    publish: Publish,
    eventually: Eventually,
    locked: Callable[..., Any],
    whole: Callable[[Path], None],
):
    """Their clients are told of no success, nothing is kept, and others can write again."""
    before = service.alive("worker")
    with ThreadPoolExecutor(4) as threads, locked(service):
        writing = [threads.submit(publish, service, f"half{n}") for n in range(4)]
        eventually(lambda: _in_progress(service) == 5)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        failures = [each.exception(60) for each in writing]

    assert all(isinstance(each, httpx.TransportError) for each in failures), failures
    eventually(lambda: len(service.alive("worker")) == 2)
    assert not set(before) & set(service.alive("worker"))
    for number in range(4):
        path = f"{service.url}/v1/articles/half{number}"
        assert httpx.get(path, timeout=60).status_code == 404
    assert publish(service, "after").status_code == 201
    withdraw(service, ["after"])
    whole(service.home)


def test_a_keeper_that_is_killed_again_and_again_gets_all_lists_right(
    launch: Callable[..., Service],
    home: Path,
    eventually: Eventually,
    copy_of: Callable[[Service], Any],
    relate: Callable[..., None],
    lists_of: Callable[..., Any],
    made_anew: Callable[..., Any],
):
    """In the middle of a batch; the next goes on, and the lists are those made all at once."""
    service = launch(home)
    begin, _ = position(service.home)
    words = ["bridge", "station", "council", "river", "strike", "museum", "snow"]
    lines = "\n".join(
        f'{{"id": "k{n}", "language": "en", "title": "The {words[n % 7]} {n % 13}", '
        f'"text": "About a {words[n % 5]} and a {words[n % 3]}."}}'
        for n in range(STORIES)
    )
    jsonl = {"content-type": "application/x-ndjson"}
    assert service.client.post("/v1/articles", content=lines, headers=jsonl).status_code == 200
    end, _ = position(service.home)
    killed = []
    for part in (0.1, 0.5):
        eventually(lambda part=part: position(service.home)[1] > begin + part * (end - begin))
        eventually(lambda: set(service.alive("keeper")) - set(killed))
        (keeper,) = service.alive("keeper")
        os.kill(keeper, signal.SIGKILL)
        killed.append(keeper)
        if part == 0.1:
            assert position(service.home)[1] < end

    eventually(lambda: len(set(position(service.home))) == 1)
    catalog = copy_of(service).catalog
    # a calibration that was learnt meanwhile may be followed still
    relate(catalog)
    found, expected = lists_of(catalog), made_anew(catalog)
    assert found.keys() == expected.keys()
    for story, entries in expected.items():
        assert best_of(found[story]) == pytest.approx(best_of(entries), abs=1e-3), story


def _in_progress(service: Service) -> int:
    found = httpx.get(f"{service.url}/metrics", timeout=60).text
    lines = [line for line in found.splitlines() if line.startswith("recommender_requests_in_pro")]
    return sum(int(float(line.split()[-1])) for line in lines)


@pytest.fixture(autouse=True)
def _answers_in_the_end(service: Service) -> Any:
    """Whatever a test has done, pages are answered when it is over."""
    yield
    page = httpx.get(f"{service.url}/v1/related", params={"id": PAGE}, timeout=60)
    assert page.status_code == 200
