"""The index in step with a store, through snapshots and in several threads."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.following import FollowingIndex
from index.signature import EMPTY, signatures_of
from index.store import Entry, Position, Store
from tests.index.vectors.drawn import (
    DIMENSION,
    MODEL,
    Oracle,
    entry_for,
    opened,
    signature_for,
    vector_for,
)

NUMBERS = st.lists(st.integers(0, 30), min_size=1, max_size=6, unique=True)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NUMBERS, st.sampled_from(["en", "de"])),
        st.tuples(st.just("withdraw"), NUMBERS),
        st.tuples(st.sampled_from(["save", "rebuild"]), st.sampled_from([0, 1])),
        st.tuples(st.just("restart"), st.sampled_from([0, 1])),
        st.tuples(st.just("search"), st.sampled_from([0, 1])),
    ),
    max_size=10,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def catalogue(home: Path) -> Iterator[tuple[Store, FollowingIndex]]:
    """A store of thirty articles, and an index that was saved."""
    store, index = opened(home)
    store.write([entry_for(number) for number in range(30)], MODEL)
    index.save()
    yield store, index
    store.close()


def rows_of(store: Store) -> dict[int, int]:
    """Return the number of the article in each row."""
    return {listed.row: int(listed.id[1:]) for listed in store.listed()}


def found_by(index: FollowingIndex, store: Store, k: int, *only: str) -> list[int]:
    numbers = rows_of(store)
    _, rows = index.search(vector_for(99), k, only)
    return [numbers[row] for row in rows.tolist()]


def spoil(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(-3, 2)
        last = stream.read(1)
        stream.seek(-3, 2)
        stream.write(bytes([last[0] ^ 0xFF]))


def cut_short(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(50)


@settings(max_examples=25, deadline=None)
@given(STEPS, st.integers(1, 40))
def test_two_that_follow_find_what_comparing_with_every_vector_finds(steps: list, k: int):
    """Whatever is written or withdrawn, and whoever saves, rebuilds or starts again."""
    with tempfile.TemporaryDirectory() as folder:
        both = [opened(Path(folder)), opened(Path(folder))]
        store, oracle = both[0][0], Oracle()
        for version, (step, *values) in enumerate(steps):
            if step == "write":
                numbers, language = values
                store.write([entry_for(each, version, language) for each in numbers], MODEL)
                oracle.write(numbers, version, language)
            elif step == "withdraw":
                store.withdraw([f"a{number}" for number in values[0]])
                oracle.withdraw(values[0])
            elif step == "restart":
                both[values[0]] = opened(Path(folder))
            elif step == "search":
                both[values[0]][1].warm()
            else:
                getattr(both[values[0]][1], step)()
        for _, index in both:
            assert index.warm() == len(oracle.versions)
            assert found_by(index, store, k) == oracle.nearest(vector_for(99), k)
            assert found_by(index, store, k, "de") == oracle.nearest(vector_for(99), k, "de")
            for row, number in rows_of(store).items():
                assert np.array_equal(index.vectors(np.array([row]))[0], oracle.vector(number))
                expected = signature_for(number, oracle.versions[number][0])
                assert index.packed(np.array([row])).tobytes() == expected


def test_several_queries_at_once_find_what_each_finds(catalogue: tuple[Store, FollowingIndex]):
    """As the same number of searches, with scores that are inner products."""
    _, index = catalogue
    queries = np.stack([vector_for(number, 7) for number in range(5)])

    scores, rows = index.search_many(queries, 9, ["en"])

    assert rows.shape == (5, 9)
    for query, some_scores, some_rows in zip(queries, scores, rows, strict=True):
        assert np.array_equal(index.search(query, 9, ["en"])[1], some_rows)
        assert some_scores == pytest.approx(index.vectors(some_rows) @ query, abs=1e-5)


def test_vectors_are_the_stores_as_float16(catalogue: tuple[Store, FollowingIndex]):
    """To three decimals and more; rows that are not there have zeros."""
    store, index = catalogue
    rows = np.array([7, 30, 31, 1])
    stored = store.vectors(rows.tolist(), MODEL)

    found = index.vectors(rows)

    assert np.abs(found[[0, 1, 3]] - [stored[7], stored[30], stored[1]]).max() < 2**-11
    assert not found[2].any()


def test_signatures_are_the_stores(catalogue: tuple[Store, FollowingIndex]):
    """From the snapshot and of what was written since; that of nothing where there is none."""
    store, index = catalogue
    store.write([entry_for(30), Entry(entry_for(31).article, vector_for(31))], MODEL)
    rows = [31, 4, 32, 77]
    expected = signatures_of([*store.signatures.listed([31, 4]), EMPTY, EMPTY])

    found = index.signatures(np.array(rows))

    assert np.array_equal(found.terms.keys, expected.terms.keys)
    assert np.array_equal(found.pieces.weights, expected.pieces.weights)
    assert np.array_equal(found.numbers, expected.numbers)


def test_a_signature_that_is_filled_in_later_is_noticed(catalogue: tuple[Store, FollowingIndex]):
    """As if the article had been written anew."""
    store, index = catalogue
    store.write([Entry(entry_for(30).article, vector_for(30))], MODEL)
    index.save()
    assert not index.packed(np.array([31])).any()

    store.signatures.fill(store.signatures.missing(0, 10), [signature_for(30)])

    assert index.packed(np.array([31])).tobytes() == signature_for(30)


def test_languages_are_those_of_all_articles(catalogue: tuple[Store, FollowingIndex]):
    """In the snapshot or not, and each once."""
    store, index = catalogue
    store.write([entry_for(30, language="de"), entry_for(31, language="en")], MODEL)

    assert sorted(index.languages()) == ["de", "en"]


def test_another_process_takes_over_a_snapshot(catalogue: tuple[Store, FollowingIndex], home: Path):
    """What it had followed by itself is then in the snapshot that both share."""
    store, index = catalogue
    other = opened(home)[1]
    store.write([entry_for(number) for number in range(30, 40)], MODEL)
    assert other.warm() == 40
    index.save()
    store.withdraw(["a3"])

    assert other.warm() == 39
    assert found_by(other, store, 39) == found_by(index, store, 39)
    assert 3 not in found_by(other, store, 39)


class OvertakenStore(Store):
    """A store in which something is done each time that it has said how far it has come."""

    then: Callable[[], object] = bool

    def position(self) -> Position:
        found = super().position()
        self.then()
        return found


def test_a_snapshot_that_is_replaced_while_it_is_opened_is_not_missed(
    catalogue: tuple[Store, FollowingIndex], home: Path, caplog: pytest.LogCaptureFixture
):
    """The new one is opened instead, and nothing is built anew."""
    store, index = catalogue
    overtaken, changes = OvertakenStore(store.path), iter(["a3", "a4", "a5"])

    def save() -> None:
        store.withdraw([next(changes, "none is left")])
        index.save()

    overtaken.then = save

    assert FollowingIndex(overtaken, home / "index", MODEL, DIMENSION).warm() <= 28
    assert not caplog.records
    overtaken.close()


def test_one_snapshot_is_left(catalogue: tuple[Store, FollowingIndex], home: Path):
    """Files of earlier ones, and of one that was not finished, go when another is saved."""
    store, index = catalogue
    (home / "index" / "0123.faiss").write_bytes(b"half")
    store.withdraw(["a3"])
    index.save()

    names = {path.name.split(".")[0] for path in (home / "index").iterdir()}

    assert names == {store.position().snapshot, "lock"}


@pytest.mark.parametrize("kind", ["faiss", "rows.npy", "languages.npy", "signatures.npy", "json"])
@pytest.mark.parametrize("damage", [spoil, cut_short, Path.unlink])
def test_a_damaged_snapshot_is_made_anew(
    catalogue: tuple[Store, FollowingIndex],
    home: Path,
    damage,
    kind: str,
    caplog: pytest.LogCaptureFixture,
):
    """By a warning, answers from the store's vectors, and a snapshot at the next occasion."""
    store, index = catalogue
    expected = found_by(index, store, 30)
    (file,) = (home / "index").glob(f"*.{kind}")
    damage(file)

    again = opened(home)[1]

    assert found_by(again, store, 30) == expected
    assert "building the index anew from the store" in caplog.text
    assert again.outgrown()
    again.save()
    caplog.clear()
    assert found_by(opened(home)[1], store, 30) == expected
    assert not caplog.records


