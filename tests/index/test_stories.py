"""Stories in the catalogue: declared, found, and taken back."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.catalog import Catalog
from index.store.stories import Day, Stories

OpenCatalog = Callable[..., Catalog]
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
GERMAN = (
    "Der Rat von Basel hat beschlossen, eine Tramlinie vom Bahnhof zum Spital zu bauen. Die "
    "Arbeiten beginnen im Frühling 2027, dauern 3 Jahre und kosten 48 Millionen Franken. Anwohner "
    "hatten 1250 Unterschriften gegen den Lärm gesammelt. Die Stadt will dort Bäume pflanzen. Das "
    "Spital erwartet 4200 Fahrgäste am Tag und hofft, dass weniger Besucher mit dem Auto kommen. "
    "Eine Haltestelle entsteht vor dem Museum, eine am Markt, wo heute ein grosser Parkplatz "
    "liegt, und die letzte am Eingang des Spitals."
)
ENGLISH = (
    "The council of Basel has decided to build a tram line from the station to the hospital. Work "
    "begins in spring 2027, takes 3 years and costs 48 million francs. Residents had collected "
    "1250 signatures against the noise. The city wants to plant trees along the line. The hospital "
    "expects 4200 passengers a day and hopes that fewer visitors will come by car. One stop will "
    "be in front of the museum, another at the market, where there is a large car park today, and "
    "the last one at the entrance of the hospital."
)
OTHER = (
    "Der Zoo freut sich über ein junges Nashorn, das am Sonntag um 5 Uhr zur Welt gekommen ist. Es "
    "wiegt 60 Kilo und heisst Tembo. Besucher können es ab Mai sehen."
)


def german(id_: str = "de", **fields: object) -> Article:
    given = {"title": "Basel baut ein Tram zum Spital", "text": GERMAN, "published_at": DAY}
    return Article(id=id_, language="de", **{**given, **fields})


def english(id_: str = "en", **fields: object) -> Article:
    given = {"title": "Basel to build a tram to the hospital", "text": ENGLISH}
    return Article(id=id_, language="en", **{**given, "published_at": DAY, **fields})


def other(id_: str = "zoo", **fields: object) -> Article:
    return german(id_, title="Ein Nashorn im Zoo", text=OTHER, **fields)


def stories(catalog: Catalog) -> set[frozenset[str]]:
    """The ids of each story."""
    rows = [listed.row for listed in catalog.store.listed()]
    told: dict[int | None, set[str]] = {}
    for outline in catalog.store.outlines(rows):
        told.setdefault(outline.story, set()).add(outline.id)
    return set(map(frozenset, told.values()))


def expected(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("reverse", [True, False])
def test_versions_find_each_other(open_catalog: OpenCatalog, at_once: bool, reverse: bool):
    """A translation and a copy, in one batch or one by one, in either order."""
    catalog = open_catalog()
    articles = [german(), english(), german("copy", title="Neues Tram für Basel"), other()]
    articles = articles[::-1] if reverse else articles

    for batch in [articles] if at_once else [[each] for each in articles]:
        catalog.put(batch)

    assert stories(catalog) == expected("de en copy", "zoo")


def test_what_was_inferred_can_be_seen(open_catalog: OpenCatalog):
    """Why, and how surely, by id; least sure first."""
    catalog = open_catalog()
    catalog.put([german(), german("copy"), other()])

    (found,) = catalog.store.stories.inferred()

    assert (found.id, found.like, found.origin) == ("copy", "de", "duplicate")
    assert found.score == pytest.approx(1.0)


def test_a_page_is_its_whole_story(open_catalog: OpenCatalog):
    """The seed of a page has all of its versions, also those that nobody declared."""
    catalog = open_catalog()
    catalog.put([german(), english(), other()])

    assert catalog.store.seed("en").languages == ("de", "en")
    assert catalog.store.seed("zoo").languages == ("de",)


def test_declared_stories_stay_whole_and_apart(open_catalog: OpenCatalog):
    """Articles of one key are one story, however unlike; no translation joins two keys."""
    catalog = open_catalog()

    catalog.put([german(translation_key="k"), other(translation_key="k")])
    catalog.put([english(translation_key="m")])

    assert stories(catalog) == expected("de zoo", "en")


def test_a_changed_text_leaves_its_story(open_catalog: OpenCatalog):
    """And its story is decided anew."""
    catalog = open_catalog()
    catalog.put([german(), english()])

    catalog.put([other("en")])

    assert stories(catalog) == expected("de", "en")


def test_an_article_that_moves_keeps_its_story(open_catalog: OpenCatalog):
    """Another section is no other text."""
    catalog = open_catalog()
    catalog.put([german(), english()])

    catalog.put([german(section="local")])

    assert stories(catalog) == expected("de en")


def test_a_withdrawn_article_leaves_its_story(open_catalog: OpenCatalog):
    """Published again with another text, it does not come back into it."""
    catalog = open_catalog()
    catalog.put([german(), english(), german("copy")])

    catalog.withdraw(["de"])
    catalog.put([other("de")])

    assert stories(catalog) == expected("en copy", "de")


def test_weeks_apart_it_is_not_looked_for(open_catalog: OpenCatalog):
    """Articles without a date are looked for among each other."""
    catalog = open_catalog()
    later = DAY + timedelta(days=20)

    catalog.put([german(), english(published_at=later), german("x", published_at=None)])
    catalog.put([english("y", published_at=None)])

    assert stories(catalog) == expected("de", "en", "x y")


def test_without_a_finder_stories_are_declared_alone(open_catalog: OpenCatalog, tmp_path: Path):
    """And found later, once somebody asks."""
    catalog = open_catalog()
    plain = Catalog(catalog.store, tmp_path, catalog.encoder, finder=None)
    plain.put([german(), english()])
    assert stories(plain) == expected("de", "en")
    assert list(plain.find_stories()) == []

    assert list(catalog.find_stories()) == [2]

    assert stories(catalog) == expected("de en")
    assert list(catalog.find_stories()) == []


def test_what_was_inferred_can_be_taken_back(open_catalog: OpenCatalog):
    """What is declared stays."""
    catalog = open_catalog()
    catalog.put([german(translation_key="k"), other(translation_key="k"), german("copy")])

    catalog.store.stories.forget()

    assert stories(catalog) == expected("de zoo", "copy")


def test_an_editors_word_stands(open_catalog: OpenCatalog, tmp_path: Path):
    """Neither a new text nor taking back what was inferred moves what an editor settled."""
    catalog = open_catalog()
    catalog.put([german(), english()])
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("UPDATE stories SET story = 99, origin = 'editor' WHERE row = 2")

    catalog.store.stories.forget()
    catalog.put([english(section="local"), german("copy")])

    assert stories(catalog) == expected("de copy", "en")


def test_an_earlier_catalogue_has_its_declared_stories(
    open_catalog: OpenCatalog, tmp_path: Path, take_back: Callable[[Path, int], None]
):
    """And the others are found when it is rebuilt."""
    catalog = open_catalog()
    catalog.put([german(), english(), other("a", translation_key="k"), other("b")])
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("UPDATE articles SET translation_key = 'k' WHERE id = 'en'")

    catalog.store.close()
    take_back(tmp_path / "catalogue.sqlite", 4)
    catalog = open_catalog()

    assert stories(catalog) == expected("de", "en a", "b")
    assert list(catalog.find_stories()) == [4]


def test_another_models_vectors_find_stories_anew(
    open_catalog: OpenCatalog, counting_encoder: Callable[[], object]
):
    """What was inferred from the old ones is taken back."""
    open_catalog().put([german(), english()])
    catalog = open_catalog(counting_encoder())

    list(catalog.encode_anew())
    assert stories(catalog) == expected("de", "en")
    list(catalog.find_stories())

    assert stories(catalog) == expected("de en")


class Overtaken(Stories):
    """Stories of a catalogue that another process writes to, once, while siblings are sought."""

    def __init__(self, catalog: Catalog, happens: Callable[[], object]) -> None:
        super().__init__(catalog.store._connections)
        self._happens = [happens]

    def days_of(self, rows: Sequence[int]) -> list[Day]:
        days = super().days_of(rows)
        if self._happens:
            self._happens.pop()()
        return days


@pytest.mark.parametrize("published_at", [None, DAY])
@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_others_may_write_what_siblings_are_sought_of(
    open_catalog: OpenCatalog, published_at: datetime | None, is_withdrawn: bool
):
    """The article goes in, whether it is written anew or withdrawn before they are found."""
    catalog, elsewhere = open_catalog(), open_catalog()
    anew = german(text=OTHER, published_at=published_at)
    catalog.store.stories = Overtaken(
        catalog, lambda: elsewhere.withdraw(["de"]) if is_withdrawn else elsewhere.put([anew])
    )

    (put,) = catalog.put([german(published_at=published_at)])

    assert put.reason is None
    assert stories(catalog) == (set() if is_withdrawn else expected("de"))


def test_a_story_that_ended_lends_its_number_to_none(open_catalog: OpenCatalog):
    """Numbers of stories with an article are all different, whatever comes and goes."""
    catalog = open_catalog()
    for round_ in range(3):
        catalog.put([german(), other(), english(translation_key=f"k{round_}")])
        catalog.withdraw(["en"])
        catalog.put([english(published_at=None)])

    assert stories(catalog) == expected("de", "zoo", "en")


def test_short_accounts_are_not_taken_for_translations(open_catalog: OpenCatalog):
    """In two languages, two accounts of one event look the same in a few sentences."""
    catalog = open_catalog()
    catalog.put([german(text=GERMAN[:290]), english(text=ENGLISH[:290])])

    assert stories(catalog) == expected("de", "en")


def test_too_few_words_tell_nothing(open_catalog: OpenCatalog):
    """Headlines alone are used again, and the names of things have translations."""
    catalog = open_catalog()

    catalog.put([german(text=""), german("again", text=""), english(text="")])

    assert stories(catalog) == expected("de", "again", "en")
