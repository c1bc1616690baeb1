"""The index on disk."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreUnavailable
from index.vectors import Layers, snapshot
from index.vectors.manifest import Stamp, Unusable
from tests.index.vectors.drawn import DIMENSION, layers_of, signature_for, vector_for

STAMP = Stamp("name", "model", DIMENSION)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Refuse to let files grow larger, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_snapshot_gives_back_the_index(tmp_path: Path):
    """What was saved is found again, with the change that it had come to."""
    snapshot.save(tmp_path, layers_of([1, 5, 9]), STAMP, change=7)

    loaded = snapshot.load(tmp_path, STAMP)
    layers = Layers.on(loaded.segment)

    assert loaded.change == 7
    assert layers.search(vector_for(5)[np.newaxis], 1)[1].tolist() == [[5]]
    assert layers.packed(np.array([9])).tobytes() == signature_for(9)
    assert layers.names() == ("en",)


def test_an_empty_index_is_saved_like_any_other(tmp_path: Path):
    """A catalogue may have lost all of its articles."""
    snapshot.save(tmp_path, layers_of([]), STAMP, change=7)

    assert len(snapshot.load(tmp_path, STAMP).segment) == 0


@pytest.mark.parametrize(
    "other",
    [
        Stamp("name", "other", DIMENSION),
        Stamp("name", "model", DIMENSION + 1),
        Stamp("name", "model", DIMENSION, signatures="older"),
        Stamp("another", "model", DIMENSION),
    ],
)
def test_a_snapshot_of_something_else_is_not_used(tmp_path: Path, other: Stamp):
    """Vectors of another model, signatures of another recipe, or another store's snapshot."""
    snapshot.save(tmp_path, layers_of([1, 5, 9]), STAMP, change=7)

    with pytest.raises(Unusable, match=other.name):
        snapshot.load(tmp_path, other)


@pytest.mark.parametrize("size", [0, 1_000, 10_000, 30_000])
def test_a_disk_that_is_full_is_said_and_leaves_nothing(tmp_path: Path, size: int):
    """Neither half a snapshot, nor harm to the one before."""
    snapshot.save(tmp_path, layers_of([1, 5, 9]), STAMP, change=7)
    before = sorted(tmp_path.iterdir())
    larger, stamp = layers_of(range(1, 1000)), Stamp("larger", "model", DIMENSION)

    with files_of_at_most(size), pytest.raises(StoreUnavailable, match="disk is not full"):
        snapshot.save(tmp_path, larger, stamp, change=8)

    assert sorted(tmp_path.iterdir()) == before
    assert len(snapshot.load(tmp_path, STAMP).segment) == 3


def test_a_manifest_is_what_it_was_or_not_used(tmp_path: Path):
    """Whichever of its bytes is damaged."""
    snapshot.save(tmp_path, layers_of([1, 5, 9]), STAMP, change=7)
    (path,) = tmp_path.glob("*.json")
    content, refused = path.read_bytes(), 0

    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            assert snapshot.load(tmp_path, STAMP).change == 7
        except Unusable:
            refused += 1

    # a field that goes missing may have had the value that it has by default
    assert refused > 0.95 * len(content)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    """As when a file has its place."""
    (tmp_path / "index").touch()

    with pytest.raises(StoreUnavailable, match="may be written"), snapshot.held(tmp_path / "index"):
        pass


def test_only_one_saves_at_a_time(tmp_path: Path):
    """Whoever comes second waits until the first is done."""
    import threading

    order = []

    def second() -> None:
        with snapshot.held(tmp_path):
            order.append("second")

    with snapshot.held(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(timeout=0.2)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]
