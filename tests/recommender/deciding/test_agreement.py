"""How often the engine had found what editors judged."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.catalog import Catalog
from index.store import Decision, Store, Verdict
from index.store.decision import Lists, Scope
from recommender.bootstrap import Services
from recommender.deciding.agreement import Judgement, Tally, agreement, tallied
from recommender.decisions import decide

MONDAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def store(open_catalog: Callable[..., Catalog], make_article: Callable[..., Article]) -> Store:
    """Two pages and two articles, in German and English."""
    catalog = open_catalog()
    tongues = {"p": "en", "q": "de", "a": "de", "b": "en"}
    catalog.put([make_article(id_, language=language) for id_, language in tongues.items()])
    return catalog.store


def judge(
    store: Store, page: str, article: str, verdict: str, place: int | None, **more: Any
) -> None:
    given = {"at": MONDAY, "scope": Scope.PAGE, **more}
    kept = store.decisions.append(Decision(page, article, Verdict(verdict), **given))
    store.decisions.keep_lists(kept.number, Lists(("x",), ("y",), place))


def test_each_pair_counts_once_by_its_latest_verdict(store: Store):
    """With the list from before anybody decided about it, in the week of that verdict."""
    judge(store, "p", "a", "block", 2)
    judge(store, "p", "b", "pin", None)
    judge(store, "p", "a", "approve", None, at=MONDAY + WEEK)

    assert agreement(store) == [
        Judgement(date(2026, 11, 2), ("en", "en"), liked=True, listed=False),
        Judgement(date(2026, 11, 9), ("en", "de"), liked=True, listed=True),
    ]


def test_what_was_taken_back_or_has_no_list_is_not_counted(store: Store):
    """Nor what is decided for many pages at once; what has been withdrawn is."""
    judge(store, "p", "a", "pin", 1)
    judge(store, "p", "a", "undo", None)
    store.decisions.append(Decision("p", "b", Verdict.PIN, MONDAY))
    store.decisions.append(Decision(None, "b", Verdict.BLOCK, MONDAY, scope=Scope.SITE))
    judge(store, "q", "a", "block", 1)
    store.withdraw(["a"])

    (found,) = agreement(store)

    assert (found.languages, found.liked, found.listed) == (("de", "de"), False, True)


def test_another_version_of_a_story_counts_as_found(
    open_catalog: Callable[..., Catalog],
    make_article: Callable[..., Article],
    services_of: Callable[[Catalog], Services],
):
    """Readers get it in their own language, whichever version an editor names."""
    catalog = open_catalog()
    told = [
        make_article(f"bridge-{tag}", language=tag, title="Bridge opens", translation_key="b")
        for tag in ("en", "de")
    ]
    catalog.put([make_article("page", title="Bridge opens today"), *told])
    services = services_of(catalog)
    made = Decision("page", "bridge-de", Verdict.APPROVE, MONDAY)

    lists = decide(services, made).decision.lists

    assert lists is not None
    assert (lists.before[0], lists.place) == ("bridge-en", 1)


judgements = st.builds(
    Judgement,
    st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    st.tuples(st.sampled_from(["de", "en"]), st.sampled_from(["de", "en"])),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(judgements))
def test_tallies_add_up(found: list[Judgement]):
    """Whatever they are grouped by, every judgement is in one group, and groups are in order."""
    for tallies in (
        tallied(found, lambda each: each.week),
        tallied(found, lambda each: each.languages),
    ):
        assert list(tallies) == sorted(tallies)
        counts = [sum(column) for column in zip(*map(columns, tallies.values()), strict=True)]
        assert (counts or [0, 0, 0, 0]) == [
            len([each for each in found if each.liked]),
            len([each for each in found if each.liked and each.listed]),
            len([each for each in found if not each.liked]),
            len([each for each in found if not each.liked and each.listed]),
        ]


def columns(tally: Tally) -> tuple[int, int, int, int]:
    return tally.liked, tally.found, tally.blocked, tally.shown
