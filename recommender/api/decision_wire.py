"""Editors' decisions as they travel over HTTP and into files."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from index.normalise import LONGEST_KEY
from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.api.wire import Problem
from recommender.deciding.moments import moment_of

_LARGEST = 2**63 - 1

# a body is described outside of the components that a reference would be looked for in
_Verdict = Annotated[Verdict, WithJsonSchema({"type": "string", "enum": list(Verdict)})]
_Scope = Annotated[Scope, WithJsonSchema({"type": "string", "enum": list(Scope)})]
_Id = Annotated[str, Field(max_length=LONGEST_KEY)]
_Expects = Annotated[
    int | None,
    Field(
        strict=True,
        ge=0,
        le=_LARGEST,
        description="Number of the last decision about the page that its editor has seen; if "
        "there are later ones, nothing is decided.",
    ),
]


class DecisionIn(BaseModel):
    """What an editor decides about an article."""

    model_config = ConfigDict(extra="forbid")

    seed: _Id | None = Field(
        None, description="The page's article id; not needed in a wider scope, or to split."
    )
    article: _Id = Field(description="Id of the article that is shown, or not, under the page.")
    decision: _Verdict = Field(description="What holds from now on; 'undo' takes it back.")
    position: int | None = Field(
        None, strict=True, description="Where a pin stands, 1 to 100; first if left out."
    )
    scope: _Scope = Field(
        Scope.PAGE,
        description="Where it holds: under the page, all pages of a language or a section, or the "
        "whole site. What merges or splits stories holds wherever they are told.",
    )
    place: _Id | None = Field(
        None, description="The language or section that it holds in; the page's if left out."
    )
    until: str | None = Field(
        None, description="From this moment on it does not hold any more; ISO 8601."
    )
    by: str | None = Field(None, description="Who decides.")
    note: str | None = Field(None, description="Why.")
    expects: _Expects = None

    def made(self, at: datetime, by: str | None) -> Decision:
        """Return the decision that is to be kept, signed. Raises InvalidRequest."""
        return Decision(
            seed=self.seed,
            article=self.article,
            verdict=self.decision,
            at=at,
            position=self.position,
            by=by,
            note=self.note,
            scope=self.scope,
            place=self.place,
            until=moment_of("until", self.until),
        )


class UndoIn(BaseModel):
    """Which decision an editor takes back."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(strict=True, ge=1, le=_LARGEST, description="Number of the decision.")
    by: str | None = Field(None, description="Who takes it back.")
    note: str | None = Field(None, description="Why.")
    expects: _Expects = None

    def made(self, at: datetime, by: str | None) -> Decision:
        """Return the decision that is to be kept, signed; it is about whatever that one was."""
        return Decision(None, "", Verdict.UNDO, at, by=by, note=self.note, undoes=self.number)


class DecisionOut(BaseModel):
    """A decision that was kept; `number` counts all decisions of the catalogue."""

    number: int
    seed: str | None
    article: str
    decision: Verdict
    position: int | None
    at: datetime
    by: str | None
    note: str | None
    scope: Scope
    place: str | None = Field(description="The language or section that it holds in.")
    until: datetime | None
    undoes: int | None = Field(description="Number of the decision that was taken back.")
    before: list[str] | None = Field(description="Ids under the page before, if they were kept.")
    after: list[str] | None = Field(description="The same after it.")
    stood: int | None = Field(description="Where before the engine had the story by itself.")

    @classmethod
    def of(cls, kept: Decision, **more: object) -> Self:
        """Return the wire form of a decision."""
        return cls(
            number=kept.number,
            seed=kept.seed,
            article=kept.article,
            decision=kept.verdict,
            position=kept.position,
            at=kept.at,
            by=kept.by,
            note=kept.note,
            scope=kept.scope,
            place=kept.place,
            until=kept.until,
            undoes=kept.undoes,
            before=None if kept.lists is None else list(kept.lists.before),
            after=None if kept.lists is None else list(kept.lists.after),
            stood=None if kept.lists is None else kept.lists.place,
            **more,
        )


class DecidedOut(DecisionOut):
    """A decision that was just kept, and what its editor should know."""

    warnings: list[str] = Field(
        description="What it conflicts with, or why it shows nothing for now; it holds all the same"
    )


class DecisionsOut(BaseModel):
    """The decisions that hold under a page, in the order decided."""

    decisions: list[DecisionOut]
    latest: int = Field(
        description="Number of the last decision about the page, to be expected by the next one."
    )


class ConflictOut(Problem):
    """A problem document with the decisions that its editor had not seen."""

    decisions: list[DecisionOut]
