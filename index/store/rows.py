"""How articles stand in the store's rows."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np

from index.arrays import Vectors
from index.article import Article
from index.store.records import Card, Listed, Outline, Seed

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
