"""What tests in all rooms share."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path

import pytest

from index.arrays import Vectors
from index.article import Article
from index.catalog import Catalog
from index.encoder import Encoder, load
from index.store import Store


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder."""
    return load()


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


@pytest.fixture
def take_back() -> Callable[[Path, int], None]:
    """Take a store back to an earlier schema, by dropping what later migrations have made."""

    def take(path: Path, schema: int) -> None:
        migrations = resources.files("index.store") / "migrations"
        scripts = sorted(entry.name for entry in migrations.iterdir() if entry.name[0].isdigit())
        later = "".join((migrations / name).read_text("utf-8") for name in scripts[schema:])
        made = re.findall(r"CREATE (TABLE|INDEX) (\w+)", later)
        drops = "".join(f"DROP {kind} IF EXISTS {name};" for kind, name in reversed(made))
        with sqlite3.connect(path) as connection:
            connection.executescript(f"{drops} PRAGMA user_version = {schema};")

    return take
