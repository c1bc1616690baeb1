"""What a source says of an article, and what the catalogue keeps of it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import InvalidArticle
from index.text import text_to_embed


class RawArticle(BaseModel):
    """An article as a source hands it over; unknown fields are ignored, texts may be HTML.

    Needed are a `title`, and an `id` or a `url`; a headline alone is an article.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str | None = Field(None, description="The site's own key; the canonical url if left out.")
    url: str | None = Field(None, description="Absolute address of the page.")
    language: str | None = Field(None, description="BCP 47 tag; identified if left out.")
    title: str | None = Field(None, description="Headline, text or HTML.")
    summary: str | None = Field(None, description="One or two sentences, text or HTML.")
    text: str | None = Field(None, description="Body, text or HTML.")
    image_url: str | None = Field(None, description="Absolute address of a picture.")
    section: str | None = Field(None, description="Department of the paper, such as 'science'.")
    tags: list[str] = Field([], description="Keywords.")
    authors: list[str] = Field([], description="Bylines.")
    published_at: str | None = Field(None, description="ISO 8601; without an offset it is UTC.")
    updated_at: str | None = Field(None, description="ISO 8601; without an offset it is UTC.")
    translation_key: str | None = Field(
        None, description="Shared by all language versions of one article."
    )

    @classmethod
    def from_json(cls, line: str | bytes) -> Self:
        """Read one JSON object. Raises InvalidArticle naming the first field that is wrong."""
        try:
            return cls.model_validate_json(line)
        except ValidationError as error:
            raise _first_problem(error) from None


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article: NFC text without markup, known language, canonical address, UTC dates."""

    id: str
    language: str
    title: str
    summary: str = ""
    text: str = ""
    url: str | None = None
    image_url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    translation_key: str | None = None

    @property
    def embedded_text(self) -> str:
        """The text that its vector is made of."""
        return text_to_embed(self.title, self.summary, self.text)

    @property
    def digest(self) -> str:
        """Changes with anything that is kept of the article; 32 hexadecimal digits."""
        values = [getattr(self, name) for name in self.__slots__]
        return _digest(json.dumps(values, default=datetime.isoformat))

    @property
    def text_digest(self) -> str:
        """Changes with what a vector of it can depend on; 32 hexadecimal digits."""
        return _digest(json.dumps([self.language, self.title, self.summary, self.text]))


def _digest(value: str) -> str:
    return hashlib.blake2b(value.encode(), digest_size=16).hexdigest()


def _first_problem(error: ValidationError) -> InvalidArticle:
    problem = error.errors(include_url=False)[0]
    field = str(problem["loc"][0]) if problem["loc"] else "article"
    if problem["type"] == "json_invalid":
        return InvalidArticle("article", f"not valid JSON: {problem['ctx']['error']}")
    shown = repr(problem["input"])[:80]
    return InvalidArticle(field, f"{field}: {problem['msg'].lower()}; got {shown}")
