"""Another program that locks the store and does not let go of it."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.recommender.faults.conftest import PAGE, TEXT, Service, problem, shown

Eventually = Callable[[Callable[[], object]], None]


def test_a_lock_that_stays_refuses_writes_and_no_reads(
    service: Service,
    publish: Callable[..., Any],
    locked: Callable[..., Any],
    eventually: Eventually,
):
    """Writers are told when to try again; pages, known and new, are answered all the while."""
    ask = service.client
    with locked(service), ThreadPoolExecutor(3) as threads:
        decision = {"seed": PAGE, "article": "asteria-price-debate-es", "decision": "approve"}
        refused = [
            threads.submit(publish, service, "late"),
            threads.submit(ask.delete, "/v1/articles/asteria-price-debate-en"),
            threads.submit(ask.post, "/v1/decisions", json=decision),
        ]
        while not all(each.done() for each in refused):
            assert shown(ask.get("/v1/related", params={"id": PAGE}))
            assert shown(ask.post("/v1/related", json=TEXT))
            assert ask.get("/readyz").status_code == 200

    for each in refused:
        answer = each.result()
        assert problem(answer, 503)["type"] == "urn:problem:timed-out"
        assert int(answer.headers["retry-after"]) > 0
    # what was begun is done once the lock is gone
    eventually(lambda: ask.get("/v1/articles/late").status_code == 200)
    assert publish(service, "after").status_code == 201
    for id_ in ("late", "after"):
        assert ask.delete(f"/v1/articles/{id_}").status_code == 204


def test_workers_start_while_the_store_is_locked(
    service: Service, locked: Callable[..., Any], eventually: Eventually
):
    """All of them are killed then, and the next ones answer before the lock is gone."""
    before = service.alive("worker")
    with locked(service):
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: len(set(service.alive("worker")) - set(before)) == 2)
        answer = httpx.get(f"{service.url}/v1/related", params={"id": PAGE}, timeout=60)

    assert shown(answer)
