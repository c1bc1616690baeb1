"""A catalogue's calibration: learnt, kept, shared between processes, and learnt again."""

from collections.abc import Callable

import numpy as np
import pytest

from index.article import Article
from index.calibration import Levels
from index.calibration.levels import SHIPPED_OWN
from index.calibration.numbers import NumberCounts
from index.catalog import Catalog
from index.signature import rarity

MakeArticle = Callable[..., Article]
THINGS = ("bridge", "oak", "cake", "verdict", "goal", "strike", "comet", "novel", "tax", "whale")
DINGE = ("Brücke", "Eiche", "Kuchen", "Urteil", "Tor", "Streik", "Komet", "Roman", "Steuer", "Wal")


@pytest.fixture
def articles(make_article: MakeArticle) -> list[Article]:
    """Ten articles in English, ten in German."""
    return [
        make_article(f"{tag}{number}", language=tag, title=thing, text=f"{opening} {thing}.")
        for tag, things, opening in (("en", THINGS, "About the"), ("de", DINGE, "Über:"))
        for number, thing in enumerate(things)
    ]


@pytest.fixture
def catalog(open_catalog: Callable[..., Catalog], articles: list[Article]) -> Catalog:
    opened = open_catalog()
    opened.put(articles)
    return opened


def test_a_catalogue_starts_from_the_levels_that_ship(open_catalog: Callable[..., Catalog]):
    """Before anything was learnt."""
    assert open_catalog().calibrator.current().levels == Levels()


def test_an_empty_catalogue_learns_nothing(open_catalog: Callable[..., Catalog]):
    """And keeps the levels that ship."""
    assert open_catalog().calibrator.learn().levels == Levels()


def test_the_same_articles_give_the_same_levels(catalog: Catalog):
    """Learning rolls no dice."""
    first = catalog.calibrator.learn().levels

    assert catalog.calibrator.learn().levels == first
    assert first.articles == {"de": 10, "en": 10}


def test_the_usual_score_is_the_mean_over_unrelated_pairs(catalog: Catalog):
    """Of English articles with each other, by the evidence that an answer would have."""
    levels = catalog.calibrator.learn().levels
    listed = [each for each in catalog.store.listed() if each.language == "en"]
    raw = []
    for each in listed:
        seed = catalog.store.seed(each.id)
        others = [other.row for other in listed if other is not each]
        assert seed is not None
        raw += catalog.evidence(seed, catalog.facts(np.array(others))).raw.tolist()

    # a hundred pairs weigh as much as what is usual in all of the catalogue
    weight = 100 / (len(raw) + 100)
    own = levels.own.usual
    assert levels.level("en", "en").usual == pytest.approx(
        (1 - weight) * np.mean(raw) + weight * own, abs=1e-4
    )


def test_versions_of_one_story_are_not_taken_for_unrelated(
    open_catalog: Callable[..., Catalog], articles: list[Article], make_article: MakeArticle
):
    """Else what is rare would be as near as a translation."""
    catalog = open_catalog()
    twin = {"title": "The bridge at Lund", "text": "The bridge at Lund opens on 10 June 2009."}
    catalog.put([*articles, *(make_article(f"x{n}", **twin) for n in range(2))])
    apart = catalog.calibrator.learn().levels.own.rare
    catalog.put([make_article(f"x{n}", **twin, translation_key="x") for n in range(2)])

    assert catalog.calibrator.learn().levels.own.rare < apart


def test_few_articles_hardly_move_what_is_rare(catalog: Catalog):
    """In a small catalogue many pairs are related: 20 articles weigh 2 % of the level shipped."""
    own = catalog.calibrator.learn().levels.own
    shipped = SHIPPED_OWN.rare - SHIPPED_OWN.usual

    assert own.rare - own.usual == pytest.approx(shipped, rel=0.05)


def test_all_processes_answer_by_the_calibration_kept_last(
    catalog: Catalog, open_catalog: Callable[..., Catalog]
):
    """Those that run already take it up with their next answer."""
    other = open_catalog()
    assert other.calibrator.current().levels == Levels()

    learnt = catalog.calibrator.learn()

    assert other.calibrator.current().levels == learnt.levels


def test_a_catalogue_keeps_up_as_it_grows(catalog: Catalog, make_article: MakeArticle):
    """When a language has doubled, and not before."""
    assert catalog.calibrator.keep_up()
    assert not catalog.calibrator.keep_up()
    catalog.put([make_article(f"more{number}") for number in range(9)])
    assert not catalog.calibrator.keep_up()

    catalog.put([make_article("last")])

    assert catalog.calibrator.keep_up()
    assert catalog.calibrator.current().levels.articles == {"de": 10, "en": 20}


def test_a_calibration_of_another_model_does_not_answer(
    catalog: Catalog, open_catalog: Callable[..., Catalog], counting_encoder: Callable[[], object]
):
    """Its scores are on another scale."""
    catalog.calibrator.learn()

    assert open_catalog(counting_encoder()).calibrator.current().levels == Levels()


def test_a_number_in_every_article_says_little():
    """Such as the telephone number in their footers; others keep what they say."""
    phone, sum_ = 123_456_789, 987_654_321
    numbers = np.zeros((4000, 17), np.uint32)
    numbers[:, 1], numbers[0, 2] = phone, sum_
    common = NumberCounts().add(numbers).common()

    keys = np.array([[phone, sum_]], np.uint32)
    assert common.rarity(keys)[0, 0] == 0
    assert common.rarity(keys)[0, 1] == rarity(keys)[0, 1] > 0
