"""Lists that are kept in bytes: those that would be made now, and no longer than that is so."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from index.store.decision import Scope
from recommender.api.wire import RelatedOut
from recommender.ready.asked import Asked, asked
from recommender.ready.kept import KeptAnswers
from tests.recommender.changes.test_following import EVENTS, FAR, NEAR, PAGE, Do, decided


def kept(newsroom: Any, **settings: Any) -> dict[str, Any]:
    """Return the lists that one who starts to answer now finds kept, by page."""
    services = newsroom.services.kept()
    services = replace(services, settings=services.settings.model_copy(update=settings))
    answers = KeptAnswers(services, lambda: newsroom.now.timestamp())
    position = services.catalog.follow()
    pages = [page.id for page in services.catalog.store.listed()]
    found = {id_: answers.of(page(id_), position) for id_ in pages}
    return {id_: json.loads(list_.body) for id_, list_ in found.items() if list_}


def page(id_: str, **more: Any) -> Asked:
    return replace(Asked((id_,), None, None, (), (), (), None), **more)


def made(newsroom: Any, id_: str) -> Any:
    services = newsroom.services
    ranking = services.recommender.related(id_, services.settings.k, now=newsroom.now)
    return RelatedOut.of(ranking, services.catalog.model_id).model_dump(mode="json")


def test_all_lists_that_were_followed_are_kept(newsroom: Any):
    """Byte for byte what they would be if they were made now."""
    found = kept(newsroom)

    assert found == {id_: made(newsroom, id_) for id_ in newsroom.lists()}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_what_happens_is_never_missed(newsroom: Any, event: Do):
    """Neither before the keeper has looked, once it has taken notice, nor afterwards."""
    event(newsroom)
    newsroom.services.catalog.relate()
    noticed = kept(newsroom)
    wrong_then = {id_ for id_, list_ in noticed.items() if list_ != made(newsroom, id_)}
    newsroom.follow()
    found = kept(newsroom)

    assert wrong_then == set()
    assert found == {id_: made(newsroom, id_) for id_ in newsroom.lists()}


@pytest.mark.parametrize("event", ["withdrawn", "another title", "another text"])
def test_what_is_shown_otherwise_is_in_no_kept_list(newsroom: Any, event: str):
    """From the moment when it is written, whatever the keeper does."""
    showing = {id_ for id_, list_ in kept(newsroom).items() if NEAR in str(list_["items"])}

    EVENTS[event](newsroom)

    assert showing
    assert showing.isdisjoint(kept(newsroom))


def test_a_decision_holds_before_anybody_has_looked(newsroom: Any):
    """It is not in the list that was kept before it."""
    decided("block", NEAR)(newsroom)

    assert PAGE not in kept(newsroom)


def test_after_a_decision_for_the_site_all_lists_are_kept_again(newsroom: Any):
    """Those that it does not change, too, once the keeper has gone through them."""
    decided("block", NEAR, None, scope=Scope.SITE)(newsroom)
    before = kept(newsroom)
    newsroom.follow()

    assert before == {}
    assert kept(newsroom).keys() == newsroom.lists().keys()


def test_a_list_holds_until_a_decision_expires(newsroom: Any):
    """Even if nobody looks in time."""
    decided("pin", until=newsroom.now + timedelta(minutes=5))(newsroom)
    newsroom.follow()
    before = kept(newsroom)
    newsroom.now += timedelta(minutes=5)

    assert before[PAGE]["items"][0]["id"] == FAR
    assert PAGE not in kept(newsroom)


def test_a_list_holds_for_a_day(newsroom: Any):
    """Age counts in it."""
    newsroom.now += timedelta(days=1)

    assert kept(newsroom) == {}


def test_a_list_holds_for_the_settings_it_was_made_by(newsroom: Any):
    """With others it is made anew, until the keeper has looked."""
    assert kept(newsroom, minimum_score=0.3) == {}


ASKED: dict[str, Callable[[], Asked]] = {
    "another number": lambda: page(PAGE, k=3),
    "languages": lambda: page(PAGE, languages=("de",)),
    "only some languages": lambda: page(PAGE, only=("de",)),
    "without one": lambda: page(PAGE, exclude=(NEAR,)),
    "another policy": lambda: page(PAGE, policy="magazine"),
    "several pages": lambda: page(PAGE, ids=(PAGE, FAR)),
    "an address": lambda: page(PAGE, ids=(), url="https://news.example/"),
    "nobody": lambda: page("nobody"),
}


@pytest.mark.parametrize("wish", ASKED.values(), ids=ASKED)
def test_who_asks_for_something_else_gets_no_kept_list(newsroom: Any, wish: Callable[[], Asked]):
    """It is for pages as everybody sees them."""
    services = newsroom.services.kept()
    answers = KeptAnswers(services, lambda: newsroom.now.timestamp())

    assert answers.of(wish(), services.catalog.follow()) is None


def test_what_is_asked_for_by_name_is_what_everybody_sees(newsroom: Any):
    """The number and the policy that hold anyway may be named."""
    services = newsroom.services.kept()
    answers = KeptAnswers(services, lambda: newsroom.now.timestamp())
    wanted = asked(f"id={PAGE}&k={services.settings.k}&policy=news&_=1".encode())

    assert wanted is not None
    assert answers.of(wanted, services.catalog.follow()) is not None


def test_without_a_keeper_nothing_is_kept(newsroom: Any):
    """Nobody would notice that it holds no longer."""
    answers = KeptAnswers(newsroom.services, lambda: newsroom.now.timestamp())

    assert answers.of(page(PAGE), newsroom.services.catalog.follow()) is None
