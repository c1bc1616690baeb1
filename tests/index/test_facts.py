"""What is known of articles without reading them, as outlines and as the change log tell it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.facts import Facts
from index.language import covers, primary
from index.register import Register
from index.store import Outline, Store

OpenCatalog = Callable[..., Catalog]
MakeArticle = Callable[..., Article]

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
LANGUAGES = ("de", "de-CH", "en", "zh-Hans", "zh-Hant")

zones = st.sampled_from(
    [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=8))]
)
moments = st.none() | st.datetimes(
    datetime(1890, 1, 1), datetime(2090, 1, 1), timezones=zones
)  # fmt: skip
articles = st.builds(
    lambda id_, language, key, moment: Article(
        id=id_, language=language, title=f"On {id_}", translation_key=key, published_at=moment
    ),
    st.sampled_from("abcdef"), st.sampled_from(LANGUAGES), st.sampled_from([None, "k"]), moments,
)  # fmt: skip
writes = st.lists(
    st.lists(articles, max_size=4, unique_by=lambda article: article.id)
    | st.sets(st.sampled_from("abcdef"), max_size=2),
    max_size=8,
)
outlines = st.lists(
    st.builds(
        Outline, st.integers(1, 99), st.just(""), st.sampled_from(LANGUAGES),
        st.none() | st.integers(1, 5), published_at=moments,
    ),
    max_size=9, unique_by=lambda outline: outline.row,
)  # fmt: skip


def told(facts: Facts) -> list[tuple[object, ...]]:
    """Say what is known of each article, dates to the second."""
    dates = np.where(np.isnan(facts.published), -1e12, np.floor(facts.published))
    tags = [facts.languages[number] for number in facts.language.tolist()]
    return [*zip(facts.row.tolist(), tags, facts.story.tolist(), dates.tolist(), strict=True)]


def as_outlined(store: Store) -> list[tuple[object, ...]]:
    """Say the same from all that the store has."""
    rows = [listed.row for listed in store.listed()]
    return told(Facts.of(sorted(store.outlines(rows))))


def as_registered(register: Register, store: Store) -> list[tuple[object, ...]]:
    """Follow a store; say the same of all rows that there are."""
    register.follow(store.position().change)
    rows = np.arange(1000)
    return told(register.facts(rows[register.published(rows)]))


@settings(max_examples=10)
@given(writes)
def test_the_register_knows_what_the_store_has(
    encoder: Encoder, done: list[list[Article] | set[str]]
):
    """After each of any writes by somebody else, withdrawals among them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        writer, reader = Store(path), Store(path)
        catalog, register = Catalog(writer, path.parent, encoder), Register(reader, path.parent)
        for each in done:
            if isinstance(each, set):
                catalog.withdraw(sorted(each))
            else:
                catalog.put(each)
            assert as_registered(register, reader) == as_outlined(reader)
        assert as_registered(Register(reader, path.parent), reader) == as_registered(
            register, reader
        )
        writer.close()
        reader.close()


def test_the_register_follows_other_processes(open_catalog: OpenCatalog, make_article: MakeArticle):
    """What one has withdrawn is gone, and it is said which rows were written."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b")])
    catalog.register.follow(catalog.store.position().change)
    row = catalog.store.page("b").row
    withdraw = (
        "import sys; from pathlib import Path; from index.store import Store;"
        "Store(Path(sys.argv[1])).withdraw(['b'])"
    )
    subprocess.run([sys.executable, "-c", withdraw, str(catalog.store.path)], check=True)

    written = catalog.register.follow(catalog.store.position().change)

    assert written.tolist() == [row]
    assert catalog.register.published(np.array([row, row + 1000])).tolist() == [False, False]
    assert as_registered(catalog.register, catalog.store) == as_outlined(catalog.store)


@pytest.mark.parametrize("again", ["merged by a key", "found anew"])
def test_the_register_sees_stories_change(
    open_catalog: OpenCatalog, make_article: MakeArticle, again: str
):
    """Those that are merged, and those that all get other numbers."""
    catalog = open_catalog()
    catalog.put([make_article("a", translation_key="k"), make_article("b"), make_article("c")])
    before = as_registered(catalog.register, catalog.store)

    if again == "found anew":
        catalog.store.stories.forget()
        for _ in catalog.find_stories():
            pass
    else:
        catalog.put([make_article("b", translation_key="k")])

    assert before != as_registered(catalog.register, catalog.store) == as_outlined(catalog.store)


def test_the_register_follows_a_store_that_was_put_back(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """What came after the backup is not known any more."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b")])
    backup, here = (sqlite3.connect(p) for p in (tmp_path / "backup", catalog.store.path))
    here.backup(backup)
    catalog.withdraw(["a"])
    catalog.put([make_article("c", language="de")])
    later = as_registered(catalog.register, catalog.store)

    backup.backup(here)

    assert later != as_registered(catalog.register, catalog.store) == as_outlined(catalog.store)
    backup.close()
    here.close()


