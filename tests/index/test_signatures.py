"""Signatures in the store and the catalogue."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import ModelMismatch
from index.signature import lexical_scores, sign, signatures_of
from index.store import Entry, Store

MODEL = "model-1"
X = np.array([1, 0], dtype=np.float32)
MakeArticle = Callable[..., Article]


def signed(article: Article, vector: np.ndarray | None = X) -> Entry:
    return Entry(article, vector, sign(article.title, article.summary, article.text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(path)
    yield opened
    opened.close()


def before_signatures(path: Path) -> None:
    """Take the catalogue back to the version of this program that had no signatures."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE signatures")
        connection.execute("PRAGMA user_version = 2")


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
    store.signatures.fill(outdated, [sign("", "", "Old.")])

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
    assert catalog.store.signatures.of([1])[1] == sign(changed.title, "", changed.text)


def test_a_catalogue_of_an_earlier_version_is_signed_on_demand(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle, path: Path
):
    """Every article that is published gets the signature that it would have been given."""
    articles = [make_article(f"a{number}") for number in range(300)]
    catalog = open_catalog()
    catalog.put(articles)
    catalog.withdraw(["a7"])
    made = catalog.store.signatures.of(range(1, 301))
    catalog.store.close()
    before_signatures(path)
    catalog = open_catalog()

    assert catalog.store.signatures.of(range(1, 301)) == {}
    assert list(catalog.sign_missing()) == [256, 43]
    assert list(catalog.sign_missing()) == []
    assert catalog.store.signatures.of(range(1, 301)) == made


def test_signing_goes_on_where_it_was_interrupted(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle, path: Path
):
    """What was done is not done again."""
    catalog = open_catalog()
    catalog.put([make_article(f"a{number}") for number in range(300)])
    catalog.store.close()
    before_signatures(path)

    assert next(open_catalog().sign_missing()) == 256
    assert list(open_catalog().sign_missing()) == [44]


def test_the_lexical_score_of_rows_is_that_of_their_signatures(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle
):
    """In the order asked for; a row without a signature scores 0."""
    texts = {"a": "Ignazio Cassis in Genf", "b": "Cassis à Genève", "c": "Oaks near Bergen"}
    catalog = open_catalog()
    catalog.put([make_article(id_, title=id_, text=text) for id_, text in texts.items()])
    blobs = [sign(id_, "", text) for id_, text in texts.items()]
    expected = lexical_scores(signatures_of(blobs[:1]), signatures_of(blobs))

    scores = catalog.lexical([1], np.array([3, 2, 1, 99]))

    assert scores.dtype == np.float32
    assert scores.tolist() == [expected[2], expected[1], expected[0], 0]
    assert scores[2] > scores[1] > scores[0]


def test_the_versions_of_a_story_score_together(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle
):
    """By their mean."""
    catalog = open_catalog()
    catalog.put([make_article(id_, text=f"{id_} Cassis") for id_ in ("Genf", "Genève", "Bern")])
    rows = rows_of(catalog)
    apart = [catalog.lexical([row], rows) for row in rows[:2]]

    assert catalog.lexical(rows[:2], rows) == pytest.approx(np.mean(apart, axis=0))


def test_a_page_that_is_not_in_the_catalogue_is_signed_on_the_fly(
    open_catalog: Callable[..., Catalog], make_article: MakeArticle
):
    """Its text is all that it takes."""
    catalog = open_catalog()
    catalog.put([make_article("a", text="Ignazio Cassis in Genf"), make_article("b")])

    assert catalog.lexical("Cassis spoke in Geneva", [1])[0] > 0.2
    assert catalog.lexical("Cassis spoke in Geneva", [2])[0] == 0


def test_no_rows_get_no_scores(open_catalog: Callable[..., Catalog]):
    """An empty array, no error."""
    assert open_catalog().lexical("text", []).shape == (0,)
