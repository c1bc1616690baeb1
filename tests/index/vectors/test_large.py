"""An index that is too large to compare all of its vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.signature import BYTES
from index.store import Change
from index.vectors import Layers, Segment, snapshot
from index.vectors.faiss_index import EXACT_UP_TO, VectorIndex
from index.vectors.languages import Languages
from index.vectors.manifest import Stamp
from index.vectors.probing import Shape

COUNT, DIMENSION, K = 60_000, 64, 100
STAMP = Stamp("first", "model", DIMENSION)


def clustered(count: int, seed: int) -> np.ndarray:
    """Vectors of length 1 around 300 directions, some of which many are near to."""
    random, centres = np.random.default_rng(seed), np.random.default_rng(0)
    directions = centres.normal(size=(300, DIMENSION))
    shares = centres.pareto(2, 300) + 0.1
    chosen = directions[random.choice(300, count, p=shares / shares.sum())]
    found = chosen + random.normal(size=(count, DIMENSION))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """The vectors of rows 1 to 60,000."""
    return clustered(COUNT, 1)


@pytest.fixture(scope="module")
def spoken() -> list[str]:
    """The languages of rows 1 to 60,000; one of them is rare."""
    drawn = np.random.default_rng(2).choice(["de", "fr", "rm"], COUNT, p=[0.6, 0.39, 0.01])
    return drawn.tolist()


@pytest.fixture(scope="module")
def saved(
    vectors: np.ndarray, spoken: list[str], tmp_path_factory: pytest.TempPathFactory
) -> snapshot.Snapshot:
    folder = tmp_path_factory.mktemp("index")
    rows, unsigned = np.arange(1, COUNT + 1), np.zeros((COUNT, BYTES), np.uint8)
    segment = Segment.of(rows, Languages.of(spoken), unsigned, vectors)
    snapshot.save(folder, Layers.on(segment), STAMP, change=COUNT)
    return snapshot.load(folder, STAMP)


@pytest.fixture(scope="module")
def layers(saved: snapshot.Snapshot) -> Layers:
    return Layers.on(saved.segment)


def recall(found: np.ndarray, queries: np.ndarray, rows: np.ndarray, vectors: np.ndarray) -> float:
    """Mean share of the K nearest of some rows, by comparing with each, that were found."""
    nearest = rows[np.argsort(-(queries @ vectors.T), axis=1)[:, :K]]
    shares = [np.isin(some, each).mean() for some, each in zip(nearest, found, strict=True)]
    return float(np.mean(shares))


def test_lists_are_used_and_measured(layers: Layers):
    """The smallest number of lists that finds enough of what is near is a part of them."""
    shape = layers.base.segment.index.shape

    assert COUNT > EXACT_UP_TO
    assert 0 < shape.probes < shape.lists / 2
    assert 0.985 <= shape.recall < 1


@pytest.mark.parametrize("k", [100, 400])
@pytest.mark.parametrize("only", [(), ("de",), ("fr",), ("rm",), ("fr", "rm")])
def test_what_is_near_is_found(
    layers: Layers, vectors: np.ndarray, spoken: list[str], only: tuple[str, ...], k: int
):
    """Among all languages and some of them, common or rare."""
    queries = clustered(50, 3)
    rows = np.array([row for row, each in enumerate(spoken, 1) if not only or each in only])

    _, found = layers.search(queries, k, only)

    assert set(np.unique(found)) <= set(rows.tolist())
    assert recall(found, queries, rows, vectors[rows - 1]) >= 0.97


def test_scores_are_inner_products(layers: Layers, vectors: np.ndarray):
    """Of vectors as float16, best first."""
    queries = clustered(5, 3)

    scores, rows = layers.search(queries, K)

    for query, some_scores, some_rows in zip(queries, scores, rows, strict=True):
        assert some_scores == pytest.approx(vectors[some_rows - 1] @ query, abs=1e-3)
        assert (np.diff(some_scores) <= 0).all()


def test_all_that_are_asked_for_are_found(layers: Layers, spoken: list[str]):
    """Even if they are all there are, and in lists where nobody would look."""
    _, rows = layers.search(clustered(1, 3), COUNT, ["rm"])

    assert sorted(rows[0].tolist()) == [n for n, each in enumerate(spoken, 1) if each == "rm"]


def test_no_place_stays_empty(layers: Layers, tmp_path: Path):
    """If a search looks in too few lists for as many as are asked for, it looks in all."""
    segment = layers.base.segment
    segment.index.write(tmp_path / "index.faiss")
    narrow = Shape(segment.index.shape.lists, probes=1, recall=0.1)
    index = VectorIndex.open(tmp_path / "index.faiss", narrow, segment.languages.codes)

    _, slots = index.search(clustered(5, 3), 2000)

    assert slots.shape == (5, 2000)
    assert all(len(np.unique(some)) == 2000 and some.min() >= 0 for some in slots)


def changed(layers: Layers, gone: range, written: range, language: str) -> Layers:
    anew = clustered(len(written), 4)
    changes = [Change(row, row, "de", None) for row in gone]
    changes += [Change(row, row, language, each) for row, each in zip(written, anew, strict=True)]
    return layers.after(changes)


@pytest.mark.parametrize("language", ["de", "it"])
def test_a_compacted_index_is_as_good(
    layers: Layers, vectors: np.ndarray, language: str, tmp_path: Path
):
    """Without what is gone, with what is new, also in a language that is new."""
    gone, written = range(1, 3000), range(58_000, 64_000)
    rows = np.arange(3000, 64_000)
    now = np.concatenate([vectors[2999:57_999], clustered(6000, 4)])
    stamp = Stamp("second", "model", DIMENSION)

    after = changed(layers, gone, written, language)
    snapshot.save(tmp_path, after, stamp, change=64_000)
    compacted = Layers.on(snapshot.load(tmp_path, stamp).segment)

    queries = clustered(50, 3)
    for each in (after, compacted):
        _, found = each.search(queries, K)
        assert len(each) == len(rows)
        assert all(len(np.unique(some)) == K for some in found)
        assert np.isin(found, rows).all()
        assert recall(found, queries, rows, now) >= 0.97
        assert np.abs(each.vectors(rows[::50]) - now[::50]).max() < 2**-11
    new = np.arange(58_000, 64_000)
    _, found = compacted.search(queries, K, [language])
    if language == "it":
        assert recall(found, queries, new, now[-6000:]) >= 0.97