def test_who_comes_late_takes_nothing_back(open_catalog: OpenCatalog, make_article: MakeArticle):
    """Of two threads, one may have read how far the store is before the other has followed it."""
    catalog = open_catalog()
    catalog.put([make_article("a")])
    earlier = catalog.store.position().change
    catalog.put([make_article("b")])
    catalog.register.follow(catalog.store.position().change)

    assert len(catalog.register.follow(earlier)) == 0
    assert catalog.register.change > earlier


def test_a_register_goes_on_from_where_it_was_saved(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """It reads only what was written since."""
    catalog = open_catalog()
    catalog.put([make_article("a", language="de"), make_article("b", published_at=NOON)])
    catalog.save()
    folder = next(tmp_path.rglob("*.register")).parent
    catalog.put([make_article("c", language="fr")])

    register = Register(catalog.store, folder)

    assert len(register.follow(catalog.store.position().change)) == 1
    assert as_registered(register, catalog.store) == as_outlined(catalog.store)


def test_a_saved_register_stays_as_it_is(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """What one process notes on its pages is not seen by another that maps the same file."""
    catalog = open_catalog()
    catalog.put([make_article("a", language="de"), make_article("b")])
    catalog.save()
    (path,) = tmp_path.rglob("*.register")
    saved, rows = path.read_bytes(), np.array([catalog.store.page("a").row])
    one, other = (Register(catalog.store, path.parent) for _ in range(2))
    before = catalog.store.position().change
    other.follow(before)

    catalog.put([make_article("a", language="fr")])
    one.follow(catalog.store.position().change)

    assert (one.languages(rows), other.languages(rows)) == (["fr"], ["de"])
    assert path.read_bytes() == saved
    assert str(path) in Path("/proc/self/maps").read_text()


def test_a_register_is_read_anew_once_its_file_is_touched(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path
):
    """Else what was written there would be believed, and what was cut off end the process."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b", published_at=NOON)])
    catalog.save()
    (path,) = tmp_path.rglob("*.register")
    register = Register(catalog.store, path.parent)
    register.follow(catalog.store.position().change)

    with path.open("r+b") as file:
        file.truncate(0)

    assert as_registered(register, catalog.store) == as_outlined(catalog.store)


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04"])
def test_a_damaged_register_is_read_anew(
    open_catalog: OpenCatalog, make_article: MakeArticle, tmp_path: Path, content: bytes
):
    """From the change log, which has everything."""
    catalog = open_catalog()
    catalog.put([make_article("a"), make_article("b", published_at=NOON)])
    catalog.store.name_snapshot("one")
    (tmp_path / "one.register").write_bytes(content)

    register = Register(catalog.store, tmp_path)

    assert as_registered(register, catalog.store) == as_outlined(catalog.store)


@settings(max_examples=40)
@given(outlines, outlines)
def test_joined_facts_are_those_of_both(one: list[Outline], other: list[Outline]):
    """Although each has numbered its languages by itself."""
    assert told(Facts.of(one).joined(Facts.of(other))) == told(Facts.of(one + other))


@settings(max_examples=40)
@given(outlines, st.lists(st.sampled_from(["de", "de-CH", "fr", "zh", "zh-Hant"])))
def test_articles_in_a_language_are_in_any_form_of_it(found: list[Outline], asked: list[str]):
    """German covers Swiss German, and not the other way round."""
    facts = Facts.of(found)

    expected = [any(covers(each, outline.language) for each in asked) for outline in found]
    assert facts.among(asked).tolist() == expected
    assert told(facts.take(facts.among(asked))) == [
        each for each, here in zip(told(facts), expected, strict=True) if here
    ]
    assert facts.spoken() == [primary(outline.language) for outline in found]
