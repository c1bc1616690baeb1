"""What readers complain about under pages: each happens with plain neighbours, and not here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from recommender.policies import Policies, load_policies
from recommender.policy import Policy
from recommender.ranker import CANDIDATES
from recommender.ranking import Ranking
from recommender.service import Recommender

MakeArticle = Callable[..., Article]
List = Callable[..., list[str]]

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PLAIN = Policy("plain", -np.inf, ())
"""The nearest neighbours and nothing else."""


@pytest.fixture
def catalog(open_catalog: Callable[[], Catalog]) -> Catalog:
    return open_catalog()


@pytest.fixture
def policies(tmp_path: Path) -> Policies:
    """Presets, and one policy of a publisher's own."""
    own = """
    [own]
    version = 1
    minimum_score = -1
    exclude.section = ["gossip"]
    languages.at_least = { fr = 2 }
    [few]
    version = 1
    minimum_score = -1
    limits = { per_tag = 1, per_section = 1 }
    """
    (tmp_path / "policies.toml").write_text(own)
    return load_policies(tmp_path, "news", -1)


@pytest.fixture
def ask(catalog: Catalog, policies: Policies) -> Callable[..., Ranking]:
    def ask(policy: str, k: int, *languages: str, **given: object) -> Ranking:
        chooser = PLAIN if policy == "plain" else policies.named(policy)
        recommender = Recommender(catalog, chooser)
        return recommender.related("page", k, languages=languages, now=NOW, **given)

    return ask


@pytest.fixture
def listed(ask: Callable[..., Ranking]) -> List:
    def listed(*asked: object, **given: object) -> list[str]:
        return [found.id for found in ask(*asked, **given).selected]

    return listed


def bridge(make: MakeArticle, id_: str, **known: object) -> Article:
    """An article about the same as the page, nearer to it than anything else."""
    return make(id_, **{"title": f"Bridge opens to traffic {id_}", "text": "Bridge opens."} | known)


def other(make: MakeArticle, id_: str, **known: object) -> Article:
    return make(id_, **{"title": f"Bridge {id_}", "text": f"Apple cake recipe {id_}"} | known)


def test_the_article_itself(catalog: Catalog, make_article: MakeArticle, listed: List):
    """The page is its own nearest neighbour."""
    catalog.put([bridge(make_article, "page"), other(make_article, "a")])

    assert "page" in listed("plain", 2)
    assert listed("news", 2) == ["a"]


def test_the_same_story_twice(catalog: Catalog, make_article: MakeArticle, listed: List):
    """In two languages, or under its own translation."""
    catalog.put([
        bridge(make_article, "page", translation_key="page"),
        bridge(make_article, "seite", language="de", translation_key="page"),
        bridge(make_article, "a", translation_key="a"),
        bridge(make_article, "a-de", language="de", translation_key="a"),
        other(make_article, "b"),
    ])  # fmt: skip

    assert {"seite", "a", "a-de"} <= set(listed("plain", 5))
    assert listed("news", 5) == ["a", "b"]


def test_the_same_text_under_another_headline(
    catalog: Catalog, make_article: MakeArticle, listed: List
):
    """A wire copy, which nobody has declared to be one."""
    wire = (
        "Cyclists have crossed the new bridge over the fjord for the first time. It took 4 years "
        "and 310 million crowns to build. The ferry, which has sailed since 1911, stops in June; "
        "its captain will work as a guide at the toll station on the southern shore."
    )
    catalog.put([
        bridge(make_article, "page", published_at=NOW),
        make_article("a", title="Bridge opens", text=wire, published_at=NOW),
        make_article("copy", title="Fjord: last ferry", text=wire, published_at=NOW),
        other(make_article, "b"),
    ])  # fmt: skip

    assert {"a", "copy"} <= set(listed("plain", 5))
    assert [id_ for id_ in listed("news", 5) if id_ != "b"] in (["a"], ["copy"])


def test_the_wrong_language(catalog: Catalog, make_article: MakeArticle, listed: List):
    """A reader's languages come first by one policy, have places kept by another."""
    english = [bridge(make_article, f"en-{n}") for n in range(CANDIDATES + 20)]
    french = [make_article(f"fr-{n}", language="fr", title="Une recette", text=f"Tarte {n}")
              for n in range(3)]  # fmt: skip
    catalog.put([bridge(make_article, "page"), *english, *french])

    assert not [id_ for id_ in listed("plain", 6, "fr") if id_.startswith("fr")]
    assert sorted(listed("evergreen", 6, "fr")[:3]) == ["fr-0", "fr-1", "fr-2"]
    assert [id_[:2] for id_ in listed("own", 6, "en")] == ["en"] * 4 + ["fr"] * 2
    assert [id_[:2] for id_ in listed("magazine", 6, "fr")].count("fr") >= 2


