"""The slices of articles that are written to the store, and that others read of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

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
