"""Letting a request in or not: its key, how often it may ask, what it may do."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from starlette.types import Scope as AsgiScope

from index.store.keys import Key, Scope
from recommender.access.caller import Caller
from recommender.access.clients import Network, client_of, is_in
from recommender.access.keyring import Keyring
from recommender.access.presented import presented_key
from recommender.access.rates import Buckets
from recommender.access.refusal import Refusal
from recommender.access.refusals import forbidden, key_needed, too_many, unauthorized
from recommender.access.scopes import Door, Need, allows, needed

Mode = Literal["open", "public", "keys"]

# a mode says what those may do who show no key; keys mean the same in every mode
WITHOUT_KEY: dict[Mode, Scope | None] = {"open": Scope.ADMIN, "public": Scope.READ, "keys": None}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an installation asks of its callers.

    `rate` is in requests per second, for a key that has none of its own and for an address without
    a key; 0 is no limit. `metrics_from` are the networks that may read the metrics without a key.
    """

    mode: Mode = "open"
    rate: float = 0.0
    metrics_from: Sequence[Network] = ()


class Gate:
    """Decides about requests, by the terms of the installation and the keys of its store."""

    def __init__(
        self,
        terms: Terms,
        keyring: Keyring,
        buckets: Buckets,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what is decided by; `clock` counts seconds and is never set back."""
        self._terms, self._keyring, self._buckets, self._clock = terms, keyring, buckets, clock
        self._anybody = Caller(None, WITHOUT_KEY[terms.mode])

    async def admit(self, scope: AsgiScope) -> Caller | Refusal:
        """Return who asks, or why the request is refused: 401, 403 or 429."""
        need = needed(scope["method"], scope["path"])
        if need is Door.OPEN:
            return self._anybody
        shown = presented_key(scope["headers"])
        if isinstance(shown, Refusal):
            return self._throttled(scope, None) or shown
        key = await self._keyring.find(shown) if shown is not None else None
        if refusal := self._throttled(scope, key):
            return refusal
        if shown is not None:
            return self._by_key(key, need)
        return self._anonymously(scope, need)

    def _by_key(self, key: Key | None, need: Need) -> Caller | Refusal:
        now = datetime.now(UTC)
        if key is None:
            return unauthorized("the key is not known here; check it, or ask for another one")
        if key.revoked is not None:
            return unauthorized(f"key {key.id} was revoked; ask for another one")
        if key.expires is not None and key.expires <= now:
            return unauthorized(f"key {key.id} expired on {key.expires:%Y-%m-%d}; ask for another")
        if not allows(key.scope, _scope_of(need)):
            return forbidden(key, _scope_of(need))
        self._keyring.note_use(key, now.date())
        return Caller(key.name, key.scope)

    def _anonymously(self, scope: AsgiScope, need: Need) -> Caller | Refusal:
        held = self._anybody.scope
        if held is not None and allows(held, _scope_of(need)):
            return self._anybody
        if need is Door.METRICS and is_in(scope, self._terms.metrics_from):
            return self._anybody
        return key_needed(_scope_of(need))

    def _throttled(self, scope: AsgiScope, key: Key | None) -> Refusal | None:
        rate = self._terms.rate if key is None or key.rate is None else key.rate
        if not rate:
            return None
        client = client_of(scope) if key is None else key.id
        wait = self._buckets.take(client, rate, self._clock())
        return too_many(rate, wait) if wait else None


def _scope_of(need: Need) -> Scope:
    return need if isinstance(need, Scope) else Scope.ADMIN
