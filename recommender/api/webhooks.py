"""For admins: who is told of changed lists."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from index.store.webhooks import Webhook
from recommender.api.body import JSON, body_reader
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.api.webhook_wire import (
    NewWebhookOut,
    TrialOut,
    WebhookIn,
    WebhookOut,
    WebhooksOut,
)
from recommender.api.wire import body_of
from recommender.changes.addresses import Unreachable
from recommender.changes.webhooks import add_webhook, try_out, webhook_named

router = APIRouter(prefix="/v1/webhooks", tags=["operations"], responses=RESPONSES)


@router.get("")
def listed(services: Wired) -> WebhooksOut:
    """Return all webhooks and how each of them goes."""
    found = services.catalog.store.webhooks.all()
    return WebhooksOut(webhooks=[WebhookOut.model_validate(hook) for hook in found])


@router.post("", status_code=HTTPStatus.CREATED, openapi_extra=body_of(WebhookIn))
def add(services: Wired, body: Annotated[bytes, Depends(body_reader(JSON))]) -> NewWebhookOut:
    """Tell an address of all changes from now on; the answer has the secret that signs."""
    given = _read(body)
    store = services.catalog.store
    hook = add_webhook(store, given.url, given.secret, False, datetime.now(UTC))
    return NewWebhookOut.model_validate(hook)


@router.delete("/{number}", status_code=HTTPStatus.NO_CONTENT)
def remove(number: str, services: Wired) -> None:
    """Tell an address no more."""
    services.catalog.store.webhooks.remove(_numbered(services, number).number)


@router.post("/{number}/resume")
def resume(number: str, services: Wired) -> WebhookOut:
    """Go on with a webhook that is paused, from where it stopped."""
    services.catalog.store.webhooks.resume(_numbered(services, number).number)
    return WebhookOut.model_validate(_numbered(services, number))


@router.post("/{number}/test")
def test(number: str, services: Wired) -> TrialOut:
    """Send a message without changes, and say whether it arrived."""
    try:
        try_out(services.catalog.store, _numbered(services, number), datetime.now(UTC))
    except Unreachable as error:
        return TrialOut(delivered=False, trouble=str(error))
    return TrialOut(delivered=True)


def _numbered(services: Wired, number: str) -> Webhook:
    return webhook_named(services.catalog.store, number)


def _read(body: bytes) -> WebhookIn:
    try:
        return WebhookIn.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        raise RequestValidationError(
            [{**problem, "loc": ("body", *problem["loc"])} for problem in problems]
        ) from None
