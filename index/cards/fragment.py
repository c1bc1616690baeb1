"""What is shown of an article as JSON, in two parts, so that answers need not be written anew."""

from typing import NamedTuple, Self

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from index.store import Card, Version


class Fragment(NamedTuple):
    """An article's card as a JSON object that is still open, in UTF-8.

    `headline` has id, url, title and language: `headline + b"}"` is an object. `rest` has what else
    is on the card and begins with a comma: `headline + rest + b"}"` is one, too.
    """

    headline: bytes
    rest: bytes

    @classmethod
    def of(cls, card: Card) -> Self:
        """Return a card as JSON."""
        headline = to_json(
            {"id": card.id, "url": card.url, "title": card.title, "language": card.language}
        )
        rest = to_json(
            {
                "summary": card.summary,
                "image_url": card.image_url,
                "published_at": card.published_at,
            }
        )
        return cls(headline[:-1], b"," + rest[1:-1])

    def card(self, row: int) -> Card:
        """Return the card of the article in a row."""
        return _CARD.validate_python({**from_json(self.headline + self.rest + b"}"), "row": row})

    def version(self, row: int) -> Version:
        """Return as much of it as is said beside another version."""
        return Version(row, **from_json(self.headline + b"}"))


_CARD = TypeAdapter(Card)