def test_stale_stories(catalog: Catalog, make_article: MakeArticle, listed: List):
    """Of two that are as near, the newer comes first, but for what is evergreen."""
    old, new = NOW - timedelta(days=900), NOW - timedelta(days=1)
    text = {"title": "Bridge opens to traffic", "text": "Bridge opens."}
    catalog.put([
        bridge(make_article, "page"),
        make_article("old", published_at=old, **text),
        make_article("new", published_at=new, **text),
    ])  # fmt: skip

    assert listed("plain", 3)[1:] == ["old", "new"]
    assert listed("news", 2) == ["new", "old"]


def test_what_is_not_published_yet(catalog: Catalog, make_article: MakeArticle, ask, listed: List):
    """Neither as a story nor as another version of one."""
    tomorrow, today = NOW + timedelta(days=1), NOW
    catalog.put([
        bridge(make_article, "page"),
        bridge(make_article, "secret", published_at=tomorrow),
        bridge(make_article, "a", published_at=today, translation_key="a"),
        bridge(make_article, "a-de", language="de", published_at=tomorrow, translation_key="a"),
    ])  # fmt: skip

    assert {"secret", "a-de"} <= set(listed("plain", 4))
    assert listed("news", 4, "de") == ["a"]
    assert ask("news", 4).selected[0].translations == ()


def test_five_versions_of_one_event(catalog: Catalog, make_article: MakeArticle, listed: List):
    """Copies of one text that nobody has declared to be one story."""
    copies = [bridge(make_article, f"copy-{n}", title="Bridge opens to traffic") for n in range(5)]
    catalog.put([
        bridge(make_article, "page", title="Page: bridge opens"), *copies,
        other(make_article, "a", text="Bridge painters strike for wages"),
        other(make_article, "b", text="Bridge is the favourite card game"),
    ])  # fmt: skip

    assert len([id_ for id_ in listed("plain", 6) if "copy" in id_]) == 5
    for policy in ("evergreen", "magazine"):
        assert len([id_ for id_ in listed(policy, 3) if "copy" in id_]) == 1


def test_nothing_at_all_because_filters_emptied_the_list(
    catalog: Catalog, make_article: MakeArticle, ask: Callable[..., Ranking]
):
    """What is filtered is replaced from further away, and limits give way and say so."""
    gossip = [bridge(make_article, f"g-{n}", section="gossip") for n in range(CANDIDATES + 20)]
    serious = [other(make_article, f"s-{n}", section="world", tags=("cake",)) for n in range(3)]
    catalog.put([bridge(make_article, "page"), *gossip, *serious])

    nearest = [found.id for found in ask("plain", 100).selected]
    assert not [id_ for id_ in nearest if id_.startswith("s-")]
    assert sorted(found.id for found in ask("own", 3).selected) == ["s-0", "s-1", "s-2"]
    few = ask("few", 4)
    assert len(few.selected) == 4
    assert few.relaxed[0] == "per_section"


def test_what_the_page_shows_already(catalog: Catalog, make_article: MakeArticle, listed: List):
    """A story that is linked elsewhere on the page, in whatever version."""
    catalog.put([
        bridge(make_article, "page"),
        bridge(make_article, "a", translation_key="a"),
        bridge(make_article, "a-de", language="de", translation_key="a"),
        other(make_article, "b"),
    ])  # fmt: skip

    assert listed("plain", 2, exclude=["a-de"])[1] in ("a", "a-de")
    assert listed("news", 2, exclude=["a-de"]) == ["b"]


def test_a_list_that_is_short_says_why(catalog: Catalog, make_article: MakeArticle, tmp_path: Path):
    """And which limits it tried without."""
    table = "[strict]\nversion = 1\nminimum_score = -1\nlimits.per_section = 1\nrelax = []\n"
    (tmp_path / "policies.toml").write_text(table)
    strict = load_policies(tmp_path, "strict", -1).default
    catalog.put([bridge(make_article, "page"),
                 *(other(make_article, id_, section="world") for id_ in "abc")])  # fmt: skip

    ranking = Recommender(catalog, strict).related("page", 3)

    assert len(ranking.selected) == 1
    assert ranking.unfilled_reason == "limited_by_policy"
