"""What pages get after editors have decided."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.bootstrap import Services
from recommender.decisions import decide
from recommender.policy import default_policy
from recommender.ranker import CANDIDATES
from recommender.ranking import Ranking
from recommender.service import Recommender

OpenCatalog = Callable[..., Catalog]
MakeArticle = Callable[..., Article]
Decide = Callable[..., Decision]

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
FLOOR = 0.3


@pytest.fixture
def catalog(open_catalog: OpenCatalog, make_article: MakeArticle) -> Catalog:
    """A page in two languages, three stories near it, one far, and one in three languages."""
    catalog = open_catalog()
    near = [make_article(f"near-{n}", title=f"Bridge opens, part {n}") for n in (1, 2, 3)]
    cake = {
        "en": ("Apple cake", "A recipe with sugar and cinnamon."),
        "de": ("Apfelkuchen", "Ein Rezept mit Zucker und Zimt."),
        "fr": ("Tarte aux pommes", "Une recette au sucre et à la cannelle."),
    }
    versions = [
        make_article(f"cake-{tag}", language=tag, title=title, text=text, translation_key="cake")
        for tag, (title, text) in cake.items()
    ]
    page = make_article("page", title="Bridge opens", translation_key="page")
    seite = make_article("seite", language="de", title="Brücke offen", translation_key="page")
    catalog.put([page, seite, *near, make_article("far", title="Chess", text="Gambit"), *versions])
    return catalog


@pytest.fixture
def recommender(catalog: Catalog) -> Recommender:
    return Recommender(catalog, default_policy(FLOOR))


@pytest.fixture
def make(services_of: Callable[[Catalog], Services], catalog: Catalog) -> Decide:
    """Decide something about an article under the page."""
    services = services_of(catalog)

    def made(verdict: str, article: str, position: int | None = None, **more: Any) -> Decision:
        seed = more.pop("seed", "page")
        decision = Decision(seed, article, Verdict(verdict), NOON, position, **more)
        return decide(services, decision).decision

    return made


def ids(ranking: Ranking) -> list[str]:
    return [found.id for found in ranking.selected]


def reasons(catalog: Catalog, ranking: Ranking) -> dict[str, str]:
    cards = catalog.store.cards([dropped.row for dropped in ranking.dropped])
    return {cards[dropped.row].id: dropped.reason for dropped in ranking.dropped}


def test_a_pinned_story_comes_first_whatever_its_score(recommender: Recommender, make: Decide):
    """One that is too far away to be shown is shown, with its true score, and says why."""
    before = ids(recommender.related("page", 4))
    assert "far" not in before
    make("pin", "far")

    first, *others = recommender.related("page", 4).selected

    assert (first.id, first.pinned) == ("far", True)
    assert first.score < FLOOR
    assert [(found.id, found.pinned) for found in others] == [(id_, False) for id_ in before]


def test_a_pin_may_ask_for_a_position(recommender: Recommender, make: Decide):
    """The others close around it."""
    before = ids(recommender.related("page", 3))
    make("pin", "far", 2)

    assert ids(recommender.related("page", 3)) == [before[0], "far", before[1]]


def test_a_pinned_story_has_its_own_score(catalog: Catalog, recommender: Recommender, make: Decide):
    """That of its best version, though none of them is among the neighbours."""
    make("pin", "cake-de")
    crowded = Recommender(catalog, default_policy(FLOOR), source=nothing)

    (found,) = crowded.related("page", 3).selected

    page = catalog.store.seed("page")
    rows = [seed.row for seed in map(catalog.store.seed, ("cake-en", "cake-de", "cake-fr")) if seed]
    assert page is not None
    scores = catalog.evidence(page, catalog.versions(np.array(rows, np.int64))).score
    assert found.score == pytest.approx(max(scores), abs=1e-6)
    assert found.score == pytest.approx(recommender.related("page", 1).selected[0].score, abs=1e-6)


def nothing(*_: object) -> tuple[np.ndarray, np.ndarray]:
    """Find no neighbours at all."""
    return np.zeros(0, np.float32), np.zeros(0, np.int64)


def test_a_pin_far_beyond_all_neighbours_is_found(
    catalog: Catalog, recommender: Recommender, make: Decide, make_article: MakeArticle
):
    """Hundreds of articles are nearer, and what was considered still adds up."""
    crowd = [make_article(f"n{n}", title=f"Bridge opens {n}") for n in range(CANDIDATES)]
    catalog.put(crowd)
    make("pin", "far")

    ranking = recommender.related("page", 5)

    far, page = catalog.store.seed("far"), catalog.store.seed("page")
    assert far is not None
    assert page is not None
    assert far.row not in catalog.candidates(page, CANDIDATES)[1]
    assert ids(ranking)[0] == "far"
    considered = [found.card.row for found in ranking.selected] + [d.row for d in ranking.dropped]
    assert sorted(considered) == sorted(ranking.candidates.row.tolist())


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, "cake-en"),
        ({"languages": ["fr", "de"]}, "cake-fr"),
        ({"only": ["de"]}, "cake-de"),
        ({"languages": ["en"], "only": ["fr"]}, "cake-fr"),
    ],
)
def test_a_pinned_story_is_shown_in_the_version_that_suits_the_reader(
    recommender: Recommender, make: Decide, asked: dict[str, list[str]], shown: str
):
    """Whichever version was pinned."""
    make("pin", "cake-de")

    assert ids(recommender.related("page", 2, **asked))[0] == shown


def test_a_pinned_story_that_the_reader_cannot_read_is_not_shown(
    catalog: Catalog, recommender: Recommender, make: Decide
):
    """It is dropped for its language, and the others stand as if it were not pinned."""
    make("pin", "far")

    ranking = recommender.related("page", 2, only=["fr"])

    assert "far" not in ids(ranking)
    assert reasons(catalog, ranking)["far"] == "language_not_read"


def test_of_two_pinned_versions_of_a_story_the_later_pin_counts(
    recommender: Recommender, make: Decide
):
    """The story stands once, where it was put last."""
    make("pin", "cake-en", 1)
    make("pin", "cake-de", 3)

    shown = ids(recommender.related("page", 4))

    assert shown[2] == "cake-en"
    assert "cake-de" not in shown


@pytest.mark.parametrize("languages", [[], ["de"], ["fr"]])
def test_a_blocked_story_is_shown_in_no_language(
    catalog: Catalog, make: Decide, languages: list[str]
):
    """Whichever version was blocked; all are dropped with the reason."""
    recommender = Recommender(catalog, default_policy(-1))
    assert any(
        id_.startswith("cake") for id_ in ids(recommender.related("page", 9, languages=languages))
    )
    make("block", "cake-fr")

    ranking = recommender.related("page", 9, languages=languages)

    assert not any(id_.startswith("cake") for id_ in ids(ranking))
    blocked = {id_ for id_, why in reasons(catalog, ranking).items() if "blocked" in why}
    assert blocked == {"cake-en", "cake-de", "cake-fr"}


def test_several_stories_may_be_blocked(recommender: Recommender, make: Decide):
    """None of them is shown, and the others close up."""
    before = ids(recommender.related("page", 3))
    make("block", before[0])
    make("block", before[2])

    assert ids(recommender.related("page", 1)) == [before[1]]


def test_a_story_that_is_blocked_and_pinned_is_not_shown(recommender: Recommender, make: Decide):
    """A block of one version outweighs a pin of another, whichever is later."""
    make("block", "cake-fr")
    make("pin", "cake-en")

    assert not any(id_.startswith("cake") for id_ in ids(recommender.related("page", 9)))


def test_decisions_hold_under_their_page_alone(recommender: Recommender, make: Decide):
    """Other pages, and the page's own translations, keep their lists."""
    before = {seed: ids(recommender.related(seed, 4)) for seed in ("near-1", "seite")}
    make("pin", "far")
    make("block", "near-2")

    assert {seed: ids(recommender.related(seed, 4)) for seed in before} == before


