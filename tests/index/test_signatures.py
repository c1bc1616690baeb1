"""Signatures in the store and the catalogue."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import ModelMismatch
from index.signature import Words, sign
from index.store import Entry, Store

MODEL = "model-1"
X = np.array([1, 0], dtype=np.float32)
MakeArticle = Callable[..., Article]


def signed(article: Article, vector: np.ndarray | None = X) -> Entry:
    words = Words(article.title, article.summary, article.text)
    return Entry(article, vector, sign([words])[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(path)
    yield opened
    opened.close()


def rows_of(catalog: Catalog) -> list[int]:
    return [listed.row for listed in catalog.store.listed()]


def test_a_signature_is_there_after_reopening(store: Store, path: Path, make_article: MakeArticle):
    """As it was written with its article; rows without one are left out."""
    entry = signed(make_article("a"))
    store.write([entry, Entry(make_article("b"), X)], MODEL)
    store.close()

    assert Store(path).signatures.of([1, 2, 3]) == {1: entry.signature}


def test_an_article_that_keeps_its_text_keeps_its_signature(
    store: Store, make_article: MakeArticle
):
    """As it keeps its vector."""
    entry = signed(make_article("a"))
    store.write([entry], MODEL)
    store.write([Entry(make_article("a", section="x"), None)], MODEL)

    assert store.signatures.of([1]) == {1: entry.signature}


def test_no_signature_outlives_its_text(store: Store, make_article: MakeArticle):
    """An article that is written with a new text and without a signature has none."""
    store.write([signed(make_article("a"))], MODEL)
    store.write([Entry(make_article("a", text="New."), X)], MODEL)

    assert store.signatures.of([1]) == {}


def test_a_withdrawn_article_loses_its_signature(
    store: Store, path: Path, make_article: MakeArticle
):
    """At once, like all of its content."""
    store.write([signed(make_article("a"))], MODEL)
    store.withdraw(["a"])

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM signatures").fetchone() == (0,)


def test_article_and_signature_are_written_together_or_not_at_all(
    store: Store, make_article: MakeArticle
):
    """What is refused leaves the signature as it was."""
    entry = signed(make_article("a"))
    store.write([entry], MODEL)

    with pytest.raises(ModelMismatch):
        store.write([signed(make_article("a", text="New."))], "model-2")

    assert store.signatures.of([1]) == {1: entry.signature}


def test_a_signature_of_a_text_that_has_changed_is_not_filled_in(
    store: Store, make_article: MakeArticle
):
    """Another writer was quicker: its article is asked for again."""
    store.write([Entry(make_article("a"), X)], MODEL)
    outdated = store.signatures.missing(0, 10)
    store.write([Entry(make_article("a", text="New."), X)], MODEL)
    store.signatures.fill(outdated, sign([Words(text="Old.")]))

    assert store.signatures.of([1]) == {}
    assert [item.article.text for item in store.signatures.missing(0, 10)] == ["New."]


def test_articles_that_are_put_are_signed(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle
):
    """New ones, and those whose text has changed."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b")])
    changed = make_article("a", text="Cassis in Geneva.")
    catalog.put([changed, make_article("b", section="x")])

    assert not catalog.store.signatures.missing(0, 10)
    assert catalog.store.signatures.of([1])[1] == signed(changed).signature


def test_a_catalogue_of_an_earlier_version_is_signed_on_demand(
    open_catalog: Callable[..., Catalog],
    make_article: MakeArticle,
    path: Path,
    take_back: Callable[[Path, int], None],
):
    """Every article that is published gets the signature that it would have been given."""
    articles = [make_article(f"a{number}") for number in range(300)]
    catalog = open_catalog()
    catalog.put(articles)
    catalog.withdraw(["a7"])
    made = catalog.store.signatures.of(range(1, 301))
    catalog.store.close()
    take_back(path, 2)
    catalog = open_catalog()

    assert catalog.store.signatures.of(range(1, 301)) == {}
    assert list(catalog.sign_missing()) == [256, 43]
    assert list(catalog.sign_missing()) == []
    assert catalog.store.signatures.of(range(1, 301)) == made


def test_signing_goes_on_where_it_was_interrupted(
    open_catalog: Callable[..., Catalog],
    make_article: MakeArticle,
    path: Path,
    take_back: Callable[[Path, int], None],
):
    """What was done is not done again."""
    catalog = open_catalog()
    catalog.put([make_article(f"a{number}") for number in range(300)])
    catalog.store.close()
    take_back(path, 2)

    assert next(open_catalog().sign_missing()) == 256
    assert list(open_catalog().sign_missing()) == [44]
