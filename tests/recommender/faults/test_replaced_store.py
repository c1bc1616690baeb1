"""A catalogue's file that is replaced, or taken away, while it is served."""

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from index.store.backup import back_up
from recommender.bootstrap import STORE_FILE
from tests.recommender.faults.conftest import PAGE, TEXT, Service, problem, shown

Publish = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def restored(
    launch: Callable[..., Service], sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Service:
    """Return a service whose store is put back."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("restored") / "home"))
    return launch(home, workers=2, max_age_s=1)


def put_back(backup: Path, home: Path) -> None:
    """Put a backup in the place of a store, as whoever restores it does."""
    beside = home / "restored"
    shutil.copy(backup, beside)
    for log in ("-wal", "-shm"):
        (home / f"{STORE_FILE}{log}").unlink(missing_ok=True)
    beside.replace(home / STORE_FILE)


def each_worker(service: Service, path: str) -> list[httpx.Response]:
    """Ask on many connections of their own, so that all workers are asked."""
    return [httpx.get(f"{service.url}{path}", timeout=60) for _ in range(10)]


def test_answers_follow_the_store_that_is_there(
    restored: Service, publish: Publish, tmp_path: Path, eventually: Callable[..., None]
):
    """What came after the backup is gone, what was withdrawn is back, and writes go into it."""
    backup, page = tmp_path / "backup.sqlite", {"id": PAGE, "k": 10}
    before = shown(restored.client.get("/v1/related", params=page))
    back_up(restored.home / STORE_FILE, backup)
    for number in range(10):
        assert publish(restored, f"after{number}", **TEXT).status_code == 201
    for id_ in before[:3]:
        assert restored.client.delete(f"/v1/articles/{id_}").status_code == 204
    eventually(
        lambda: not set(before[:3]) & set(shown(restored.client.get("/v1/related", params=page)))
    )

    old = restored.alive("worker")
    put_back(backup, restored.home)
    eventually(lambda: not set(old) & set(restored.alive("worker")))

    assert {each.status_code for each in each_worker(restored, "/v1/articles/after3")} == {404}
    for answer in each_worker(restored, f"/v1/related?id={PAGE}&k=10"):
        assert shown(answer) == before
    # more than was written before, so that numbers of changes alone tell nothing
    for number in range(20):
        fields = {"title": f"New {number}", "text": "Written after."}
        assert publish(restored, f"new{number}", **fields).status_code == 201
    for answer in each_worker(restored, "/v1/articles/new3"):
        assert answer.json()["title"] == "New 3"
    assert restored.client.get("/readyz").status_code == 200


def test_nothing_is_acknowledged_that_would_go_into_a_file_without_a_name(
    restored: Service, publish: Publish, tmp_path: Path, eventually: Callable[..., None]
):
    """While the file is gone writes are refused; once it is back all goes on by itself."""
    backup = tmp_path / "backup.sqlite"
    back_up(restored.home / STORE_FILE, backup)
    for log in ("", "-wal", "-shm"):
        (restored.home / f"{STORE_FILE}{log}").unlink(missing_ok=True)

    answers = [publish(restored, f"lost{number}") for number in range(3)]

    for answer in answers:
        assert problem(answer, 503)["type"] == "urn:problem:store-unavailable"
    assert not (restored.home / STORE_FILE).exists()
    put_back(backup, restored.home)
    eventually(lambda: publish(restored, "found").status_code in (200, 201))
    eventually(lambda: publish(restored, "found").status_code == 200)
    assert {each.status_code for each in each_worker(restored, "/v1/articles/found")} == {200}
