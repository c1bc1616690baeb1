"""How articles stand in the store's rows, and the slices of them that others read."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from index.arrays import Vectors
from index.article import Article


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to write; `vector` is float32 (dimension,). None keeps what it has of its text."""

    article: Article
    vector: Vectors | None
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unencoded:
    """A published article without a current vector of some model, or without a signature."""

    row: int
    article: Article


@dataclass(frozen=True, slots=True)
class Known:
    """What the store remembers of a published article, to tell whether it changed."""

    digest: str
    text_digest: str


class Position(NamedTuple):
    """How far a store has come: its latest change, and the model whose vectors answer.

    Before the first write they are 0 and None. `related` is the latest change that shortlists
    follow, `decided` the number of the latest decision of an editor, and `touched` counts how often
    what lists show may have changed. `snapshot` names the snapshot of the index taken last.
    """

    change: int
    model_id: str | None
    related: int = 0
    decided: int = 0
    touched: int = 0
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The latest write to a row: its vector, or None once it is withdrawn; signature, if any."""

    number: int
    row: int
    language: str
    vector: Vectors | None
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A published article that related stories are asked for."""

    row: int
    id: str
    language: str
    story: int
    section: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seed:
    """A page that others are compared with.

    `vector` is float32 (dimension,) of length 1, the direction of all language versions of the
    page's story together: each tells of the same events, and none is free of its language. `unity`,
    in [0, 1], is the length of the mean of their vectors, 1 for a single one.
    `versions` are their rows, and `languages` their languages. A page that is not in the catalogue
    has neither, but its `text`; it may have no `story`.
    """

    row: int
    id: str
    language: str
    story: int | None
    vector: Vectors
    unity: float = 1.0
    versions: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    published_at: datetime | None = None
    text: str = ""


class Outline(NamedTuple):
    """As much of a candidate as rules ask about; without a `story` it tells one of its own."""

    row: int
    id: str
    language: str
    story: int | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    url: str | None = None
    published_at: datetime | None = None


class Version(NamedTuple):
    """As much of an article as is said of it beside another language version."""

    row: int
    id: str
    url: str | None
    title: str
    language: str


class Card(NamedTuple):
    """As much of an article as a page shows of it under another."""

    row: int
    id: str
    url: str | None
    title: str
    summary: str
    image_url: str | None
    language: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A published article as a list of all of them has it; `digest` changes with its content."""

    row: int
    id: str
    digest: str
    language: str
    translation_key: str | None
    title: str
    url: str | None
    section: str | None
    published_at: datetime | None


COLUMNS = (
    "id", "digest", "text_digest", "url", "language", "title", "summary", "image_url",
    "section", "tags", "authors", "published_at", "updated_at", "translation_key",
)  # fmt: skip
"""The columns of `values_of`, in its order: all of an article but its text."""


def values_of(article: Article) -> tuple[str | None, ...]:
    """Return the article as column values, without its text."""
    return (
        article.id, article.digest, article.text_digest, article.url, article.language,
        article.title, article.summary, article.image_url, article.section,
        json.dumps(article.tags, ensure_ascii=False),
        json.dumps(article.authors, ensure_ascii=False),
        _written(article.published_at), _written(article.updated_at), article.translation_key,
    )  # fmt: skip


def article_of(row: sqlite3.Row) -> Article:
    """Return the article that stands in a row with all of `COLUMNS`, and its text."""
    stored = (*COLUMNS, "text")
    fields: dict[str, Any] = {name: row[name] for name in stored if "digest" not in name}
    fields |= {name: tuple(json.loads(row[name])) for name in ("tags", "authors")}
    fields |= {name: instant(row[name]) for name in ("published_at", "updated_at")}
    return Article(**fields)


def card_of(row: sqlite3.Row) -> Card:
    """Return the card that stands in a row with the columns of a card, in their order."""
    number, id_, url, title, summary, image_url, language, published_at = row
    moment = instant(published_at)
    return Card(number, id_, url, title, summary, image_url, language, moment)


def outline_of(row: sqlite3.Row) -> Outline:
    """Return the outline that stands in a row with the columns of an outline, in their order."""
    number, id_, language, story, section, tags, authors, url, published_at = row
    moment = instant(published_at)
    return Outline(
        number, id_, language, story, section, _labels(tags), _labels(authors), url, moment
    )


def listed_of(row: sqlite3.Row) -> Listed:
    """Return what stands in a row with the columns of a list."""
    return Listed(**{**dict(row), "published_at": instant(row["published_at"])})


def blob_of(vector: Vectors) -> bytes:
    """Return little-endian float32 bytes. Raises ValueError for a vector that is not finite."""
    if not np.isfinite(vector).all():
        raise ValueError("the encoder gave a vector with a value that is not finite")
    return vector.astype("<f4").tobytes()


def vector_of(blob: bytes) -> Vectors:
    """Return what `blob_of` wrote, float32 (dimension,)."""
    return np.frombuffer(blob, dtype="<f4")


def direction_of(vectors: Sequence[Vectors]) -> tuple[Vectors, float]:
    """Return the mean of vectors (dimension,) at length 1, the first if it has none; its length."""
    mean = np.mean(vectors, axis=0)
    length = float(np.linalg.norm(mean))
    direction: Vectors = mean / length if length > 0 else vectors[0]
    return direction.astype(np.float32, copy=False), length


def seed_of(
    row: int,
    id_: str,
    language: str,
    story: int,
    versions: Mapping[int, tuple[str, bytes]],
    published_at: datetime | None = None,
) -> Seed:
    """Return a page; `versions` are language and vector of all that tell its story, by row."""
    rows = tuple(sorted(versions))
    languages = tuple(versions[each][0] for each in rows)
    vector, unity = direction_of([vector_of(versions[each][1]) for each in rows])
    return Seed(row, id_, language, story, vector, unity, rows, languages, published_at)


# hundreds are read for every answer, mostly the same
@lru_cache(maxsize=65_536)
def _labels(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def instant(written: str | None) -> datetime | None:
    """Return the moment that stands in a row; None if there is none."""
    return datetime.fromisoformat(written) if written else None


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
