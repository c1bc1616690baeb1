"""Files of the index that are damaged under a service, and before it starts."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.register import Register
from index.store import Store
from recommender.bootstrap import STORE_FILE, Services
from tests.recommender.faults.conftest import PAGE, TEXT, Service, shown

KINDS = ("faiss", "rows.npy", "languages.npy", "signatures.npy", "json", "register")


def cut_short(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 3)


def garble(path: Path) -> None:
    path.write_bytes(random.Random(path.suffix).randbytes(path.stat().st_size))


@pytest.fixture(scope="module")
def damaged(
    launch: Callable[..., Service], sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Service:
    """Return a service whose index is damaged again and again."""
    home = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("damaged") / "home"))
    return launch(home)


def searched(client: httpx.Client) -> list[list[str]]:
    """Return lists that no shortlist can answer, and one that a shortlist can."""
    wishes = [{"k": 20}, {"k": 20, "only": ["de", "fr"]}, {"k": 6, "title": "Rail strike"}]
    lists = [shown(client.post("/v1/related", json={**TEXT, **wish})) for wish in wishes]
    return [*lists, shown(client.get("/v1/related", params={"id": PAGE}))]


def files(home: Path, kind: str) -> list[Path]:
    return list((home / "index").glob(f"*.{kind}"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", [cut_short, garble, Path.unlink])
def test_answers_stay_right_when_a_file_is_damaged_while_it_is_used(
    damaged: Service,
    eventually: Callable[..., None],
    damage: Callable[[Path], object],
    kind: str,
):
    """They are those of the whole index, and the keeper makes a new one.

    The register is read from the store then, and written anew with the next index.
    """
    expected = searched(damaged.client)
    before = {path.name for path in files(damaged.home, "json")}
    for path in files(damaged.home, kind):
        damage(path)

    assert searched(damaged.client) == expected
    if kind != "register":
        eventually(lambda: {path.name for path in files(damaged.home, "json")} - before)
        assert searched(damaged.client) == expected


def test_a_service_starts_on_an_index_of_garbage_and_replaces_it(
    damaged: Service,
    launch: Callable[..., Service],
    copy_of: Callable[[Service], Services],
    eventually: Callable[..., None],
):
    """What it answers is what all vectors of the store, compared one by one, give."""
    for path in (damaged.home / "index").iterdir():
        garble(path)
    before = {path.name for path in files(damaged.home, "json")}

    service = launch(damaged.home)
    catalog = copy_of(service).catalog
    vector = catalog.encode_text(f"{TEXT['title']}\n{TEXT['text']}", "en")
    rows = np.array([row for row, _ in catalog.store.languages()])
    vectors = catalog.store.vectors(rows.tolist(), catalog.model_id)
    nearest = sorted(rows.tolist(), key=lambda row: -float(vectors[row] @ vector))

    assert catalog.neighbours(vector, 20)[1].tolist() == nearest[:20]
    assert searched(service.client) == searched(damaged.client)
    eventually(lambda: {path.name for path in files(damaged.home, "json")} - before)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_register_is_not_believed(sample_home: Path, tmp_path: Path, seed: int):
    """With any few bytes changed it is left out, or says the truth all the same."""
    store = Store(sample_home / STORE_FILE)
    change = store.position().change
    true = Register(store, tmp_path / "none")
    true.follow(change)
    name = str(store.position().snapshot)
    true.write(true.saved(), name)
    (tmp_path / "none").mkdir()
    true.write(true.saved(), name)
    path = tmp_path / "none" / f"{name}.register"
    content, drawn = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(4):
        content[drawn.randrange(len(content))] = drawn.randrange(256)
    path.write_bytes(content[: drawn.choice([len(content), drawn.randrange(len(content))])])

    register = Register(store, tmp_path / "none")
    register.follow(change)

    rows = np.array([row for row, _ in store.languages()])
    assert register.published(np.arange(400)).tolist() == true.published(np.arange(400)).tolist()
    for name in ("language", "story", "published"):
        found, expected = getattr(register.facts(rows), name), getattr(true.facts(rows), name)
        assert np.array_equal(found, expected, equal_nan=found.dtype.kind == "f")
    assert register.facts(rows).spoken() == true.facts(rows).spoken()
    store.close()
