"""From a page to its related stories."""

from collections.abc import Callable

import pytest

from index.article import Article, RawArticle
from index.catalog import Catalog
from index.encoder import Encoder
from index.errors import UnknownArticle
from recommender.errors import InvalidRequest
from recommender.policy import default_policy
from recommender.ranker import CANDIDATES
from recommender.ranking import Ranking
from recommender.service import Recommender

OpenCatalog = Callable[..., Catalog]
MakeArticle = Callable[..., Article]

BRIDGE = {
    "en": ("The new bridge opens", "After two years of work the bridge is open to traffic."),
    "de": ("Die neue Brücke ist offen", "Nach zwei Jahren Arbeit ist die Brücke für Verkehr frei."),
    "fr": ("Le nouveau pont est ouvert", "Après deux ans de travaux, le pont ouvre au trafic."),
}


@pytest.fixture
def catalog(open_catalog: OpenCatalog) -> Catalog:
    return open_catalog()


@pytest.fixture
def recommender(catalog: Catalog) -> Recommender:
    return Recommender(catalog, default_policy(-1))


@pytest.fixture
def bridge(make_article: MakeArticle) -> list[Article]:
    """One story in three languages."""
    return [
        make_article(f"bridge-{language}", language=language, title=title, text=text,
                     translation_key="bridge")
        for language, (title, text) in BRIDGE.items()
    ]  # fmt: skip


def ids(ranking: Ranking) -> list[str]:
    return [found.id for found in ranking.selected]