def test_what_is_undone_is_as_if_it_had_not_been(recommender: Recommender, make: Decide):
    """The list is the one from before."""
    before = recommender.related("page", 4)
    make("pin", "far")
    make("block", "near-1")
    make("undo", "far")
    make("undo", "near-1")

    assert recommender.related("page", 4).selected == before.selected


def test_approval_leaves_the_list_as_it_is(recommender: Recommender, make: Decide):
    """It is said for evaluation, not for the page."""
    before = recommender.related("page", 4)
    make("approve", "far")

    assert recommender.related("page", 4).selected == before.selected


def test_a_pin_to_a_withdrawn_article_is_passed_over_until_it_is_back(
    catalog: Catalog, recommender: Recommender, make: Decide, make_article: MakeArticle
):
    """No place is left empty for it, and published again it stands there again."""
    before = ids(recommender.related("page", 3))
    make("pin", "far")
    catalog.withdraw(["far"])
    assert ids(recommender.related("page", 3)) == before

    catalog.put([make_article("far", title="Checkmate", text="Endgame")])

    assert ids(recommender.related("page", 3)) == ["far", *before[:2]]


def test_a_pinned_article_that_becomes_a_translation_of_the_page_is_not_shown(
    catalog: Catalog, recommender: Recommender, make: Decide, make_article: MakeArticle
):
    """Its pin does not outweigh that a page never links to its own story."""
    make("pin", "far")

    catalog.put([make_article("far", title="Chess", text="Gambit", translation_key="page")])

    assert "far" not in ids(recommender.related("page", 9))


