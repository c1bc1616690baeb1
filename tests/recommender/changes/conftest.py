"""A newsroom: a catalogue that is followed, at a moment that stands still."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.article import RawArticle
from index.encoder import Encoder
from index.ingest import ingest
from index.normalise import normalise
from index.sources.jsonl import read_articles
from index.store import Decision
from recommender.api.wire import RelatedOut
from recommender.bootstrap import Services, bootstrap
from recommender.changes.feed import batch_after
from recommender.changes.following import Following
from recommender.decisions import decide
from recommender.demo.articles import SAMPLES
from recommender.settings import Settings
from tests.recommender.changes.receiver import Receiver

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_MATTERS = re.compile(rb'"id": "(asteria|dorin|vessara|kelune|star|arven|lindra)-')


@dataclass
class Newsroom:
    """Services, what follows them, and how late it is."""

    services: Services
    now: datetime = NOON
    following: Following = field(init=False)

    def __post_init__(self) -> None:
        self.following = Following(self.services, lambda: self.now)

    def follow(self) -> None:
        """Follow until there is nothing to do."""
        while self.following():
            pass

    def publish(self, id_: str, **fields: Any) -> None:
        """Publish an article."""
        article = normalise(RawArticle(id=id_, **fields), self.now)
        self.services.catalog.put([article])

    def decide(self, decision: Decision) -> Decision:
        """Decide as an editor does."""
        return decide(self.services, decision).decision

    def lists(self) -> dict[str, object]:
        """Return where each page is and what a reader sees under it, asked one by one."""
        pages = self.services.catalog.store.listed()
        return {page.id: (page.url, page.language, self.list_of(page.id)) for page in pages}

    def list_of(self, id_: str) -> object:
        """Return what a reader sees under a page; never scores."""
        ranking = self.services.recommender.related(id_, self.services.settings.k, now=self.now)
        items = RelatedOut.of(ranking, "").items
        return [{**item.model_dump(), "score": None, "pinned": None} for item in items]

    def cursor(self) -> str:
        """Return the cursor of one who has heard of everything."""
        return batch_after(self.services.catalog.store.list_changes, None, 10_000).next

    def heard(self, cursor: str) -> tuple[set[str], set[str]]:
        """Return the pages that changed after a cursor, and those that are gone."""
        found = batch_after(self.services.catalog.store.list_changes, cursor, 10_000).changes
        gone = {change.id for change in found if change.gone}
        return {change.id for change in found} - gone, gone


@pytest.fixture(scope="session")
def followed_home(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with some sample articles whose lists are all known; copy it."""
    home = tmp_path_factory.mktemp("followed")
    newsroom = Newsroom(bootstrap(Settings(home=home), encoder))
    lines = [line for line in SAMPLES.read_bytes().splitlines() if _MATTERS.search(line)]
    ingest(newsroom.services.catalog, read_articles(lines), NOON)
    newsroom.follow()
    newsroom.services.catalog.index.save()
    newsroom.services.close()
    return home


@pytest.fixture
def open_newsroom(encoder: Encoder) -> Iterator[Callable[..., Newsroom]]:
    """Open a data folder as the program does when it starts, again each time it is called."""
    opened = []

    def open_(home: Path, **settings: Any) -> Newsroom:
        newsroom = Newsroom(bootstrap(Settings(home=home, **settings), encoder))
        opened.append(newsroom.services)
        return newsroom

    yield open_
    for services in opened:
        services.close()


@pytest.fixture
def newsroom_home(followed_home: Path, tmp_path: Path) -> Path:
    """Return the test's own data folder, in which all lists are known."""
    return Path(shutil.copytree(followed_home, tmp_path / "newsroom"))


@pytest.fixture
def newsroom(newsroom_home: Path, open_newsroom: Callable[..., Newsroom]) -> Newsroom:
    """Return a newsroom over the sample articles, in which all lists are known."""
    return open_newsroom(newsroom_home)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a receiver of webhooks."""
    listening = Receiver()
    yield listening
    listening.close()
