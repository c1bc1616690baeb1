"""The sample of how much of what is near shortlists hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.encoder import Encoder
from index.shortlists import Shortlist
from recommender.bootstrap import STORE_FILE, Services, bootstrap
from recommender.operations.recall import sample_recall
from recommender.settings import Settings


@pytest.fixture
def services(home: Path, encoder: Encoder) -> Iterator[Services]:
    services = bootstrap(Settings(home=home), encoder)
    for _ in services.catalog.relate_all():
        pass
    yield services
    services.close()


def test_shortlists_in_step_hold_all_that_a_fresh_look_finds(services: Services):
    """Whichever pages are drawn."""
    assert [sample_recall(services.catalog, seed) for seed in range(4)] == [1.0] * 4


def test_what_shortlists_have_lost_shows_in_the_sample(services: Services, home: Path):
    """They keep three articles each, of the many that a fresh look finds."""
    with closing(sqlite3.connect(home / STORE_FILE)) as store, store:
        kept = dict(store.execute("SELECT story, content FROM shortlists"))
        for story, content in kept.items():
            whole = Shortlist.from_bytes(content)
            rest = whole.without(whole.row[3:]).to_bytes()
            store.execute("UPDATE shortlists SET content = ? WHERE story = ?", (rest, story))

    recall = sample_recall(services.catalog, 0)

    assert recall is not None
    assert 0 < recall < 0.2


def test_an_empty_catalogue_has_no_recall(tmp_path: Path, encoder: Encoder):
    """There is nothing to compare."""
    services = bootstrap(Settings(home=tmp_path), encoder)

    assert sample_recall(services.catalog) is None
    services.close()
