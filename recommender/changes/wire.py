"""Changes as they travel: over HTTP, to webhooks, and to other programs."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from index.store.list_changes import ListChange
from recommender.changes.feed import Batch


class ChangeOut(BaseModel):
    """A page whose list changed, or that is gone."""

    id: str
    url: str | None
    language: str
    change: Literal["changed", "gone"]
    at: datetime = Field(description="When it was noticed.")

    @classmethod
    def of(cls, change: ListChange) -> "ChangeOut":
        """Return the wire form of a change."""
        kind: Literal["changed", "gone"] = "gone" if change.gone else "changed"
        return cls(
            id=change.id, url=change.url, language=change.language, change=kind, at=change.at
        )


class ChangesOut(BaseModel):
    """Changes in the order in which they were noticed, each page once."""

    changes: list[ChangeOut]
    next: str = Field(description="What to give as `after` for those that follow.")
    more: bool = Field(description="Whether others follow already.")

    @classmethod
    def of(cls, batch: Batch) -> "ChangesOut":
        """Return the wire form of a batch."""
        changes = [ChangeOut.of(change) for change in batch.changes]
        return cls(changes=changes, next=batch.next, more=batch.more)