@pytest.mark.parametrize("kind", ["faiss", "signatures.npy"])
def test_a_file_that_is_cut_short_while_in_use_does_no_harm(
    catalogue: tuple[Store, FollowingIndex],
    home: Path,
    kind: str,
    caplog: pytest.LogCaptureFixture,
):
    """It is noticed before the memory that it was mapped into is read again."""
    store, index = catalogue
    expected = found_by(index, store, 30)
    (file,) = (home / "index").glob(f"*.{kind}")
    cut_short(file)

    assert found_by(index, store, 30) == expected
    assert index.packed(np.array([5])).tobytes() == signature_for(4)
    assert "damaged" in caplog.text


def test_a_store_from_a_backup_does_not_take_the_index_of_its_future(
    catalogue: tuple[Store, FollowingIndex], home: Path
):
    """Neither in a new process nor in one that goes on."""
    store, index = catalogue
    with tempfile.TemporaryDirectory() as folder:
        backup = Path(folder) / "catalogue.sqlite"
        store._connections._mine().execute(f"VACUUM INTO '{backup}'")
        store.write([entry_for(number, version=1) for number in range(20, 50)], MODEL)
        index.save()
        back = Store(backup)
        back.write([entry_for(number, version=2) for number in range(40)], MODEL)
        expected = found_by(FollowingIndex(back, Path(folder), MODEL, DIMENSION), back, 40)

        assert (
            found_by(FollowingIndex(back, home / "index", MODEL, DIMENSION), back, 40) == expected
        )
        back.close()


def test_threads_search_while_another_writes_and_saves(catalogue: tuple[Store, FollowingIndex]):
    """Every answer holds what never changes, in the right order."""
    store, index = catalogue
    oracle = Oracle()
    oracle.write(range(20), 0, "en")
    expected = oracle.nearest(vector_for(99), 20)
    wrong, done = [], threading.Event()

    def search() -> None:
        while not done.is_set():
            _, rows = index.search(vector_for(99), 30)
            found = [row - 1 for row in rows.tolist() if row <= 20]
            if found != expected:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for version in range(1, 9):
        store.write([entry_for(number, version) for number in range(20, 30)], MODEL)
        index.save()
        store.withdraw([f"a{number}" for number in range(20, 25)])
    done.set()
    for thread in threads:
        thread.join()

    assert wrong == []


@pytest.mark.usefixtures("catalogue")
def test_a_snapshot_that_was_copied_is_as_good(home: Path, caplog: pytest.LogCaptureFixture):
    """Its files have new times, but hold what they did."""
    for path in (home / "index").iterdir():
        path.touch()

    assert opened(home)[1].warm() == 30
    assert not caplog.records
