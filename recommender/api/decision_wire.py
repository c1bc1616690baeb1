"""Editors' decisions as they travel over HTTP and into files."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.normalise import LONGEST_KEY
from index.store import Decision, Verdict

_Id = Annotated[str, Field(max_length=LONGEST_KEY)]


class DecisionIn(BaseModel):
    """What an editor decides about an article under a page."""

    model_config = ConfigDict(extra="forbid")

    seed: _Id = Field(description="The page's article id.")
    article: _Id = Field(description="Id of the article that is shown, or not, under the page.")
    decision: Verdict = Field(description="What holds from now on; 'undo' takes it back.")
    position: int | None = Field(
        None, strict=True, description="Where a pin stands, 1 to 100; first if left out."
    )
    by: str | None = Field(None, description="Who decides.")
    note: str | None = Field(None, description="Why.")

    def made(self, at: datetime) -> Decision:
        """Return the decision that is to be kept."""
        return Decision(
            self.seed, self.article, self.decision, at, self.position, self.by, self.note
        )


class DecisionOut(BaseModel):
    """A decision that was kept; `number` counts all decisions of the catalogue."""

    number: int
    seed: str
    article: str
    decision: Verdict
    position: int | None
    at: datetime
    by: str | None
    note: str | None

    @classmethod
    def of(cls, kept: Decision) -> "DecisionOut":
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
        )


class DecisionsOut(BaseModel):
    """The decisions that hold under a page, in the order decided."""

    decisions: list[DecisionOut]
