"""Explanations as they travel over HTTP."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from recommender.api.decision_wire import DecisionOut
from recommender.api.wire import Item, RelatedOut
from recommender.explaining import Explanation, Reasons, sentences
from recommender.explaining.explanation import PartName
from recommender.relations import Relation

Rounded = Annotated[float, AfterValidator(lambda value: round(value, 4))]


class _Said(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SpotOut(_Said):
    """The characters [start, end) of a field of an article."""

    id: str
    field: Literal["title", "summary", "text"]
    start: int
    end: int


class SharedOut(_Said):
    """A word or number that page and article share, as each writes it, and where."""

    page: str
    article: str
    share: Rounded = Field(description="How much of the part it makes, 0 to 1.")
    on_page: list[SpotOut]
    in_article: list[SpotOut]


class PartOut(_Said):
    """What one kind of evidence adds to the score."""

    name: PartName
    steps: Rounded = Field(description="n steps together make a score of 1 - 2^-n.")
    shared: list[SharedOut]


class MovedOut(_Said):
    """What moved the story up or down."""

    name: str = Field(description="The table of the policy that says so.")
    by: Rounded | None = Field(description="In units of the score; null for diversity.")
    place_without: int | None = Field(description="Its place without that; null for none.")


class VersionOut(_Said):
    """Which language version speaks for the story, and why."""

    language: str
    wished: str | None = Field(description="Language of the reader's that it meets.")
    nearest: str = Field(description="Id of the version that is nearest to the page.")
    nearest_in: str
    others: list[str]


class ComparisonOut(_Said):
    """Where an article that was not compared would have stood."""

    candidates: int
    nearer: int = Field(description="Candidates with a higher score.")
    lowest: Rounded | None = Field(description="Lowest score of a candidate.")
    place: int | None = Field(description="Its place in the list, had it been compared.")
    reason: str | None = Field(description="Why it would have none.")


class ReasonsOut(_Said):
    """Why an article is in the list, or is not."""

    sentences: list[str] = Field(description="The same in words.")
    place: int | None
    reason: str | None = Field(description="Why it is not shown.")
    needed: Rounded | None = Field(description="Least score with which it would be shown.")
    parts: list[PartOut]
    moved: list[MovedOut]
    decisions: list[DecisionOut]
    version: VersionOut
    comparison: ComparisonOut | None

    @classmethod
    def of(cls, reasons: Reasons) -> "ReasonsOut":
        """Return the wire form of reasons."""
        return cls(
            sentences=sentences(reasons),
            place=reasons.place,
            reason=reasons.reason,
            needed=reasons.needed,
            parts=[PartOut.model_validate(part) for part in reasons.parts],
            moved=[MovedOut.model_validate(moved) for moved in reasons.moved],
            decisions=[DecisionOut.of(decision) for decision in reasons.decisions],
            version=VersionOut.model_validate(reasons.version),
            comparison=_comparison(reasons),
        )


def _comparison(reasons: Reasons) -> ComparisonOut | None:
    found = reasons.comparison
    return None if found is None else ComparisonOut.model_validate(found)


class ExplainedItem(Item):
    """A story to open next, with the reasons for it."""

    explanation: ReasonsOut


class Other(BaseModel):
    """An article that is not in the list, unless it was asked about all the same."""

    id: str
    url: str | None
    title: str
    language: str
    score: Rounded
    relation: Relation | None
    explanation: ReasonsOut

    @classmethod
    def of(cls, reasons: Reasons) -> "Other":
        """Return the wire form of an article with its reasons."""
        card = reasons.card
        return cls(
            id=card.id,
            url=card.url,
            title=card.title,
            language=card.language,
            score=reasons.score,
            relation=reasons.relation,
            explanation=ReasonsOut.of(reasons),
        )


class ExplainedOut(RelatedOut):
    """The related stories of a page, and why these and not others."""

    items: list[ExplainedItem]  # type: ignore[assignment]
    runners_up: list[Other] = Field(description="What came next, best first.")
    asked: list[Other] = Field(description="The articles of `why_not`, in that order.")

    @classmethod
    def explained(cls, explanation: Explanation, model_id: str) -> "ExplainedOut":
        """Return the wire form of an explanation, and of the ranking that it explains."""
        ranking = explanation.ranking
        items = [
            ExplainedItem(**Item.of(found).model_dump(), explanation=ReasonsOut.of(reasons))
            for found, reasons in zip(ranking.selected, explanation.shown, strict=True)
        ]
        return cls(
            items=items,
            runners_up=[Other.of(reasons) for reasons in explanation.runners_up],
            asked=[Other.of(reasons) for reasons in explanation.asked],
            **RelatedOut.of(ranking, model_id).model_dump(exclude={"items"}),
        )
