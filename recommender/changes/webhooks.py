"""Adding, finding and trying out webhooks."""

import asyncio
from datetime import datetime

from index.errors import EngineError
from index.store import Store
from index.store.webhooks import Webhook
from recommender.changes.addresses import addresses_of
from recommender.changes.messages import trial_message
from recommender.changes.sending import send
from recommender.changes.signing import checked_secret, new_secret
from recommender.errors import InvalidRequest

LONGEST_URL = 2_048


class UnknownWebhook(EngineError):
    """A webhook that is not there."""


def add_webhook(
    store: Store, url: str, secret: str | None, private: bool, now: datetime
) -> Webhook:
    """Tell an address of all changes from now on; without a secret one is made.

    Raises InvalidRequest for an address or a secret that is none, Unreachable for an address that
    nothing can or may be sent to.
    """
    checked = _checked_url(url)
    key = new_secret() if secret is None else checked_secret(secret)
    asyncio.run(addresses_of(_host_of(checked), private))
    hook = store.webhooks.add(checked, key, private, now)
    if hook is None:
        raise InvalidRequest("url", f"{checked!r} is a webhook already; remove it first")
    return hook


def webhook_named(store: Store, named: str) -> Webhook:
    """Return a webhook by its number or its address. Raises UnknownWebhook."""
    for hook in store.webhooks.all():
        if named in (str(hook.number), hook.url):
            return hook
    raise UnknownWebhook(f"no webhook {named!r}; 'recommender webhooks list' lists all of them")


def try_out(store: Store, hook: Webhook, now: datetime) -> None:
    """Send a webhook a message without changes. Raises Unreachable with what was wrong."""
    send(hook, trial_message(store.list_changes, now), now)


def _checked_url(url: str) -> str:
    import httpx

    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InvalidRequest("url", f"{url[:200]!r} is no address: {error}") from None
    sensible = parsed.scheme in ("http", "https") and parsed.host and (parsed.port or 1) < 65_536
    if not sensible or len(url) > LONGEST_URL:
        raise InvalidRequest(
            "url",
            f"{url[:200]!r} is not an http or https address of at most {LONGEST_URL} characters",
        )
    if parsed.userinfo:
        raise InvalidRequest("url", "a webhook's address has no name and password; leave them out")
    return str(parsed.copy_with(fragment=None))


def _host_of(url: str) -> str:
    import httpx

    return httpx.URL(url).raw_host.decode()
