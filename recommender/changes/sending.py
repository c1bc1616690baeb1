"""Sending a message to an address, once."""

import asyncio
import ssl
from datetime import datetime
from functools import cache
from http import HTTPStatus
from importlib.metadata import version

from index.store.webhooks import Webhook
from recommender.changes.addresses import Unreachable, addresses_of
from recommender.changes.messages import Message
from recommender.changes.signing import signed_headers

PATIENCE_S = 15.0
"""Seconds from the look-up of the name to the status of the answer."""

_CONNECTED_WITHIN_S = 5.0


class Unwanted(Unreachable):
    """A receiver that is gone for good, and says so (410)."""


def send(hook: Webhook, message: Message, now: datetime) -> None:
    """Post a signed message; returns once the receiver has said that it has it, by any 2xx.

    Redirects are not followed, proxies are not asked, and the answer's body is not read.
    Raises Unreachable with what was wrong, Unwanted if the receiver wants nothing any more.
    """
    try:
        status = asyncio.run(asyncio.wait_for(_post(hook, message, now), PATIENCE_S))
    except TimeoutError:
        raise Unreachable(f"no answer within {PATIENCE_S:.0f} seconds") from None
    if status == HTTPStatus.GONE:
        raise Unwanted("the receiver answered 410: it wants nothing any more")
    if not 200 <= status < 300:
        raise Unreachable(f"the receiver answered {status}, not 2xx")


async def _post(hook: Webhook, message: Message, now: datetime) -> int:
    """Return the status with which the first address that can be connected to answers."""
    import httpx

    url = httpx.URL(hook.url)
    host = url.raw_host.decode()
    headers = {"host": url.netloc.decode(), **_headers(hook, message, now)}
    named = {"sni_hostname": host}
    timeout = httpx.Timeout(PATIENCE_S, connect=_CONNECTED_WITHIN_S)
    trouble: httpx.HTTPError | None = None
    async with httpx.AsyncClient(trust_env=False, verify=_trusted(), timeout=timeout) as client:
        # what was checked is connected to, whatever the name leads to a moment later
        for address in await addresses_of(host, hook.private):
            place = url.copy_with(host=address)
            sent = client.stream(
                "POST", place, content=message.body, headers=headers, extensions=named
            )
            try:
                async with sent as answer:
                    return answer.status_code
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                trouble = error
            except httpx.HTTPError as error:
                trouble = error
                break
    raise Unreachable(f"{type(trouble).__name__}: {trouble}".rstrip(": ")) from trouble


def _headers(hook: Webhook, message: Message, now: datetime) -> dict[str, str]:
    return {
        "content-type": "application/json",
        "user-agent": f"related-articles/{version('related-articles')}",
        **signed_headers(hook.secret, message.id, int(now.timestamp()), message.body),
    }


@cache
def _trusted() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context()
