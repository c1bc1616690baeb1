"""The one write door."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import ModelMismatch
from index.outcome import Outcome
from index.text import text_to_embed

OpenCatalog = Callable[..., Catalog]
MakeArticle = Callable[..., Article]
Counting = Callable[[], Any]


def nearest(catalog: Catalog, id_: str) -> str:
    _, rows = catalog.neighbours(catalog.store.seed(id_).vector, 2)
    cards = catalog.store.cards(rows.tolist())
    return next(cards[row].id for row in rows.tolist() if cards[row].id != id_)


def outcomes(catalog: Catalog, articles: Sequence[Article]) -> list[Outcome]:
    return [put.outcome for put in catalog.put(articles)]


def test_an_article_is_added_then_unchanged_then_changed(
    open_catalog: OpenCatalog, make_article: MakeArticle
):
    """The outcome tells what a put did."""
    catalog = open_catalog()

    assert outcomes(catalog, [make_article("a")]) == ["added"]
    assert outcomes(catalog, [make_article("a")]) == ["unchanged"]
    assert outcomes(catalog, [make_article("a", title="Else")]) == ["changed"]


def test_only_new_text_is_encoded(
    open_catalog: OpenCatalog, make_article: MakeArticle, counting_encoder: Counting
):
    """An unchanged article and one that moved to another section cost no encoding."""
    counting = counting_encoder()
    catalog = open_catalog(counting)
    catalog.put([make_article("a"), make_article("b")])

    catalog.put([make_article("a"), make_article("b", section="travel")])

    assert counting.texts == 2
    assert catalog.store.article("b").section == "travel"


def test_a_url_belongs_to_one_article(open_catalog: OpenCatalog, make_article: MakeArticle):
    """A second article at the same address is refused by name; the rest of the batch goes in."""
    catalog = open_catalog()
    url = "https://news.example/a"
    catalog.put([make_article("a", url=url)])

    taken, fine = catalog.put([make_article("b", url=url), make_article("c")])

    assert taken.outcome == "rejected"
    assert f"{url!r} already belongs to article 'a'" in taken.reason
    assert fine.outcome == "added"


def test_neighbours_see_what_another_process_wrote(
    open_catalog: OpenCatalog, make_article: MakeArticle
):
    """A catalogue that is open follows the writes of every other one."""
    ours, theirs = open_catalog(), open_catalog()
    ours.put([make_article("a"), make_article("b")])
    assert ours.index.warm() == 2

    theirs.put([make_article("c", title="The a of the day", text="About a.")])
    assert nearest(ours, "a") == "c"

    theirs.withdraw(["c"])
    assert nearest(ours, "a") == "b"


def test_a_saved_index_answers_as_before(open_catalog: OpenCatalog, make_article: MakeArticle):
    """A restart from the snapshot sees what was written before and after it was taken."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b")])
    catalog.index.save()
    catalog.put([make_article("c")])

    again = open_catalog()

    assert again.index.warm() == 3


