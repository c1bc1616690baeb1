"""A data folder on a disk that is full, until somebody makes room."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.recommender.faults.conftest import PAGE, TEXT, Service, problem, shown

LONG = "Brellin will build a second pier for its fishing boats. " * 400


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Mount a disk of some megabytes."""
    folder = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    # a service may use it still, which ends after this
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def cramped(launch: Callable[..., Service], sample_home: Path, small_disk: Path) -> Service:
    """Return a service whose data folder is on a small disk."""
    return launch(Path(shutil.copytree(sample_home, small_disk / "home")), workers=2)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Leave no byte of a disk free while a block lasts."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            # the last write takes what is left and fails after that
            stream.write(bytes(4096))
    yield
    filler.unlink()


def test_a_full_disk_refuses_writes_and_loses_nothing(
    cramped: Service,
    small_disk: Path,
    publish: Callable[..., httpx.Response],
    whole: Callable[[Path], None],
):
    """Writers are told why, pages are answered, and with room all goes on without a restart."""
    workers, kept, refused = cramped.alive("worker"), [], []
    for number in range(10):
        assert publish(cramped, f"before{number}", text=LONG).status_code == 201
        kept.append(f"before{number}")

    with full(small_disk):
        # what the write-ahead log has room for already may be kept still
        for number in range(200):
            answer = publish(cramped, f"during{number}", text=f"{number} {LONG}")
            (kept if answer.status_code == 201 else refused).append(f"during{number}")
            if len(refused) == 5:
                break
        said = problem(answer, 503)
        assert shown(cramped.client.get("/v1/related", params={"id": PAGE, "k": 9}))
        assert shown(cramped.client.post("/v1/related", json=TEXT))
        assert cramped.client.get("/readyz").status_code == 200

    assert said["type"] == "urn:problem:store-unavailable"
    assert "disk" in said["detail"]
    for id_ in refused:
        assert cramped.client.get(f"/v1/articles/{id_}").status_code == 404
        assert publish(cramped, id_, text=LONG).status_code == 201
    for id_ in [*kept, *refused]:
        assert cramped.client.get(f"/v1/articles/{id_}").status_code == 200
    assert cramped.alive("worker") == workers
    whole(cramped.home)


def test_an_index_that_does_not_fit_on_the_disk_leaves_the_old_one(
    cramped: Service, small_disk: Path, environment: dict[str, str]
):
    """The command says so in one line and leaves nothing half; with room it succeeds."""
    command = [sys.executable, "-m", "recommender", "--home", str(cramped.home), "rebuild"]

    def rebuild() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def names() -> set[str]:
        return {path.name.split(".")[0] for path in (cramped.home / "index").iterdir()}

    before = names()
    with full(small_disk):
        failed = rebuild()
        assert names() == before
        assert shown(cramped.client.post("/v1/related", json=TEXT))

    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("Error: ")
    assert "disk is not full" in failed.stderr
    done = rebuild()
    assert done.returncode == 0, done.stderr
    assert names() != before
    assert shown(cramped.client.post("/v1/related", json=TEXT))


def test_a_keeper_relates_what_came_before_the_disk_was_full(
    cramped: Service,
    small_disk: Path,
    publish: Callable[..., httpx.Response],
    eventually: Callable[..., None],
):
    """It fails, says so, and catches up once there is room."""
    os.sync()
    with full(small_disk):
        for number in range(100):
            if publish(cramped, f"more{number}", text=f"{number} {LONG}").status_code != 201:
                break
        eventually(lambda: "the keeper could not" in cramped.said())

    assert publish(cramped, "last", title="Grains of an asteroid", text=LONG).status_code == 201
    page = {"id": "last", "k": 1}
    eventually(lambda: shown(cramped.client.get("/v1/related", params=page)))
    eventually(lambda: "changes behind" not in cramped.client.get("/readyz").text)
