"""A service that tests break, and what an undisturbed catalogue would say."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.encoder import Encoder
from index.store.backup import back_up
from recommender.bootstrap import STORE_FILE, Services, bootstrap
from recommender.settings import Settings
from tests.recommender.serving.conftest import Service, asking, eventually, launch

__all__ = ["asking", "eventually", "launch"]

PAGE = "asteria-capsule-lands-en"
TEXT = {
    "language": "en",
    "title": "A capsule with grains of an asteroid has landed",
    "text": "Researchers opened the capsule and found more dust of the asteroid than they hoped.",
}


@pytest.fixture(scope="session")
def service(
    launch: Callable[..., Service],
    sample_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Service:
    """Return a service of two workers for all tests; each mends what it breaks."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("faults") / "home"))
    return launch(home, workers=2, request_timeout_s=6, max_body_bytes=200_000)


@pytest.fixture(scope="session")
def publish() -> Callable[..., httpx.Response]:
    """Put an article, one of many that differ, on a connection of its own."""

    def put(service: Service, id_: str, **fields: Any) -> httpx.Response:
        article = {"language": "en", "title": f"Pier for {id_}", "text": f"{id_} gets a pier."}
        path = f"{service.url}/v1/articles/{id_}"
        return httpx.put(path, json={**article, **fields}, timeout=60)

    return put


@pytest.fixture(scope="session")
def locked() -> Callable[..., Any]:
    """Lock the store of a service as another program would, as long as a block takes."""

    @contextmanager
    def lock(service: Service) -> Iterator[None]:
        store = sqlite3.connect(service.home / STORE_FILE, isolation_level=None, timeout=30)
        with closing(store):
            store.execute("BEGIN EXCLUSIVE")
            yield

    return lock


@pytest.fixture
def copy_of(tmp_path: Path, encoder: Encoder) -> Iterator[Callable[[Service], Services]]:
    """Open a copy of a service's store without its index, which is made from the vectors."""
    opened: list[Services] = []

    def copy(service: Service) -> Services:
        home = tmp_path / f"copy{len(opened)}"
        home.mkdir()
        back_up(service.home / STORE_FILE, home / STORE_FILE)
        opened.append(bootstrap(Settings(home=home), encoder))
        return opened[-1]

    yield copy
    for services in opened:
        services.close()


@pytest.fixture(scope="session")
def whole() -> Callable[[Path], None]:
    """Require a store to be whole by SQLite's own account."""

    def check(home: Path) -> None:
        with closing(sqlite3.connect(home / STORE_FILE)) as store:
            assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert store.execute("PRAGMA foreign_key_check").fetchall() == []

    return check


def shown(answer: httpx.Response) -> list[str]:
    """Return the ids on a list."""
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """Return the problem document of an answer, which must be one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return dict(json.loads(answer.content))