def test_decisions_survive_a_move_to_another_model(
    open_catalog: OpenCatalog,
    make: Decide,
    counting_encoder: Callable[[], Encoder],
):
    """Every vector is made anew, and the index is built anew from them."""
    make("pin", "far", 2)
    make("block", "near-1")
    moved = open_catalog(counting_encoder())

    for _ in moved.encode_anew():
        pass
    moved.index.rebuild()

    shown = ids(Recommender(moved, default_policy(FLOOR)).related("page", 4))
    assert shown[1] == "far"
    assert "near-1" not in shown


def test_another_process_sees_a_decision_at_once(
    open_catalog: OpenCatalog, recommender: Recommender, make: Decide
):
    """Its next answer, with the index already loaded, follows the decision."""
    other = Recommender(open_catalog(), default_policy(FLOOR))
    assert ids(other.related("page", 3)) == ids(recommender.related("page", 3))

    make("pin", "far")

    assert ids(other.related("page", 3)) == ids(recommender.related("page", 3))
    assert ids(other.related("page", 3))[0] == "far"


def test_a_story_is_blocked_on_the_whole_site(recommender: Recommender, make: Decide):
    """Under every page and in every language, until that is undone."""
    before = {seed: ids(recommender.related(seed, 9)) for seed in ("page", "near-2", "far")}
    assert "near-1" in before["page"]

    make("block", "near-1", seed=None, scope=Scope.SITE)
    assert all("near-1" not in ids(recommender.related(seed, 9)) for seed in before)

    make("undo", "near-1", seed=None, scope=Scope.SITE)
    assert {seed: ids(recommender.related(seed, 9)) for seed in before} == before


