"""A store that can be read one moment and not the next, and what answers at once make of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoder import Encoder
from index.errors import StoreUnavailable
from index.store.shortlists import Shortlists
from recommender.bootstrap import Services, bootstrap
from recommender.ready import Answerer
from recommender.settings import Settings
from tests.recommender.faults.conftest import PAGE


class Failing(Shortlists):
    """Shortlists of which cannot be read, for a while, whose answers have changed."""

    fails = False

    def touched(self, after: int) -> list[int]:
        if self.fails:
            raise StoreUnavailable("the disk does not answer")
        return super().touched(after)


@pytest.fixture
def services(home: Path, encoder: Encoder) -> Iterator[Services]:
    services = bootstrap(Settings(home=home), encoder).kept()
    yield services
    services.close()


def asked(answerer: Answerer) -> tuple[list[str], str]:
    found = answerer.ready(f"id={PAGE}".encode(), b"")
    assert found is not None
    answer, how = found
    return [item["id"] for item in json.loads(answer.body)["items"]], how


def test_what_changed_while_the_store_could_not_be_read_is_made_up_for(services: Services):
    """An answer is old meanwhile, but does not pass for a good one afterwards."""
    store, answerer = services.catalog.store, Answerer(services)
    store.shortlists = failing = Failing(store._connections)
    gone = asked(answerer)[0][0]
    services.catalog.withdraw([gone])
    services.catalog.relate()
    failing.fails = True

    meanwhile, how = asked(answerer)
    failing.fails = False
    afterwards, _ = asked(answerer)

    assert (gone in meanwhile, how) == (True, "stale")
    assert gone not in afterwards
