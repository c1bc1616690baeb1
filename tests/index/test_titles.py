"""Finding articles by their titles, in any script."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.store import Entry, Store
from index.store.titles import Among

NOW = datetime.now(UTC)
TITLES = {
    "flood-de": "Hochwasser an der Elbe: Klimawandel als Ursache",
    "flood-zh": "易北河洪水持续，北京派出救援队",
    "flood-ja": "エルベ川の洪水、救助隊が出動",
    "energy-fr": "Énergie : l’Élysée présente sa stratégie",
    "energy-ko": "에너지 전략을 발표하다",
    "cup-ar": "المنتخب يفوز بكأس العالم",
    "eu-en": "EU agrees on fish quotas",
    "sum-en": 'Why 1+1 is "not" always 2 (AND other sums)',
}


def article(id_: str, title: str, **given: object) -> Article:
    """Return an article with a title and else hardly anything."""
    language = id_.rsplit("-", 1)[-1]
    return Article(id=id_, language=language, title=title, **given)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the titles."""
    store = Store(tmp_path / "catalogue.sqlite")
    write(store, *(article(id_, title) for id_, title in TITLES.items()))
    yield store
    store.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store for all examples of a property."""
    store = Store(tmp_path_factory.mktemp("titles") / "catalogue.sqlite")
    yield store
    store.close()


def write(store: Store, *articles: Article) -> None:
    """Publish articles."""
    vector = np.array([1, 0], np.float32)
    store.write([Entry(each, vector) for each in articles], "model")


@pytest.fixture
def found(store: Store) -> Callable[..., list[str]]:
    """Search; gives ids."""
    return lambda query, **how: [card.id for card in store.titles.search(query, 10, **how)]


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("hochwasser elbe", "flood-de"),
        ("wandel", "flood-de"),
        ("洪水持续", "flood-zh"),
        ("北京", "flood-zh"),
        ("队", "flood-zh"),
        ("エルベ川", "flood-ja"),
        ("出動", "flood-ja"),
        ("energie elysee", "energy-fr"),
        ("ÉNERGIE", "energy-fr"),
        ("전략", "energy-ko"),
        ("العالم", "cup-ar"),
        ("eu fish", "eu-en"),
        ("q", "eu-en"),
        ("1+1", "sum-en"),
        ('"not"', "sum-en"),
    ],
)
def test_titles_are_found_in_any_script(found, query, id_):
    """By words, their beginnings, parts of them, without accents, and by one or two characters."""
    assert found(query) == [id_]


def test_all_terms_must_be_there(found):
    """One of two is not enough, whatever operators stand between."""
    assert found("elbe lissabon") == []
    assert found("elbe OR lissabon") == []


def test_what_is_close_is_found_too(store):
    """A slip of the pen, or a sentence without spaces that says it a little differently."""
    closest = [store.titles.closest(query, 10) for query in ("hochwaser", "易北河洪水仍持续")]

    assert [[card.id for card in cards] for cards in closest] == [["flood-de"], ["flood-zh"]]


def test_nothing_is_close_to_something_else(store):
    """Half of its parts must be there."""
    assert store.titles.closest("zuckerrübenernte elbe", 10) == []


def test_search_stays_within_a_language_and_a_section(store):
    """Both must fit."""
    write(
        store,
        article("a-en", "Budget vote", section="politics"),
        article("b-en", "Budget vote", section="money"),
        article("c-de", "Budget vote", section="money"),
    )
    cards = store.titles.search("budget", 10, among=Among("en", "money"))

    assert [card.id for card in cards] == ["b-en"]


def test_of_the_same_titles_the_latest_comes_first(store):
    """An old one is found all the same."""
    for years in (9, 0, 3):
        day = NOW - timedelta(days=365 * years)
        write(store, article(f"{years}-en", "Budget vote", published_at=day))

    assert [card.id for card in store.titles.search("vote", 10)] == ["0-en", "3-en", "9-en"]


def test_pages_of_results_come_one_after_another(store):
    """Together they are all that is found, each once."""
    write(store, *(article(f"{n}-en", f"Budget vote {n}") for n in range(7)))
    pages = [store.titles.search("budget", 3, offset) for offset in (0, 3, 6)]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({card.id for page in pages for card in page}) == 7


def test_a_title_that_changed_is_found_by_what_it_says_now(store, found):
    """And no longer by what it said."""
    write(store, article("eu-en", "EU postpones its summit"))

    assert (found("quotas"), found("quot"), found("summit")) == ([], [], ["eu-en"])


def test_a_withdrawn_article_is_not_found_until_it_comes_back(store, found):
    """Its title is gone with it."""
    store.withdraw(["eu-en"])
    gone = found("quotas")
    write(store, article("eu-en", "EU agrees on fish quotas"))

    assert (gone, found("quotas")) == ([], ["eu-en"])


def test_titles_from_before_they_were_searched_are_found(tmp_path, store, take_back):
    """A store of the time before is brought up to date when it is opened."""
    store.close()
    take_back(tmp_path / "catalogue.sqlite", 9)
    opened = Store(tmp_path / "catalogue.sqlite")

    assert {card.id for card in opened.titles.search("洪水", 10)} == {"flood-zh", "flood-ja"}
    opened.close()


def test_the_latest_stay_within_a_language(store):
    """Latest first; what has no date comes last."""
    write(store, article("new-de", "Neu", published_at=NOW))
    latest = store.titles.latest(10, among=Among("de"))

    assert [card.id for card in latest] == ["new-de", "flood-de"]


@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_query(shared, query):
    """Nothing that somebody writes is an error."""
    shared.titles.search(query, 5)
    shared.titles.closest(query, 5)


@given(words=st.lists(st.text("abzéßñжя北京洪水ひカ가나عر", min_size=2, max_size=8), min_size=1))
def test_a_title_is_found_by_each_of_its_words(shared, words):
    """However often it changes, and whatever the script."""
    write(shared, article("it-en", " ".join(words)))

    for word in words:
        assert [card.id for card in shared.titles.search(word, 5)] == ["it-en"]
