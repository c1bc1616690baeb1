"""What travels over HTTP."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import StringSchema

from index.article import Article, RawArticle
from index.ingest import Report
from index.outcome import Outcome
from recommender.ranking import Ranking, Recommendation, Unfilled
from recommender.relations import Relation
from recommender.service import LARGEST_K


class _Wire(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TranslationOut(_Wire):
    """Another language version of a recommended story."""

    id: str
    url: str | None
    title: str
    language: str


class Item(_Wire):
    """A story to open next."""

    id: str
    url: str | None
    title: str
    language: str
    summary: str
    image_url: str | None
    published_at: datetime | None
    score: float = Field(description="How near the page, in [-1, 1]; larger is nearer.")
    pinned: bool = Field(description="Whether an editor put it there, whatever its score.")
    relation: Relation | None = Field(
        description="What it is to the page: another account of the same event, what followed, "
        "what lies behind it, or a similar matter; null for nothing of the kind."
    )
    translations: list[TranslationOut]

    @classmethod
    def of(cls, found: Recommendation) -> "Item":
        """Return the wire form of a recommendation."""
        card = found.card
        return cls(
            id=card.id,
            url=card.url,
            title=card.title,
            language=card.language,
            summary=card.summary,
            image_url=card.image_url,
            published_at=card.published_at,
            score=round(found.score, 4),
            pinned=found.pinned,
            relation=found.relation,
            translations=[TranslationOut.model_validate(version) for version in found.translations],
        )


class RelatedOut(_Wire):
    """The related stories of a page, best first around those that an editor has pinned."""

    items: list[Item]
    unfilled_reason: Unfilled | None = Field(
        description="Why there are fewer items than were asked for; null if there are not."
    )
    relaxed: list[str] = Field(
        description="What the policy gave up to fill the list, in the order in which it did."
    )
    policy: str = Field(description="Name and version of the rules that chose.")
    model_id: str = Field(description="Name of the vector space that was searched.")

    @classmethod
    def of(cls, ranking: Ranking, model_id: str) -> "RelatedOut":
        """Return the wire form of a ranking."""
        return cls(
            items=[Item.of(found) for found in ranking.selected],
            unfilled_reason=ranking.unfilled_reason,
            relaxed=list(ranking.relaxed),
            policy=ranking.policy,
            model_id=model_id,
        )


class RelatedIn(RawArticle):
    """A text to find related stories for: a title, a summary or a text, and how to answer."""

    k: int | None = Field(
        None,
        strict=True,
        description="How many stories.",
        json_schema_extra={"minimum": 1, "maximum": LARGEST_K},
    )
    languages: list[str] = Field([], description="The reader's languages, best first.")
    only: list[str] = Field([], description="Show nothing in other languages than these.")
    exclude: list[str] = Field([], description="Ids of articles that are on the page already.")
    policy: str | None = Field(None, description="Name of the policy that chooses.")
    explain: bool = Field(False, strict=True, description="Say why these stories, and not others.")
    why_not: list[str] = Field([], description="Ids of articles to explain, shown or not.")


class ArticleOut(_Wire):
    """An article as the catalogue keeps it."""

    id: str
    url: str | None
    language: str
    title: str
    summary: str
    text: str
    image_url: str | None
    section: str | None
    tags: list[str]
    authors: list[str]
    published_at: datetime | None
    updated_at: datetime | None
    translation_key: str | None

    @classmethod
    def of(cls, article: Article) -> "ArticleOut":
        """Return the wire form of an article."""
        return cls.model_validate(article)


class PutOut(_Wire):
    """What became of an article."""

    id: str
    outcome: Outcome
    language: str


class RejectionOut(_Wire):
    """A line that was not taken."""

    line: int
    id: str | None
    reason: str


class ReportOut(_Wire):
    """What became of many articles."""

    added: int
    changed: int
    unchanged: int
    rejected: list[RejectionOut]

    @classmethod
    def of(cls, report: Report) -> "ReportOut":
        """Return the wire form of a report."""
        return cls.model_validate(report)


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str = Field(description="Kind of the problem, the same for all of its kind.")
    title: str
    status: int
    detail: str = Field(description="What was wrong this time, and the way out.")
    instance: str = Field(description="Path of the request.")
    field: str | None = Field(None, description="The part of the request that was wrong.")


class _NumbersAsText(GenerateJsonSchema):
    """Describes texts that may be written as numbers, too."""

    def str_schema(self, schema: StringSchema) -> JsonSchemaValue:
        """Return the description of a text."""
        return {**super().str_schema(schema), "type": ["string", "number"]}


def body_of(schema: type[BaseModel], media_type: str = "application/json") -> dict[str, Any]:
    """Return the OpenAPI description of a body that is read by hand."""
    lenient = schema.model_config.get("coerce_numbers_to_str")
    generator = _NumbersAsText if lenient else GenerateJsonSchema
    content = {media_type: {"schema": schema.model_json_schema(schema_generator=generator)}}
    return {"requestBody": {"required": True, "content": content}}
