"""Answers from shortlists are those that a search would give."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder
from index.store import Store
from recommender.assembly import assembled
from recommender.bootstrap import Services, bootstrap
from recommender.declaration import DeclaredPolicy
from recommender.demo.articles import ingest_samples
from recommender.policy import Policy, default_policy
from recommender.ranking import Ranking
from recommender.service import Recommender
from recommender.settings import Settings

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FLOOR = 0.15
TABLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "same language": {"languages": {"mode": "same_language"}},
    "a quota": {"languages": {"at_least": {"reader": 3, "fr": 1}}},
    "shares": {"languages": {"shares": {"de": 0.5, "zh": 0.3}, "at_most": {"en": 1}}},
    "no sports": {"exclude": {"section": ["sports", "world"]}},
    "one a section": {"limits": {"per_section": 1}, "relax": ["per_section"]},
    "fresh": {"freshness": {"half_life": 7, "weight": 0.4}},
    "boosted": {"boosts": {"section": {"sports": 0.3}}},
    "diverse": {"diversity": {"relevance": 0.7, "most_alike": 0.8}},
    "by relation": {"relations": {"order": ["background", "follow_up"], "exclude": ["similar"]}},
}
WISHES: Mapping[str, Mapping[str, Any]] = {
    "any reader": {},
    "reads Swahili": {"only": ["sw"]},
    "reads French or Chinese": {"only": ["fr", "zh"]},
    "prefers Arabic": {"languages": ["ar", "es"]},
}
TOPICS = ("bridge", "river", "strike", "museum", "snow", "vote")
IDS = "abcdefgh"

ids_ = st.sampled_from(IDS)
actions = st.lists(
    st.one_of(
        st.tuples(ids_, st.sampled_from(TOPICS), st.sampled_from([None, None, "k"]), st.none()),
        st.tuples(ids_, st.sampled_from(TOPICS), st.sampled_from([None, None, "k"]), st.just(NOW)),
        st.tuples(ids_),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def policy_of(name: str) -> Policy:
    return assembled(name, DeclaredPolicy.model_validate({"version": 1, **TABLES[name]}), FLOOR)


@pytest.fixture(scope="module")
def services(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The sample articles, in step with their shortlists."""
    services = bootstrap(Settings(home=tmp_path_factory.mktemp("related")), encoder)
    ingest_samples(services.catalog)
    for _ in services.catalog.relate_all():
        pass
    yield services
    services.close()


@pytest.fixture(scope="module")
def pages(services: Services) -> list[str]:
    """Some pages in many languages."""
    return [listed.id for listed in services.catalog.store.listed()][::15]


def ids(ranking: Ranking) -> list[str]:
    return [found.id for found in ranking.selected]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
def test_a_list_is_the_same_as_by_a_search(
    services: Services, pages: list[str], name: str, wish: Mapping[str, Any]
):
    """By every policy, for every reader; and what is answered at once is no other."""
    catalog, policy = services.catalog, policy_of(name)
    searching = Recommender(catalog, policy)
    reading = Recommender(catalog, policy, shortlist_of=catalog.shortlist_of_now)

    for page in pages:
        for k in (2, 6):
            found = searching.related(page, k, now=NOW, **wish)
            read = reading.related(page, k, now=NOW, **wish)
            at_once = reading.related_at_once([page], k, catalog.follow(), now=NOW, **wish)
            assert ids(read) == ids(found), page
            assert read.unfilled_reason == found.unfilled_reason
            assert at_once is None or ids(at_once) == ids(found), page


def test_most_lists_need_no_search(services: Services, pages: list[str]):
    """Else shortlists would be of no use."""
    recommender = Recommender(
        services.catalog, default_policy(FLOOR), shortlist_of=services.catalog.shortlist
    )

    now_at = services.catalog.follow()
    assert all(recommender.related_at_once([page], 6, now_at) is not None for page in pages)


@settings(max_examples=15)
@given(actions)
def test_a_cache_that_forgets_what_was_touched_is_right(
    encoder: Encoder, done: list[tuple[Any, ...]]
):
    """Whatever is written, all other lists stay; and all are those that a search would give."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "catalogue.sqlite")
        catalog = Catalog(store, Path(folder), encoder)
        recommender = Recommender(
            catalog, default_policy(-1), shortlist_of=catalog.shortlist_of_now
        )
        catalog.put([article(id_, TOPICS[n % 4]) for n, id_ in enumerate(IDS[:5])])
        kept: dict[str, tuple[int, object]] = {}
        touched = 0
        for action in done:
            if len(action) == 1:
                catalog.withdraw(action)
            else:
                id_, topic, key, moment = action
                catalog.put([article(id_, topic, translation_key=key, published_at=moment)])
            for _ in catalog.relate_all():
                pass

            changed = {*store.shortlists.touched(touched)}
            touched = store.position().touched
            kept = {id_: each for id_, each in kept.items() if each[0] not in changed}
            now = {
                listed.id: (store.page(listed.id).story, shown(recommender, listed.id))
                for listed in store.listed()
            }
            assert kept.items() <= now.items()
            kept = now
        searching = Recommender(catalog, default_policy(-1))
        for id_ in kept:
            found, read = (scores(each.related(id_, 9)) for each in (searching, recommender))
            # an index keeps 16 bits of each number
            assert read == pytest.approx(found, abs=2e-3)
        store.close()


def article(id_: str, topic: str, **fields: object) -> Article:
    title = f"The {topic} of {id_}"
    return Article(id=id_, language="en", title=title, text=f"About a {topic} at noon.", **fields)


def scores(ranking: Ranking) -> dict[str, float]:
    return {found.id: found.score for found in ranking.selected}


def shown(recommender: Recommender, id_: str) -> object:
    """What a reader sees of a list."""
    ranking = recommender.related(id_, 6, now=NOW)
    return [(f.id, f.card.title, f.relation, round(f.score, 4)) for f in ranking.selected]
