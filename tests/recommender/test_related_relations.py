"""Each story under a page says what it is to the page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from index.article import Article, RawArticle
from index.catalog import Catalog
from recommender.api.wire import RelatedOut
from recommender.policy import default_policy
from recommender.ranking import Ranking
from recommender.service import Recommender

MakeArticle = Callable[..., Article]

FIRE = datetime(2026, 5, 5, 8, tzinfo=UTC)
TEXTS = {
    "fire": "A fire on the ferry Corvinda in the Strait of Halbrek has hurt 410 people.",
    "same": "Fire on ferry Corvinda: 410 people hurt in the Strait of Halbrek.",
    "later": "After the fire on the ferry Corvinda the Strait of Halbrek gets a fire boat.",
    "before": "The ferry Corvinda has crossed the Strait of Halbrek for forty years.",
    "undated": "How the ferry Corvinda crosses the Strait of Halbrek.",
    "cake": "Bake the apple cake with sugar and cinnamon.",
}
DAYS = {"fire": 0, "same": 0.5, "later": 20, "before": -300, "cake": 3}


@pytest.fixture
def catalog(open_catalog: Callable[..., Catalog], make_article: MakeArticle) -> Catalog:
    opened = open_catalog()
    opened.put(
        [
            make_article(
                id_, title=text, text=text,
                published_at=FIRE + timedelta(days=DAYS[id_]) if id_ in DAYS else None,
            )
            for id_, text in TEXTS.items()
        ]
    )  # fmt: skip
    return opened


@pytest.fixture
def recommender(catalog: Catalog) -> Recommender:
    return Recommender(catalog, default_policy(-1))


def relations_of(ranking: Ranking) -> dict[str, str | None]:
    return {found.id: found.relation for found in ranking.selected}


def test_stories_of_one_matter_are_told_apart_by_their_dates(recommender: Recommender):
    """Without a date a story lies behind the page."""
    found = relations_of(recommender.related("fire", 9))

    assert found["same"] == "same_event"
    assert found["later"] == "follow_up"
    assert found["before"] == "background"
    assert found["undated"] == "background"
    assert found["cake"] in ("similar", None)


def test_a_page_without_a_date_has_no_follow_ups(recommender: Recommender):
    """Nobody knows what came first."""
    found = relations_of(recommender.related("undated", 9))

    assert found["later"] == found["before"] == found["fire"] == "background"


def test_a_text_is_of_the_moment_of_the_request(recommender: Recommender):
    """What an author writes now follows what has been published."""
    draft = RawArticle(title=TEXTS["fire"])

    found = relations_of(recommender.related_to_text(draft, 9, now=FIRE + timedelta(days=21)))

    assert found["later"] == "same_event"
    assert found["same"] == "background"


def test_under_several_pages_the_relation_is_to_the_nearest(recommender: Recommender):
    """A recipe does not make the fire a stranger."""
    alone = relations_of(recommender.related("fire", 9))

    together = relations_of(recommender.related_to_several(["cake", "fire"], 9))

    assert together == {id_: alone[id_] for id_ in together}
    assert together["later"] == "follow_up"


def test_all_versions_of_a_story_are_to_the_page_what_the_best_is(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """Also the one that is shown, which has a word of another language and another date."""
    catalog.put(
        [
            make_article("en", title=TEXTS["same"], text=TEXTS["same"], language="en",
                         translation_key="two", published_at=FIRE),
            make_article("de", title="Schiffsunglück", text="Viele Verletzte.", language="de",
                         translation_key="two", published_at=FIRE + timedelta(days=4)),
        ]
    )  # fmt: skip

    found = relations_of(recommender.related("fire", 9, languages=["de"]))

    assert found["de"] == "same_event"


def test_the_answer_says_it(recommender: Recommender, catalog: Catalog):
    """As a word, or null."""
    answer = RelatedOut.of(recommender.related("fire", 9), catalog.model_id)

    assert {item.id: item.relation for item in answer.items}["later"] == "follow_up"


def test_the_command_line_says_it_in_words(run: Callable[..., Result], home: Path):
    """Between date and title."""
    printed = run("related", "karvenia-coalition-talks-de", "--home", home).output

    assert " 2026-11-09  background  Green Valleys win" in printed