def test_a_story_is_pinned_under_all_pages_of_a_language_or_a_section(
    catalog: Catalog, recommender: Recommender, make: Decide, make_article: MakeArticle
):
    """And under no other; never under itself."""
    catalog.put([make_article("sporty", section="sport", language="fr", title="Bridge opens")])
    make("pin", "far", seed=None, scope=Scope.LANGUAGE, place="de")
    make("pin", "near-3", seed=None, scope=Scope.SECTION, place="sport")

    def pinned(seed: str) -> list[str]:
        return [each.id for each in recommender.related(seed, 9).selected if each.pinned]

    assert [pinned(seed) for seed in ("page", "seite", "sporty")] == [[], ["far"], ["near-3"]]
    make("pin", "seite", seed=None, scope=Scope.SITE)
    assert pinned("seite") == ["far"]


@pytest.mark.parametrize("exempt", ["pin", "approve"])
def test_a_page_is_exempt_from_what_was_decided_for_the_site(
    recommender: Recommender, make: Decide, exempt: str
):
    """Whichever version of the story each was about, and whichever came later."""
    before = ids(recommender.related("page", 9))
    make(exempt, "cake-de")
    make("block", "cake-fr", seed=None, scope=Scope.SITE)
    make("block", "near-1", seed=None, scope=Scope.SITE)

    shown = ids(recommender.related("page", 9))

    assert "near-1" in before
    assert "near-1" not in shown
    assert ("cake-en" in shown) == (exempt == "pin" or "cake-en" in before)
    assert not any(id_.startswith("cake") for id_ in ids(recommender.related("far", 9)))


def test_a_decision_ends_when_it_was_to_end(recommender: Recommender, make: Decide):
    """By the moment of the request."""
    before = ids(recommender.related("page", 3))
    make("pin", "far", until=NOON + timedelta(hours=1))

    def at(hours: float) -> list[str]:
        return ids(recommender.related("page", 3, now=NOON + timedelta(hours=hours)))

    assert [at(hours)[0] for hours in (0, 0.9, 1, 9)] == ["far", "far", before[0], before[0]]


def test_a_blocked_story_stays_blocked_when_that_version_is_withdrawn(
    catalog: Catalog, make: Decide, make_article: MakeArticle
):
    """Also in versions that came after the decision."""
    recommender = Recommender(catalog, default_policy(-1))
    make("block", "cake-en")
    catalog.put([make_article("cake-it", language="it", title="Torta", translation_key="cake")])

    catalog.withdraw(["cake-en", "cake-de"])

    for language in ("fr", "it"):
        shown = ids(recommender.related("page", 9, languages=[language]))
        assert "far" in shown
        assert not any(id_.startswith("cake") for id_ in shown)


def test_articles_that_were_merged_are_one_story(recommender: Recommender, make: Decide):
    """It is listed once, and the page's own story never."""
    make("merge", "near-2", seed="near-1")
    make("merge", "near-3")

    shown = recommender.related("page", 9).selected

    versions = [{each.id, *(version.id for version in each.translations)} for each in shown]
    assert {"near-1", "near-2"} in versions
    assert all("near-3" not in each for each in versions)


def test_an_article_that_was_split_off_can_be_shown(recommender: Recommender, make: Decide):
    """Under what it was taken for a translation of."""
    assert "seite" not in ids(recommender.related("page", 9))

    make("split", "seite")

    assert "seite" in ids(recommender.related("page", 9))


def test_wide_decisions_survive_a_move_to_another_model(
    open_catalog: OpenCatalog, make: Decide, counting_encoder: Callable[[], Encoder]
):
    """And so do merged and split stories."""
    make("pin", "far", 2, seed=None, scope=Scope.LANGUAGE, place="en")
    make("block", "near-1", seed=None, scope=Scope.SITE)
    make("merge", "near-2", seed="near-3")
    make("split", "seite")
    moved = open_catalog(counting_encoder())

    for _ in moved.encode_anew():
        pass
    moved.index.rebuild()
    for _ in moved.find_stories():
        pass

    shown = ids(Recommender(moved, default_policy(FLOOR)).related("page", 9))
    assert shown[1] == "far"
    assert "near-1" not in shown
    assert len({"near-2", "near-3"} & {*shown}) == 1
    assert "seite" in shown
