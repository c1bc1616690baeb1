"""Why an article is shown under a page, or not: both texts, with what they have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.article import Article
from index.store import Store
from recommender.bootstrap import Services
from recommender.desk.page.asked import Asked
from recommender.desk.page.marking import Piece, Span, paragraphs, pieces
from recommender.desk.page.sheet import listed
from recommender.explaining import Reasons, explain
from recommender.explaining.explanation import PartName, Shared, Spot

_SHOWN = 10_000
"""So many characters of a text are shown; nothing farther on is compared."""


@dataclass(frozen=True, slots=True)
class Common:
    """A word that both have, as each writes it, and the part of the score that it counts in."""

    part: PartName
    shared: Shared


@dataclass(frozen=True, slots=True)
class Text:
    """An article to read, in paragraphs of pieces; a piece's `word` is a place in `Why.common`."""

    article: Article
    title: Sequence[Piece]
    summary: Sequence[Sequence[Piece]]
    text: Sequence[Sequence[Piece]]
    marks: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons for an article under a page.

    `page` is the page's text, and after it that of its version with the most in common, if that is
    another one; `article` is the text of the version whose score counts.
    """

    reasons: Reasons
    common: Sequence[Common]
    page: Sequence[Text]
    article: Text | None


def why(services: Services, asked: Asked, article: str, now: datetime) -> Why:
    """Say why an article is shown under a page, or not. Raises UnknownArticle, InvalidRequest."""
    store = services.catalog.store
    ranking = listed(services, asked, asked.policy, now)
    (reasons,) = explain(services.catalog, ranking, [article], runners_up=0).asked
    common = [Common(part.name, shared) for part in reasons.parts for shared in part.shared]
    return Why(
        reasons,
        common,
        page=_page(store, asked.id, common),
        article=_text(store, reasons.version.nearest, [each.shared.in_article for each in common]),
    )


def _page(store: Store, id_: str, common: Sequence[Common]) -> list[Text]:
    spots = [each.shared.on_page for each in common]
    ids = dict.fromkeys((id_, *(spot.id for its in spots for spot in its)))
    own, *others = (text for each in ids if (text := _text(store, each, spots)))
    best = max(others, key=lambda text: text.marks, default=own)
    return [own, best] if best.marks > own.marks else [own]


def _text(store: Store, id_: str, spots: Sequence[Iterable[Spot]]) -> Text | None:
    """Return a published article with the spots marked that are in it, by word."""
    article = store.article(id_)
    if article is None:
        return None
    spans: dict[str, list[Span]] = {"title": [], "summary": [], "text": []}
    for word, its in enumerate(spots):
        for spot in its:
            if spot.id == id_:
                spans[spot.field].append(Span(spot.start, spot.end, word))
    return Text(
        article,
        list(pieces(article.title, spans["title"])),
        paragraphs(pieces(article.summary, spans["summary"])),
        paragraphs(pieces(_beginning(article.text), spans["text"])),
        marks=sum(map(len, spans.values())),
    )


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
