"""What is taken down of what editors decide, and what is not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.store import Decision, Verdict
from index.store.decision import DecidedMeanwhile, Scope
from recommender.bootstrap import Services
from recommender.decisions import LONGEST_NAME, LONGEST_NOTE, Decided, decide, standing_under
from recommender.errors import InvalidRequest

Decide = Callable[..., Decided]

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


@pytest.fixture
def catalog(open_catalog: Callable[..., Catalog], make_article: Callable[..., Article]) -> Catalog:
    """A page in two languages, and three other articles."""
    catalog = open_catalog()
    versions = [("page", "en"), ("seite", "de")]
    page = [make_article(id_, language=tag, translation_key="page") for id_, tag in versions]
    catalog.put([*page, *(make_article(id_) for id_ in ("a", "b", "c"))])
    return catalog


@pytest.fixture
def make(services_of: Callable[[Catalog], Services], catalog: Catalog) -> Decide:
    """Decide something about an article under the page."""
    services = services_of(catalog)

    def made(verdict: str, article: str, seed: str | None = "page", **more: Any) -> Decided:
        expects = more.pop("expects", None)
        decision = Decision(seed, article, Verdict(verdict), NOON, **more)
        return decide(services, decision, expects)

    return made


def test_what_holds_under_a_page_is_listed(catalog: Catalog, make: Decide):
    """In the order decided, without what was undone, with who said why."""
    make("block", "a", by=" mia ", note="Another bridge.")
    make("pin", "b")
    make("undo", "b")
    make("approve", "c", by="")

    first, second = standing_under(catalog.store, "page")

    assert (first.article, first.by, first.note) == ("a", "mia", "Another bridge.")
    assert (second.article, second.by, second.note) == ("c", None, None)


def test_articles_without_translations_are_different_stories(make: Decide):
    """That neither has a translation key does not make one a translation of the other."""
    assert make("pin", "b", seed="a").decision.number == 1


def test_a_withdrawn_article_can_be_undone(catalog: Catalog, make: Decide):
    """And so can what was decided about a page that is gone."""
    make("pin", "b")
    catalog.withdraw(["b", "page"])

    make("undo", "b")

    assert catalog.store.decisions.standing("page") == []


@pytest.mark.parametrize(
    ("verdict", "article", "more", "error", "message"),
    [
        ("pin", "nowhere", {}, UnknownArticle, "'nowhere'; ingest it first"),
        ("pin", "b", {"seed": "nowhere"}, UnknownArticle, "'nowhere'; ingest it first"),
        ("block", "page", {}, InvalidRequest, "'page' is the page itself.*name another"),
        ("pin", "seite", {}, InvalidRequest, "'seite' is a translation of the page 'page'.*name"),
        ("undo", "b", {}, InvalidRequest, "about 'b' holds under 'page'.*lists all"),
        ("pin", "b", {"position": 0}, InvalidRequest, "between 1 and 100; got 0"),
        ("pin", "b", {"position": -1}, InvalidRequest, "between 1 and 100; got -1"),
        ("pin", "b", {"position": 101}, InvalidRequest, "between 1 and 100; got 101"),
        ("block", "b", {"position": 1}, InvalidRequest, "position 1 .*leave it out to block"),
        ("pin", "b", {"by": "x" * (LONGEST_NAME + 1)}, InvalidRequest, "201 characters; shorten"),
        ("pin", "b", {"note": "x" * (LONGEST_NOTE + 1)}, InvalidRequest, "2001 char.*; shorten"),
        ("pin", "b", {"note": "a\x00b"}, InvalidRequest, r"'a\\x00b'.*leave it out"),
        ("pin", "b", {"by": "\udcff"}, InvalidRequest, r"'\\udcff'.*leave it out"),
    ],
)
def test_what_makes_no_sense_is_not_taken_down(
    catalog: Catalog, make: Decide, verdict: str, article: str, more: dict[str, object],
    error: type[Exception], message: str,
):  # fmt: skip
    """The error names the value and the way out."""
    with pytest.raises(error, match=message):
        make(verdict, article, **more)

    assert catalog.store.decisions.all() == []


@pytest.mark.parametrize(
    ("verdict", "article", "more", "error", "message"),
    [
        ("block", "b", {"seed": None}, InvalidRequest, "seed is missing.*wider scope"),
        ("block", "b", {"place": "de"}, InvalidRequest, "place 'de'.*page has none; leave it out"),
        ("block", "b", {"scope": Scope.LANGUAGE, "seed": None}, InvalidRequest, "name the lang"),
        ("block", "b", {"scope": Scope.SECTION}, InvalidRequest, "name the section.*'page' has no"),
        ("block", "b", {"scope": Scope.LANGUAGE, "place": "elvish"}, InvalidRequest, "'elvish'"),
        ("block", "b", {"scope": Scope.STORY}, InvalidRequest, "for merge and split; leave it out"),
        ("block", "b", {"until": NOON}, InvalidRequest, "not after .*give a later moment"),
        ("undo", "b", {"undoes": 7}, InvalidRequest, "no decision 7.*lists all"),
        ("merge", "seite", {}, InvalidRequest, "'seite' and 'page' tell one story already"),
        ("merge", "b", {"seed": None}, InvalidRequest, "seed is missing; name the article"),
        ("merge", "b", {"scope": Scope.SITE}, InvalidRequest, "scope site.*leave it out to merge"),
        ("merge", "b", {"until": NOON + DAY}, InvalidRequest, "only a pin.*leave it out to merge"),
        ("split", "b", {"seed": None}, InvalidRequest, "'b' tells a story of its own already"),
        ("split", "b", {}, InvalidRequest, "'b' is not filed with 'page'; leave that out"),
    ],
)
def test_what_makes_no_sense_in_its_scope_is_not_taken_down(
    catalog: Catalog, make: Decide, verdict: str, article: str, more: dict[str, object],
    error: type[Exception], message: str,
):  # fmt: skip
    """The error names the value and the way out."""
    with pytest.raises(error, match=message):
        make(verdict, article, **more)

    assert catalog.store.decisions.all() == []


def test_an_unknown_page_has_no_decisions_to_list(catalog: Catalog):
    """Unlike a page about which nothing was decided."""
    assert standing_under(catalog.store, "page") == []
    with pytest.raises(UnknownArticle, match="'nowhere'"):
        standing_under(catalog.store, "nowhere")


def test_a_copy_of_the_page_cannot_be_pinned_under_it(
    catalog: Catalog, make: Decide, make_article: Callable[..., Article]
):
    """Though nobody declared that they tell the same; split off, it can."""
    text = "The council has decided to build a bridge over the river in three years. " * 6
    catalog.put([make_article(id_, title="Bridge", text=text) for id_ in ("one", "copy")])
    with pytest.raises(InvalidRequest, match="'copy' is a translation of the page 'one' or a copy"):
        make("pin", "copy", seed="one")

    make("split", "copy", seed="one")

    assert make("pin", "copy", seed="one").decision.number == 2


def test_a_wide_decision_holds_in_the_place_of_its_page(
    catalog: Catalog, make: Decide, make_article: Callable[..., Article]
):
    """Unless another place is named; it is not about the page."""
    catalog.put([make_article("sporty", section="sport")])
    section = make("block", "a", seed="sporty", scope=Scope.SECTION).decision
    language = make("block", "a", scope=Scope.LANGUAGE).decision
    named = make("block", "a", seed=None, scope=Scope.LANGUAGE, place="zho_hant").decision

    assert [(each.place, each.seed) for each in (section, language, named)] == [
        ("sport", None), ("en", None), ("zh-Hant", None),
    ]  # fmt: skip


def test_a_decision_is_taken_back_by_its_number(catalog: Catalog, make: Decide):
    """Once; the log says which it was."""
    number = make("block", "a", seed=None, scope=Scope.SITE).decision.number
    made = make("undo", "", seed=None, undoes=number).decision

    assert (made.undoes, made.scope, made.article) == (number, Scope.SITE, "a")
    assert standing_under(catalog.store, "page") == []
    with pytest.raises(InvalidRequest, match=r"decision 1 .*holds no more"):
        make("undo", "", seed=None, undoes=number)


def test_what_has_taken_the_place_of_another_is_what_is_taken_back(make: Decide):
    """The one before it holds no more."""
    first = make("pin", "a").decision.number
    make("block", "a")

    with pytest.raises(InvalidRequest, match=r"decision 1 .pin 'a'.*holds no more"):
        make("undo", "", seed=None, undoes=first)


@pytest.mark.parametrize("pair", [("page", "a"), ("a", "page")])
def test_a_merge_is_taken_back_by_its_articles(
    catalog: Catalog, make: Decide, pair: tuple[str, str]
):
    """Whichever is named first."""
    make("merge", "a")
    assert catalog.store.seed("a").languages == ("en", "de", "en")  # type: ignore[union-attr]

    make("undo", pair[1], seed=pair[0])

    assert catalog.store.seed("a").languages == ("en",)  # type: ignore[union-attr]


def test_a_split_is_taken_back(catalog: Catalog, make: Decide):
    """By the article alone."""
    make("split", "seite", seed=None)
    assert catalog.store.seed("page").languages == ("en",)  # type: ignore[union-attr]

    make("undo", "seite", seed=None)

    assert catalog.store.seed("page").languages == ("en", "de")  # type: ignore[union-attr]


def test_copies_that_were_split_are_found_again_when_that_is_undone(
    catalog: Catalog, make: Decide, make_article: Callable[..., Article]
):
    """Without anybody asking for it."""
    text = "The council has decided to build a bridge over the river in three years. " * 6
    catalog.put([make_article(id_, title="Bridge", text=text) for id_ in ("one", "copy")])
    number = make("split", "copy", seed=None).decision.number

    make("undo", "", seed=None, undoes=number)

    told = catalog.store.stories.told(["one", "copy"])
    assert told["one"] == told["copy"]


CONFLICTS = {
    "one position": (
        [("pin", "a", {"position": 2})], ("pin", "b", {"position": 2}),
        ["decision 1 (pin 'a' under 'page' at 2) asks for position 2, too"],
    ),
    "beyond the list": ([], ("pin", "b", {"position": 7}), ["position 7 is beyond the 6 stories"]),
    "the same article": ([("block", "a", {})], ("pin", "a", {}), ["takes the place of decision 1"]),
    "a wider scope": (
        [("block", "a", {"scope": Scope.SITE})], ("approve", "a", {}),
        ["it outweighs decision 1 (block 'a' on the whole site)"],
    ),
    "a narrower scope": (
        [("pin", "a", {})], ("block", "a", {"scope": Scope.SITE}),
        ["in narrower scopes goes on to hold decision 1 (pin 'a' under 'page')"],
    ),
    "another version": (
        [("block", "page", {"seed": "b"})], ("pin", "seite", {"seed": "b"}),
        ["decision 1 (block 'page' under 'b') is about the same story; the block outweighs"],
    ),
    "another language": (
        [("pin", "a", {"scope": Scope.LANGUAGE, "place": "de", "position": 1})],
        ("pin", "b", {"position": 1}), [],
    ),
    "what was undone": ([("pin", "a", {}), ("undo", "a", {})], ("block", "a", {}), []),
}  # fmt: skip


@pytest.mark.parametrize(("before", "made", "warnings"), CONFLICTS.values(), ids=CONFLICTS)
def test_an_editor_is_told_of_conflicts(
    make: Decide, before: list[Any], made: Any, warnings: list[str]
):
    """The decision is kept all the same; who is not in conflict is told nothing."""
    for verdict, article, more in before:
        make(verdict, article, **more)

    verdict, article, more = made
    found = make(verdict, article, **more)

    assert found.decision.number == len(before) + 1
    assert len(found.warnings) == len(warnings)
    assert all(said in found.warnings[n] for n, said in enumerate(warnings)), found.warnings


def test_a_pin_to_a_withdrawn_article_waits_for_it(catalog: Catalog, make: Decide):
    """Its editor is told; what was never there is an error."""
    catalog.withdraw(["a"])

    found = make("pin", "a")

    assert found.warnings == ("'a' is withdrawn; the decision shows once it is published again",)
    assert [each.article for each in standing_under(catalog.store, "page")] == ["a"]


def test_a_decision_keeps_the_list_before_and_after(catalog: Catalog, make: Decide):
    """Of its page, and where the engine had the story; one for many pages keeps none."""
    make("pin", "c")
    make("block", "a", scope=Scope.SITE)
    make("undo", "c")

    pin, block, undo = (each.lists for each in catalog.store.decisions.all())

    assert pin is not None
    assert pin.after[0] == "c"
    assert set(pin.after) == {*pin.before, "c"}
    place = pin.before.index("c") + 1 if "c" in pin.before else None
    assert pin.place == place
    assert block is None
    assert undo is not None
    # what an editor had pinned says nothing of the engine
    assert (undo.before[0], undo.place) == ("c", None)


def test_nothing_is_decided_that_an_editor_has_not_seen_the_ground_of(
    catalog: Catalog, make: Decide
):
    """Under the page or in a wider scope; who sees it then may decide."""
    seen = make("pin", "a").decision.number
    make("pin", "b", seed="c")
    make("approve", "b", expects=seen)
    make("block", "b", scope=Scope.SITE)

    with pytest.raises(
        DecidedMeanwhile, match=r"decisions 3 to 4 came after number 1.*expects 4"
    ) as error:
        make("pin", "c", expects=seen)

    assert [(each.number, each.verdict) for each in error.value.came] == [
        (3, Verdict.APPROVE), (4, Verdict.BLOCK),
    ]  # fmt: skip
    assert make("pin", "c", expects=4).decision.number == 5
    assert catalog.store.decisions.last_on_page("page") == 5


def test_of_editors_who_have_seen_the_same_only_one_decides(catalog: Catalog, make: Decide):
    """However close to each other they are."""
    catalog.store.decisions.last_on_page("page")

    def attempt(article: str) -> bool:
        try:
            make("pin", article, expects=0)
        except DecidedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(3) as editors:
        assert sum(editors.map(attempt, "abc")) == 1
    assert len(catalog.store.decisions.all()) == 1