def test_a_damaged_index_is_built_anew(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """Neighbours after the index file was overwritten are those from before."""
    catalog = open_catalog()
    catalog.put([make_article(i) for i in "abcde"])
    catalog.index.save()
    before = catalog.neighbours(catalog.store.seed("a").vector, 5)
    (file,) = (tmp_path / "index").glob("*.faiss")
    file.write_bytes(b"garbage" * 1000)

    again = open_catalog()

    assert np.array_equal(again.neighbours(again.store.seed("a").vector, 5)[1], before[1])


def test_another_model_is_refused_before_anything_is_read_or_written(
    open_catalog: OpenCatalog, make_article: MakeArticle, counting_encoder: Counting
):
    """Putting and searching both name the two models and the remedy."""
    open_catalog().put([make_article("a")])
    other = open_catalog(counting_encoder())

    with pytest.raises(ModelMismatch, match="rebuild --encode"):
        other.put([make_article("b")])
    with pytest.raises(ModelMismatch, match="'counting/text-1'"):
        other.neighbours(np.zeros(other.encoder.dimension, np.float32), 1)


def test_a_catalogue_moves_to_another_model(
    open_catalog: OpenCatalog, make_article: MakeArticle, counting_encoder: Counting
):
    """After encoding anew, the new model answers and the old one is refused."""
    old = open_catalog()
    old.put([make_article(i) for i in "abc"])
    new = open_catalog(counting_encoder())

    assert sum(new.encode_anew()) == 3

    assert new.index.rebuild() == 3
    assert nearest(new, "a") in {"b", "c"}
    with pytest.raises(ModelMismatch):
        old.index.warm()


def test_an_interrupted_move_goes_on_where_it_stopped(
    open_catalog: OpenCatalog, make_article: MakeArticle, counting_encoder: Counting
):
    """What was encoded before the interruption is not encoded again, and the old model answers."""
    old = open_catalog()
    old.put([make_article(f"a{n}") for n in range(300)])
    interrupted = counting_encoder()
    next(iter(open_catalog(interrupted).encode_anew()))
    assert old.index.warm() == 300

    resumed = counting_encoder()
    list(open_catalog(resumed).encode_anew())

    assert interrupted.texts + resumed.texts == 300


def test_an_article_that_changes_during_a_move_is_encoded_again(
    open_catalog: OpenCatalog, make_article: MakeArticle, counting_encoder: Counting
):
    """The move ends only when every article has a vector of its present text."""
    old = open_catalog()
    old.put([make_article(f"a{n}") for n in range(300)])
    new = open_catalog(counting_encoder())
    moving = new.encode_anew()
    next(moving)
    old.put([make_article("a0", title="Breaking: volcano", text="It erupts.")])
    list(moving)

    expected = new.encoder.encode([text_to_embed("Breaking: volcano", "", "It erupts.")], ["en"])[0]
    assert np.allclose(new.store.seed("a0").vector, expected, atol=1e-6)


def test_a_store_put_back_to_an_earlier_state_does_not_use_its_future_index(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """After a backup is restored beside a newer index, answers are those of the backup."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b")])
    catalog.index.save()
    with sqlite3.connect(tmp_path / "backup.sqlite") as backup:
        sqlite3.connect(tmp_path / "catalogue.sqlite").backup(backup)
    catalog.put([make_article("c")])
    catalog.index.save()
    catalog.store.close()
    for file in tmp_path.glob("catalogue.sqlite*"):
        file.unlink()
    (tmp_path / "backup.sqlite").rename(tmp_path / "catalogue.sqlite")

    restored = open_catalog()
    assert restored.index.warm() == 2
    restored.put([make_article("d"), make_article("e")])

    assert restored.index.warm() == 4
    assert nearest(restored, "d") != "c"


def test_neighbours_in_some_languages_follow_every_change(
    open_catalog: OpenCatalog, make_article: MakeArticle
):
    """A search among languages sees what was added, translated and withdrawn since the last."""
    catalog, other = open_catalog(), open_catalog()
    catalog.put([make_article("a"), make_article("b", language="de")])

    def found(*only: str) -> list[str]:
        rows = other.neighbours(other.store.seed("a").vector, 9, only)[1]
        return sorted(card.id for card in other.store.cards(rows.tolist()).values())

    assert found("de") == ["b"]
    catalog.put([make_article("b", language="fr"), make_article("c", language="de")])
    assert found("de") == ["c"]
    assert found("fr", "en") == ["a", "b"]
    catalog.withdraw(["c"])
    assert found("de") == []


def test_asking_for_a_language_includes_its_forms(
    open_catalog: OpenCatalog, make_article: MakeArticle
):
    """`zh` is also `zh-Hant`; `zh-Hant` is not `zh`."""
    catalog = open_catalog()
    catalog.put([make_article("a", language="zh"), make_article("b", language="zh-Hant")])
    vector = catalog.store.seed("a").vector

    assert len(catalog.neighbours(vector, 9, ["zh"])[1]) == 2
    assert len(catalog.neighbours(vector, 9, ["zh-Hant"])[1]) == 1