def test_a_short_list_says_why(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """Asking for six related stories in a catalogue of three gives two and the reason."""
    catalog.put([make_article(i) for i in "abc"])

    ranking = recommender.related("a", k=6)

    assert sorted(ids(ranking)) == ["b", "c"]
    assert ranking.unfilled_reason == "catalogue_exhausted"


def test_a_full_list_gives_no_reason(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """k stories are k stories."""
    catalog.put([make_article(i) for i in "abc"])

    ranking = recommender.related("a", k=2)

    assert len(ranking.selected) == 2
    assert ranking.unfilled_reason is None


def test_unrelated_stories_are_not_shown(catalog: Catalog, make_article: MakeArticle):
    """Below the minimum score the list stays short, and says so."""
    catalog.put([make_article(i) for i in "abc"])

    ranking = Recommender(catalog, default_policy(0.999)).related("a", k=2)

    assert ranking.selected == ()
    assert ranking.unfilled_reason == "below_minimum_score"


def test_a_page_never_links_to_its_own_translations(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle, bridge: list[Article]
):
    """Under the German version, the English and French ones are dropped with their reason."""
    catalog.put([*bridge, make_article("other")])

    ranking = recommender.related("bridge-de", k=6)

    assert ids(ranking) == ["other"]
    assert sorted(dropped.reason for dropped in ranking.dropped) == [
        "is_the_seed",
        "translation_of_the_seed",
        "translation_of_the_seed",
    ]


@pytest.mark.parametrize(
    ("languages", "shown"),
    [
        (["fr", "de"], "bridge-fr"),
        (["ja", "de"], "bridge-de"),
        (["fr-CH"], "bridge-fr"),
        ([], "bridge-en"),
    ],
)
def test_a_story_is_shown_in_the_readers_language(
    catalog: Catalog,
    recommender: Recommender,
    make_article: MakeArticle,
    bridge: list[Article],
    languages: list[str],
    shown: str,
):
    """One entry a story, in the first preferred language that it has; by default the page's own."""
    catalog.put([*bridge, make_article("page", title="Bridge", text="The bridge and traffic.")])

    ranking = recommender.related("page", 6, languages=languages)

    (found,) = ranking.selected
    assert found.id == shown
    others = {article.id for article in bridge} - {shown}
    assert {version.id for version in found.translations} == others


def test_nothing_is_shown_that_the_reader_cannot_read(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle, bridge: list[Article]
):
    """With `only`, stories that do not exist in those languages are left out, and others stay."""
    catalog.put([*bridge, make_article("page"), make_article("english")])

    ranking = recommender.related("page", 6, only=["fr"])

    assert ids(ranking) == ["bridge-fr"]
    assert [version.language for version in ranking.selected[0].translations] == ["de", "en"]


def test_a_list_in_one_language_is_full_although_others_are_nearer(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """Hundreds of nearer stories in other languages do not use up the search."""
    crowd = [make_article(f"near-{i}", title="The page of the day") for i in range(CANDIDATES + 50)]
    far = [make_article(f"fern-{i}", language="de", title="Ein Fluss", text="") for i in range(3)]
    catalog.put([make_article("page", title="The page of the day"), *crowd, *far])

    ranking = recommender.related("page", 3, only=["de"])

    assert sorted(ids(ranking)) == ["fern-0", "fern-1", "fern-2"]


def test_a_version_far_from_the_page_can_stand_for_its_story(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """The reader's version is found though hundreds of articles are nearer than it."""
    near = [make_article(f"n{n}", title=f"Bridge opens {n}") for n in range(CANDIDATES + 50)]
    far = make_article("far", language="de", title="Rezept", text="Apfelkuchen mit Zimt und Zucker",
                       translation_key="n0")  # fmt: skip
    near[0] = make_article("n0", title="Bridge opens", text="About a.", translation_key="n0")
    catalog.put([make_article("a", title="Bridge opens"), *near, far])

    ranking = recommender.related("a", 3, languages=["de"])

    assert "far" in ids(ranking)
    assert ids(ranking).index("far") == 0


def test_a_story_told_in_hundreds_of_versions_does_not_crowd_out_others(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """If the nearest candidates are all one story, the search goes deeper."""
    versions = [
        make_article(f"v{n}", title="Bridge opens", text=f"Bridge opens today {n}",
                     translation_key="bridge")
        for n in range(CANDIDATES + 100)
    ]  # fmt: skip
    other = make_article("other", language="de", title="Rezept", text="Apfelkuchen mit Zimt")
    catalog.put([make_article("a", title="Bridge opens", text="Bridge opens today"),
                 *versions, other])  # fmt: skip

    ranking = recommender.related("a", k=2)

    assert len(ranking.selected) == 2
    assert ids(ranking)[1] == "other"


def test_a_shared_rare_name_brings_a_story_forward(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle
):
    """Of two stories that differ in one name, the one that shares it with the page is first."""
    about = "spoke about taxes before parliament on Monday."
    catalog.put(
        [
            make_article("page", title="Budget", text=f"Zylberstein {about}"),
            make_article("other", title="Budget", text=f"Qvortrup {about}"),
            make_article("same", title="Budget", text=f"Zilberstein {about}"),
        ]
    )

    assert ids(recommender.related("page", k=2)) == ["same", "other"]


def test_a_known_page_is_never_encoded(
    open_catalog: OpenCatalog,
    make_article: MakeArticle,
    counting_encoder: Callable[[], Encoder],
):
    """Its vector comes from the store."""
    counting = counting_encoder()
    catalog = open_catalog(counting)
    catalog.put([make_article(i) for i in "abc"])

    Recommender(catalog, default_policy(-1)).related("a", k=2)

    assert counting.texts == 3


def test_answers_are_the_same_each_time(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle, open_catalog: OpenCatalog
):
    """Equal scores are ordered by age in the catalogue, whichever process answers."""
    catalog.put([make_article(f"twin{n}", title="Bridge", text="Opens.") for n in range(9)])
    catalog.index.save()

    again = Recommender(open_catalog(), default_policy(-1))

    assert ids(recommender.related("twin0", k=5)) == ids(again.related("twin0", k=5))


def test_a_text_need_not_be_in_the_catalogue(
    catalog: Catalog, recommender: Recommender, bridge: list[Article], make_article: MakeArticle
):
    """A draft gets related stories, in its own language unless the reader asks otherwise."""
    catalog.put([*bridge, make_article("cake", title="Apple cake", text="A recipe with sugar.")])

    ranking = recommender.related_to_text(
        RawArticle(text=f"<p>{BRIDGE['fr'][1]}</p>", language="fr"), k=1
    )

    assert ids(ranking) == ["bridge-fr"]


def test_an_unknown_page_is_named(recommender: Recommender):
    """The error shows the id that is not there."""
    with pytest.raises(UnknownArticle, match="'nowhere'"):
        recommender.related("nowhere", k=3)


@pytest.mark.parametrize(
    ("k", "languages", "message"),
    [
        (0, [], "between 1 and 100; got 0"),
        (10**9, [], "between 1 and 100; got 1000000000"),
        (-1, [], "got -1"),
        (3, ["qq"], "'qq' is not a known"),
        (3, ["de"] * 21, "at most 20 languages; got 21"),
    ],
)
def test_an_impossible_request_is_refused(
    catalog: Catalog, recommender: Recommender, make_article: MakeArticle, k: int,
    languages: list[str], message: str,
):  # fmt: skip
    """The error shows the value and what it may be."""
    catalog.put([make_article("a")])

    with pytest.raises(InvalidRequest, match=message):
        recommender.related("a", k, languages=languages)
