"""What tests in all rooms share."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from index.arrays import Vectors
from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder, load
from index.encoder.static import load_static
from index.store import Store

CHROMIUM = Path("/usr/bin/chromium")
SLOW = (
    "eval/load",
    "recommender/faults",
    "recommender/desk/page",
    "recommender/desk/review",
    "recommender/desk/test_accessibility.py",
    "recommender/desk/test_whole_path.py",
    "recommender/block/test_clicks.py",
    "recommender/block/test_reading.py",
    "recommender/serving",
    "recommender/test_openapi.py",
)
"""Where tests start many processes and browsers, and take minutes together."""

# a busy machine is no error
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_TABLES = "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
_SHARED = """
    SELECT name FROM pragma_table_info(?1, 'main') WHERE (?1, name) = ('articles', 'text')
    OR name IN (SELECT name FROM pragma_table_info(?1, 'later'))
"""


@pytest.fixture(scope="session", autouse=True)
def _bundled_once() -> Iterator[None]:
    """Read the bundled encoder once for all tests: commands would read it anew each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.encoder.static.load_static", cache(load_static))
        yield


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder."""
    return load()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the slow ones to those who ask for them with `-m slow`."""
    rooms = tuple(str(Path(__file__).parent / room) for room in SLOW)
    for item in items:
        if str(item.path).startswith(rooms):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; closed with the file that opened it, so that others may run a loop."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}; 'apt-get install chromium' brings one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class CountingEncoder:
    """The bundled encoder under a name of its own, counting what it encodes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model_id, self.dimension = "counting", encoder.dimension
        self.texts = 0

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self._encoder.encode(texts, languages)


@pytest.fixture
def counting_encoder(encoder: Encoder) -> Callable[[], CountingEncoder]:
    """Make encoders of a model called 'counting'."""
    return lambda: CountingEncoder(encoder)


@pytest.fixture
def open_catalog(tmp_path: Path, encoder: Encoder) -> Iterator[Callable[..., Catalog]]:
    """Open the catalogue in the test's folder, again each time it is called."""
    opened = []

    def open_again(encoder: Encoder = encoder) -> Catalog:
        catalog = Catalog(Store(tmp_path / "catalogue.sqlite"), tmp_path, encoder)
        opened.append(catalog)
        return catalog

    yield open_again
    for catalog in opened:
        catalog.store.close()


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """Make an article from as little as an id."""

    def make(id_: str, **fields: object) -> Article:
        defaults = {"language": "en", "title": f"The {id_} of the day", "text": f"About {id_}."}
        return Article(id=id_, **{**defaults, **fields})

    return make


def _later(table: str) -> str:
    """Return where an attached store of today has what a table held: texts stood in articles."""
    texts = "SELECT a.*, coalesce(t.text, '') AS text FROM later.articles a LEFT JOIN later.texts t"
    return f"({texts} USING (row))" if table == "articles" else f"later.{table}"


@pytest.fixture
def take_back() -> Callable[[Path, int], None]:
    """Take a store back to an earlier schema, with all that this one has room for."""

    def take(path: Path, schema: int) -> None:
        migrations = resources.files("index.store") / "migrations"
        scripts = sorted(entry.name for entry in migrations.iterdir() if entry.name[0].isdigit())
        earlier = sqlite3.connect(":memory:")
        for name in scripts[:schema]:
            earlier.executescript((migrations / name).read_text("utf-8"))
        earlier.execute("ATTACH ? AS later", (str(path),))
        for (table,) in earlier.execute(_TABLES).fetchall():
            names = ", ".join(name for (name,) in earlier.execute(_SHARED, (table,)))
            earlier.execute(f"REPLACE INTO {table} ({names}) SELECT {names} FROM {_later(table)}")
        earlier.commit()
        earlier.execute("DETACH later")
        earlier.execute(f"PRAGMA user_version = {schema}")
        with sqlite3.connect(path) as store:
            earlier.backup(store)

    return take
