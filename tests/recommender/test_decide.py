"""What is taken down of what editors decide, and what is not."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from index.article import Article
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.store import Decision, Verdict
from recommender.decisions import LONGEST_NAME, LONGEST_NOTE, decide, standing_under
from recommender.errors import InvalidRequest

Decide = Callable[..., Decision]

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
def make(catalog: Catalog) -> Decide:
    """Decide something about an article under the page."""

    def made(verdict: str, article: str, seed: str = "page", **more: object) -> Decision:
        return decide(catalog.store, Decision(seed, article, Verdict(verdict), NOON, **more))  # type: ignore[arg-type]

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
    assert make("pin", "b", seed="a").number == 1


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


def test_an_unknown_page_has_no_decisions_to_list(catalog: Catalog):
    """Unlike a page about which nothing was decided."""
    assert standing_under(catalog.store, "page") == []
    with pytest.raises(UnknownArticle, match="'nowhere'"):
        standing_under(catalog.store, "nowhere")
