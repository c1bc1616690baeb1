"""The log of decisions, and what it teaches, as they travel over HTTP."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from index.store import Decision
from recommender.api.decision_wire import DecisionOut
from recommender.deciding.agreement import Judgement, Tally, tallied


class LogOut(BaseModel):
    """A part of the log of decisions, latest first."""

    decisions: list[DecisionOut]
    next: int | None = Field(
        description="What `before` is to be for the next part; null at the end."
    )

    @classmethod
    def of(cls, found: Sequence[Decision], limit: int) -> "LogOut":
        """Return the wire form of at most `limit` decisions, of which there may be one more."""
        shown = found[:limit]
        following = shown[-1].number if len(found) > limit else None
        return cls(decisions=[DecisionOut.of(each) for each in shown], next=following)


class TallyOut(BaseModel):
    """How editors and engine agree, in a week or between two languages."""

    week: date | None = Field(None, description="Monday of the week.")
    page_language: str | None = None
    article_language: str | None = None
    liked: int = Field(description="Links that editors pinned or approved.")
    found: int = Field(description="Those of them that the engine had listed by itself.")
    blocked: int = Field(description="Links that editors blocked.")
    shown: int = Field(description="Those of them that the engine had listed.")

    @classmethod
    def of(cls, tally: Tally, **key: Any) -> "TallyOut":
        """Return the wire form of a tally."""
        return cls(
            liked=tally.liked, found=tally.found, blocked=tally.blocked, shown=tally.shown, **key
        )


class AgreementOut(BaseModel):
    """How often the engine had found by itself what editors judged."""

    weeks: list[TallyOut]
    languages: list[TallyOut]

    @classmethod
    def of(cls, judgements: Sequence[Judgement]) -> "AgreementOut":
        """Return the wire form of what editors judged, by week and by pair of languages."""
        weeks = tallied(judgements, by=lambda each: each.week)
        languages = tallied(judgements, by=lambda each: each.languages)
        return cls(
            weeks=[TallyOut.of(tally, week=week) for week, tally in weeks.items()],
            languages=[
                TallyOut.of(tally, page_language=page, article_language=article)
                for (page, article), tally in languages.items()
            ],
        )
