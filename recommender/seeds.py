"""From a text that is not in the catalogue to a page that others are compared with."""

from collections.abc import Callable
from datetime import datetime

from index.arrays import Vectors
from index.article import RawArticle
from index.language import resolve
from index.normalise import bounded
from index.store import Seed
from index.text import clean, text_to_embed
from recommender.errors import InvalidRequest
from recommender.reader import as_request

_NOT_IN_CATALOGUE = -1


def seed_of_text(
    text: RawArticle,
    story: int | None,
    encode: Callable[[str, str], Vectors],
    now: datetime | None,
) -> Seed:
    """Return a text as a page of now; `encode` makes the vector (dimension,) of (text, language).

    `story` is the one that its translation key names, if any article has that.
    Raises InvalidRequest.
    """
    title, summary, body = (
        clean(as_request(bounded, field, getattr(text, field)))
        for field in ("title", "summary", "text")
    )
    embedded = text_to_embed(title, summary, body)
    if not embedded:
        raise InvalidRequest("text", "text is empty; give a title, a summary or a text")
    language = as_request(resolve, text.language, embedded)
    return Seed(
        _NOT_IN_CATALOGUE,
        "",
        language,
        story,
        encode(embedded, language),
        published_at=now,
        text=embedded,
    )
