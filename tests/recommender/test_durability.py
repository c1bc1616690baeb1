"""What was acknowledged stays, whatever happens to processes and files."""

import json
import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.article import Article
from index.encoder import Encoder
from index.ingest import BATCH, ingest
from index.sources.jsonl import read_articles
from index.store import Store
from recommender.bootstrap import STORE_FILE, Services, bootstrap
from recommender.demo.articles import SAMPLES
from recommender.service import Recommender
from recommender.settings import Settings

SEEDS = [json.loads(line)["id"] for line in SAMPLES.read_text("utf-8").splitlines()][::20]
MANY = 4 * BATCH
INGEST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from index.ingest import ingest
from index.sources.jsonl import read_articles
from recommender.bootstrap import bootstrap
from recommender.settings import load_settings

services = bootstrap(load_settings(home=Path(sys.argv[1])))
acknowledge = lambda report: print(report.added, flush=True)
ingest(services.catalog, read_articles(sys.stdin.buffer), datetime.now(UTC), acknowledge)
"""


@pytest.fixture
def reopen(encoder: Encoder) -> Iterator[Callable[[Path], Services]]:
    """Open a data folder as a start of the program does, again each time it is called."""
    opened = []

    def open_again(home: Path) -> Services:
        opened.append(bootstrap(Settings(home=home), encoder))
        return opened[-1]

    yield open_again
    for services in opened:
        services.close()


def answers(services: Services) -> list[list[tuple[str, float]]]:
    """Return the related stories of some pages as the index finds them, with their scores."""
    recommender = Recommender(services.catalog, services.policies.default)
    rankings = (recommender.related(seed, k=10) for seed in SEEDS)
    return [[(found.id, round(found.score, 5)) for found in r.selected] for r in rankings]


def line_of(number: int) -> bytes:
    """Return an article, one of many that differ."""
    text = f"The council of Brellin will build pier number {number} for its fishing boats."
    article = {"id": f"n{number}", "language": "en", "title": "Pier for Brellin", "text": text}
    return json.dumps(article).encode()


def kept(store: Store) -> dict[str, tuple[Article | None, bytes]]:
    """Return all that the store keeps of the many articles: texts and vectors."""
    seeds = (store.seed(f"n{number}") for number in range(MANY))
    return {seed.id: (store.article(seed.id), seed.vector.tobytes()) for seed in seeds if seed}


# --- processes that are killed -------------------------------------------------------------


def test_a_killed_server_keeps_every_article_that_it_acknowledged(
    start_server: Callable[[Path], Any], home: Path
):
    """The next start finds them, with related stories, without any repair."""
    server = start_server(home)
    acknowledged: list[str] = []
    enough = threading.Event()

    def publish() -> None:
        for number in range(100_000):
            line = json.loads(line_of(number))
            try:
                server.client.put(f"/v1/articles/{line['id']}", json=line).raise_for_status()
            except (httpx.TransportError, RuntimeError):
                return
            acknowledged.append(line["id"])
            if len(acknowledged) == 50:
                enough.set()

    publisher = threading.Thread(target=publish)
    publisher.start()
    assert enough.wait(60)
    server.kill()
    publisher.join()

    client = start_server(home).client
    for id_ in acknowledged:
        assert client.get(f"/v1/articles/{id_}").status_code == 200
        found = client.get("/v1/related", params={"id": id_, "k": 1}).json()["items"]
        assert [item["title"] for item in found] == ["Pier for Brellin"]


def leave(_: Iterator[int]) -> None:
    """Relate nothing: that is for other tests."""


def test_a_killed_ingest_keeps_what_it_acknowledged_and_can_be_given_again(
    environment: dict[str, str], tmp_path: Path, reopen: Callable[[Path], Services]
):
    """After the second time the catalogue is the same as after one that was not interrupted."""
    lines = [line_of(number) for number in range(MANY)]
    command = [sys.executable, "-c", INGEST, str(tmp_path / "killed")]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # the last line is held back, so that it cannot have ended before it is killed
        process.stdin.write(b"\n".join(lines[:-1]) + b"\n")
        process.stdin.flush()
        acknowledged = [int(process.stdout.readline()) for _ in range(2)][-1]
        process.kill()

    catalog = reopen(tmp_path / "killed").catalog
    assert acknowledged <= catalog.store.count() < MANY
    assert kept(catalog.store).keys() >= {f"n{number}" for number in range(acknowledged)}

    report = ingest(catalog, read_articles(lines), datetime.now(UTC), relating=leave)
    whole = reopen(tmp_path / "whole").catalog
    ingest(whole, read_articles(lines), datetime.now(UTC), relating=leave)

    assert report.unchanged >= acknowledged
    assert report.read == MANY
    assert kept(catalog.store) == kept(whole.store)
    assert catalog.index.warm() == MANY


# --- files that are damaged ----------------------------------------------------------------


def _vectors(index: Path) -> Path:
    return next(index.glob("*.faiss"))


def _manifest(index: Path) -> Path:
    return next(index.glob("*.json"))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated vectors": lambda index: _vectors(index).write_bytes(
        _vectors(index).read_bytes()[:1000]
    ),
    "empty vectors": lambda index: _vectors(index).write_bytes(b""),
    "garbage vectors": lambda index: _vectors(index).write_bytes(b"garbage" * 1000),
    "no vectors": lambda index: _vectors(index).unlink(),
    "garbage manifest": lambda index: _manifest(index).write_bytes(b"\xffgarbage"),
    "truncated manifest": lambda index: _manifest(index).write_text('{"stamp": {'),
    "manifest of other things": lambda index: _manifest(index).write_text('{"a": []}'),
    "no manifest": lambda index: _manifest(index).unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_built_anew(
    home: Path,
    reopen: Callable[[Path], Services],
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], object],
):
    """The answers are the same as before, and a warning says what happened."""
    before = answers(reopen(home))
    assert not caplog.records
    damage(home / "index")

    assert answers(reopen(home)) == before
    (warning,) = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert "building the index anew from the store" in warning.getMessage()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_can_be_replaced(
    home: Path,
    reopen: Callable[[Path], Services],
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], object],
):
    """Once it is saved again, the next start has nothing to warn of."""
    damage(home / "index")
    reopen(home).catalog.index.save()
    caplog.clear()

    assert answers(reopen(home))
    assert not caplog.records


def test_an_index_that_is_ahead_of_a_restored_store_is_built_anew(
    home: Path, reopen: Callable[[Path], Services]
):
    """A store put back from a backup has forgotten changes that the index on disk contains."""
    backup = home / "backup.sqlite"
    shutil.copy(home / STORE_FILE, backup)
    catalog = reopen(home).catalog
    ingest(catalog, read_articles(map(line_of, range(20))), datetime.now(UTC))
    catalog.index.save()
    catalog.store.close()
    for log in home.glob(f"{STORE_FILE}-*"):
        log.unlink()
    backup.replace(home / STORE_FILE)

    restored = reopen(home).catalog
    ingest(restored, read_articles(map(line_of, range(100, 110))), datetime.now(UTC))

    seed = restored.store.seed("n100")
    assert seed is not None
    assert seed.row in restored.neighbours(seed.vector, 5)[1]
    assert restored.index.warm() == restored.store.count()
