"""What a webhook is sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from index.store.list_changes import ListChanges
from recommender.changes.cursor import cursor_at
from recommender.changes.feed import Batch
from recommender.changes.wire import ChangesOut


class ChangesAfter(ChangesOut):
    """A batch of changes, and the cursor that it begins at: the `next` of the message before."""

    after: str


class Envelope(BaseModel):
    """A message as Standard Webhooks has it."""

    type: Literal["lists.changed", "test"]
    timestamp: datetime
    data: ChangesAfter


@dataclass(frozen=True, slots=True)
class Message:
    """A body to send; `id` is the same whenever the same is sent again."""

    id: str
    body: bytes


def message_of(changes: ListChanges, number: int, batch: Batch) -> Message:
    """Return the message with the changes of a batch after a number; it has at least one."""
    told = ChangesAfter(**ChangesOut.of(batch).model_dump(), after=cursor_at(changes, number))
    return _message(Envelope(type="lists.changed", timestamp=batch.changes[-1].at, data=told))


def trial_message(changes: ListChanges, now: datetime) -> Message:
    """Return a message without changes, to see whether it arrives."""
    here = cursor_at(changes, changes.last())
    told = ChangesAfter(changes=[], next=here, more=False, after=here)
    return _message(Envelope(type="test", timestamp=now, data=told))


def _message(envelope: Envelope) -> Message:
    body = envelope.model_dump_json().encode()
    return Message(f"msg_{hashlib.sha256(body).hexdigest()[:24]}", body)
