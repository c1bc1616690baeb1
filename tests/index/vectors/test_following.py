"""The index in step with a store, in several threads and processes."""

import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.following import FollowingIndex
from index.signature import EMPTY, signatures_of
from index.store import Entry, Store
from tests.index.vectors.drawn import (
    MODEL,
    Oracle,
    entry_for,
    found_by,
    opened,
    rows_of,
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
