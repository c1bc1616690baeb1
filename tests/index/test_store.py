"""The source of truth."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.errors import ModelMismatch, StoreUnavailable
from index.store import Entry, Store

MODEL = "model-1"
X, Y = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path)


def changed_rows(store: Store, after: int) -> list[tuple[int, bool]]:
    return [(change.row, change.vector is not None) for change in store.changes(after, 100)]


def test_what_was_written_is_there_after_reopening(
    store: Store, path: Path, make_article: Callable[..., Article]
):
    """An article with all its fields and its vector comes back as it was."""
    article = make_article("a", tags=("x", "y"), section="science", translation_key="k")
    store.write([Entry(article, X)], MODEL)
    store.close()

    again = Store(path)

    assert again.article("a") == article
    assert np.array_equal(again.seed("a").vector, X)


def test_the_change_log_tells_what_happened_to_each_row_last(
    store: Store, make_article: Callable[..., Article]
):
    """A follower hears of each row once, in the order of its latest change."""
    store.write([Entry(make_article(i), X) for i in "abc"], MODEL)
    store.write([Entry(make_article("a", section="x"), None)], MODEL)
    store.withdraw(["b"])

    assert changed_rows(store, after=0) == [(3, True), (1, True), (2, False)]
    assert changed_rows(store, after=4) == [(2, False)]


def test_a_withdrawn_article_leaves_nothing_but_its_row(
    store: Store, path: Path, make_article: Callable[..., Article]
):
    """Its texts and vector are gone from the file's tables."""
    store.write([Entry(make_article("a", url="https://a.example/"), X)], MODEL)

    assert store.withdraw(["a", "unknown"]) == 1
    assert store.article("a") is None
    assert store.owners(["https://a.example/"]) == {}
    rows = sqlite3.connect(path).execute("SELECT title, url FROM articles").fetchall()
    assert rows == [("", None)]
    for table in ("texts", "vectors"):
        count = f"SELECT count(*) FROM {table}"
        assert sqlite3.connect(path).execute(count).fetchone() == (0,)


def test_an_article_may_come_back(store: Store, make_article: Callable[..., Article]):
    """An id that was withdrawn can be published again."""
    store.write([Entry(make_article("a"), X)], MODEL)
    store.withdraw(["a"])
    store.write([Entry(make_article("a", title="Back"), Y)], MODEL)

    assert store.article("a").title == "Back"
    assert changed_rows(store, after=0) == [(1, True)]


def test_vectors_of_two_models_never_mix(store: Store, make_article: Callable[..., Article]):
    """A write with another model is refused as a whole; the error names both and the way out."""
    store.write([Entry(make_article("a"), X)], MODEL)

    with pytest.raises(ModelMismatch, match=r"'model-1'.*'model-2'.*rebuild --encode"):
        store.write([Entry(make_article("b"), Y)], "model-2")

    assert store.article("b") is None


def test_a_failed_write_leaves_nothing(store: Store, make_article: Callable[..., Article]):
    """If one vector of a batch cannot be kept, none of the batch is."""
    bad = np.array([np.nan, 0], dtype=np.float32)

    with pytest.raises(ValueError, match="not finite"):
        store.write([Entry(make_article("a"), X), Entry(make_article("b"), bad)], MODEL)

    assert store.count() == 0
    assert store.position()[:2] == (0, None)


def test_outlines_bring_the_translations_along(store: Store, make_article: Callable[..., Article]):
    """Asked for one language version, the store tells of all of them."""
    versions = [make_article(i, language=i, translation_key="k") for i in ("de", "fr")]
    store.write([Entry(a, X) for a in [*versions, make_article("other")]], MODEL)

    outlines = store.outlines([1])

    assert [(o.row, o.language) for o in outlines] == [(1, "de"), (2, "fr")]


def test_a_page_is_compared_by_all_of_its_versions(
    store: Store, make_article: Callable[..., Article]
):
    """Its versions' vectors give one direction; another story and a withdrawn version do not."""
    versions = [make_article(i, language=i, translation_key="k") for i in ("de", "fr", "it")]
    store.write([Entry(versions[0], X), Entry(versions[1], Y), Entry(versions[2], -X)], MODEL)
    store.write([Entry(make_article("other"), X)], MODEL)
    store.withdraw(["it"])

    assert store.seed("de").vector == pytest.approx((X + Y) / np.sqrt(2))
    assert store.seed("fr").vector == pytest.approx(store.seed("de").vector)
    assert store.seed("other").vector.tolist() == X.tolist()


def test_a_page_can_be_asked_for_while_its_story_is_withdrawn(
    store: Store, path: Path, make_article: Callable[..., Article]
):
    """Whichever moment another writer chooses, there is the page or there is none, but no error."""
    versions = [make_article(i, language=i, translation_key="k") for i in ("de", "fr")]
    store.write([Entry(version, X) for version in versions], MODEL)
    over = threading.Event()

    def come_and_go() -> None:
        other = Store(path)
        for _ in range(40):
            other.withdraw(["de", "fr"])
            other.write([Entry(version, X) for version in versions], MODEL)
        over.set()

    writer = threading.Thread(target=come_and_go)
    writer.start()
    seeds = []
    while not over.is_set():
        seeds.append(store.seed("de"))
    writer.join()

    assert all(seed is None or seed.vector == pytest.approx(X) for seed in seeds)


def test_versions_that_cancel_out_leave_a_direction(
    store: Store, make_article: Callable[..., Article]
):
    """Opposite vectors have no mean; then the first of them stands for the page."""
    versions = [make_article(i, language=i, translation_key="k") for i in ("de", "fr")]
    store.write([Entry(versions[0], X), Entry(versions[1], -X)], MODEL)

    assert store.seed("fr").vector.tolist() == X.tolist()


def test_threads_write_at_the_same_time(store: Store, make_article: Callable[..., Article]):
    """Writers wait for each other; nothing is lost and no change number is given twice."""

    def write(name: str) -> None:
        for n in range(20):
            store.write([Entry(make_article(f"{name}{n}"), X)], MODEL)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert store.count() == 80
    assert [change.number for change in store.changes(0, 100)] == list(range(1, 81))


def test_a_file_that_is_no_database_is_refused(path: Path):
    """The error names the file and the way out, and the file is left alone."""
    path.write_text("my holiday pictures")

    with pytest.raises(StoreUnavailable, match=r"catalogue\.sqlite.*backup"):
        Store(path)

    assert path.read_text() == "my holiday pictures"


def test_a_store_of_a_newer_version_is_refused(store: Store, path: Path):
    """An old program does not touch what it does not understand."""
    store.close()
    sqlite3.connect(path, isolation_level=None).execute("PRAGMA user_version = 99")

    with pytest.raises(StoreUnavailable, match="newer version"):
        Store(path)


def test_a_store_in_an_impossible_place_is_refused(tmp_path: Path):
    """The error names the path."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreUnavailable, match="file/catalogue"):
        Store(tmp_path / "file" / "catalogue.sqlite")
