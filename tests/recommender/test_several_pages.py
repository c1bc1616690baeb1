"""Stories related to several pages, such as those that a reader has just read."""

from collections.abc import Callable

import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import UnknownArticle
from recommender.errors import InvalidRequest
from recommender.policy import default_policy
from recommender.ranking import Ranking
from recommender.service import MOST_PAGES, Recommender

MakeArticle = Callable[..., Article]
TEXTS = {
    "bridge-1": "The bridge over the fjord opens to cars and bicycles in June.",
    "bridge-2": "Cyclists welcome the new bridge over the fjord, which opens in June.",
    "bridge-3": "A toll for cars on the new bridge over the fjord is debated.",
    "cake-1": "Bake the apple cake with sugar and cinnamon for forty minutes.",
    "cake-2": "A cake with apples, cinnamon and less sugar wins the baking prize.",
    "court-1": "The court of appeal hears the case of the stolen violin.",
}


@pytest.fixture
def catalog(open_catalog: Callable[..., Catalog], make_article: MakeArticle) -> Catalog:
    opened = open_catalog()
    opened.put([make_article(id_, title=text[:20], text=text) for id_, text in TEXTS.items()])
    return opened


@pytest.fixture
def recommender(catalog: Catalog) -> Recommender:
    return Recommender(catalog, default_policy(-1))


def scores_of(ranking: Ranking) -> dict[str, float]:
    return {found.id: found.score for found in ranking.selected}


def test_a_story_is_as_near_as_to_the_nearest_page(recommender: Recommender):
    """By the same score that it has under that page alone."""
    pages = ["bridge-1", "cake-1"]
    alone = [scores_of(recommender.related(page, 9)) for page in pages]

    together = scores_of(recommender.related_to_several(pages, 9))

    assert together == {id_: max(each[id_] for each in alone) for id_ in together}
    assert set(list(together)[:3]) == {"bridge-2", "bridge-3", "cake-2"}


def test_none_of_the_pages_is_shown(recommender: Recommender):
    """Nor what was read before, if it is excluded."""
    ranking = recommender.related_to_several(["bridge-1", "cake-1"], 9, exclude=["bridge-2"])

    assert sorted(scores_of(ranking)) == ["bridge-3", "cake-2", "court-1"]


def test_no_translation_of_a_page_is_shown(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """It is the same story."""
    kuchen = {"title": "Kuchen", "text": "Apfelkuchen mit Zucker und Zimt.", "language": "de"}
    catalog.put(
        [
            make_article("cake-1", text=TEXTS["cake-1"], translation_key="cake"),
            make_article("kuchen", **kuchen, translation_key="cake"),
        ]
    )

    assert "kuchen" not in scores_of(recommender.related_to_several(["bridge-1", "cake-1"], 9))


def test_the_order_of_pages_decides_nothing_but_the_language(recommender: Recommender):
    """Of equally liked languages, the same list."""
    one = recommender.related_to_several(["bridge-1", "cake-1"], 3)
    other = recommender.related_to_several(["cake-1", "bridge-1", "cake-1"], 3)

    assert scores_of(one) == scores_of(other)


def test_one_page_of_several_is_that_page(recommender: Recommender):
    """The same answer as for it alone."""
    alone = recommender.related("cake-1", 4)

    assert recommender.related_to_several(["cake-1"], 4).selected == alone.selected


@pytest.mark.parametrize("count", [0, MOST_PAGES + 1])
def test_too_few_or_too_many_pages_are_refused(recommender: Recommender, count: int):
    """The error says how many there may be."""
    with pytest.raises(InvalidRequest, match=f"between 1 and {MOST_PAGES} different pages"):
        recommender.related_to_several([f"page-{number}" for number in range(count)], 3)


def test_an_unknown_page_among_several_is_named(recommender: Recommender):
    """The error shows the id that is not there."""
    with pytest.raises(UnknownArticle, match="'nowhere'"):
        recommender.related_to_several(["cake-1", "nowhere"], 3)
