"""The vector index and its snapshots."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors import VectorIndex, snapshot

DIMENSION = 4
STAMP = snapshot.Stamp("store", "model", DIMENSION)
ROWS = st.lists(st.integers(1, 30), min_size=1, max_size=8, unique=True)
STEPS = st.lists(st.tuples(st.sampled_from(["upsert", "remove"]), ROWS), max_size=12)


def vectors_for(rows: list[int], seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(len(rows), DIMENSION))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def small_index() -> VectorIndex:
    index = VectorIndex(DIMENSION)
    index.upsert(np.array([1, 5, 9]), vectors_for([1, 5, 9], 0))
    return index


@given(STEPS, st.integers(1, 40))
def test_search_equals_comparing_with_every_vector(steps: list[tuple[str, list[int]]], k: int):
    """After any additions, replacements and removals, neighbours are those of brute force."""
    index, oracle = VectorIndex(DIMENSION), {}
    for number, (step, rows) in enumerate(steps):
        if step == "upsert":
            vectors = vectors_for(rows, number)
            index.upsert(np.array(rows), vectors)
            oracle.update(zip(rows, vectors, strict=True))
        else:
            index.remove(np.array(rows))
            oracle = {row: vector for row, vector in oracle.items() if row not in rows}
    query = vectors_for([0], 99)

    scores, rows = index.search(query, k)

    expected = {row: float(vector @ query[0]) for row, vector in oracle.items()}
    assert len(index) == len(oracle)
    assert scores[0].tolist() == pytest.approx(sorted(expected.values(), reverse=True)[:k])
    assert [expected[row] for row in rows[0].tolist()] == pytest.approx(scores[0].tolist())


@given(ROWS, st.sets(st.integers(0, 39)), st.integers(1, 20), st.integers(1, 40))
def test_only_allowed_rows_are_found(rows: list[int], allowed: set[int], known: int, k: int):
    """Whatever is allowed, neighbours are those of brute force over what is allowed and there."""
    index, vectors = VectorIndex(DIMENSION), vectors_for(rows, 1)
    index.upsert(np.array(rows), vectors)
    query = vectors_for([0], 99)
    mask = np.array([row in allowed for row in range(known)])

    _, found = index.search(query, k, mask)

    among = {r: v @ query[0] for r, v in zip(rows, vectors, strict=True) if r < known and mask[r]}
    expected = sorted(among, key=lambda row: -among[row])[:k]
    assert found[0].tolist() == expected


def test_a_snapshot_gives_back_the_index(tmp_path: Path):
    """What was saved is found again, with the change that it had come to."""
    snapshot.save(tmp_path, small_index(), STAMP, change=7)

    index, change = snapshot.load(tmp_path, STAMP)

    assert change == 7
    assert index.search(vectors_for([1, 5, 9], 0)[:1], 1)[1].tolist() == [[1]]


def test_a_loaded_index_still_replaces(tmp_path: Path):
    """An index that was loaded knows which rows it has."""
    snapshot.save(tmp_path, small_index(), STAMP, change=7)
    index, _ = snapshot.load(tmp_path, STAMP)

    index.upsert(np.array([5]), vectors_for([5], 1))

    assert len(index) == 3


def test_a_newer_snapshot_takes_the_place_of_the_older(tmp_path: Path):
    """One file of vectors is left, the one that the manifest names."""
    snapshot.save(tmp_path, small_index(), STAMP, change=7)
    snapshot.save(tmp_path, small_index(), STAMP, change=8)

    assert snapshot.load(tmp_path, STAMP)[1] == 8
    assert len(list(tmp_path.glob("*.faiss"))) == 1


def flip_a_byte(folder: Path) -> None:
    (file,) = folder.glob("*.faiss")
    content = bytearray(file.read_bytes())
    content[-3] ^= 0xFF
    file.write_bytes(content)


def cut_short(folder: Path) -> None:
    (file,) = folder.glob("*.faiss")
    file.write_bytes(file.read_bytes()[:50])


def remove_vectors(folder: Path) -> None:
    next(folder.glob("*.faiss")).unlink()


def spoil_manifest(folder: Path) -> None:
    (folder / snapshot.MANIFEST).write_text('{"change": "seven"')


@pytest.mark.parametrize("damage", [flip_a_byte, cut_short, remove_vectors, spoil_manifest])
def test_a_damaged_snapshot_is_not_used(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
):
    """Damage is noticed before FAISS reads the file, and said in the log."""
    snapshot.save(tmp_path, small_index(), STAMP, change=7)
    damage(tmp_path)

    assert snapshot.load(tmp_path, STAMP) is None
    assert "building it anew" in caplog.text


def test_a_snapshot_of_another_model_is_not_used(tmp_path: Path):
    """Vectors of another model, or of another store, are not taken for ours."""
    snapshot.save(tmp_path, small_index(), STAMP, change=7)

    assert snapshot.load(tmp_path, snapshot.Stamp("store", "other", DIMENSION)) is None
