"""Webhooks as they travel over HTTP."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class WebhookIn(BaseModel):
    """An address to be told of changed lists."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(description="An http or https address of the public internet.")
    secret: str | None = Field(
        None, description="'whsec_' and base64, to sign with; one is made if it is left out."
    )


class WebhookOut(BaseModel):
    """A webhook and how it goes; its secret is never shown again."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    url: str
    added_at: datetime
    delivered_at: datetime | None = Field(description="Last time that it took a message.")
    failures: int = Field(description="In a row.")
    failing_since: datetime | None
    retry_at: datetime | None
    trouble: str | None = Field(description="What was wrong the last time.")
    paused: bool = Field(description="Whether nothing is sent to it until it is resumed.")


class NewWebhookOut(WebhookOut):
    """A webhook that was added."""

    secret: str


class WebhooksOut(BaseModel):
    """All webhooks, in the order in which they were added."""

    webhooks: list[WebhookOut]


class TrialOut(BaseModel):
    """How a message without changes fared."""

    delivered: bool
    trouble: str | None = None
