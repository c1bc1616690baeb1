"""Telling webhooks what changed, each in order, at least once, and none at the cost of another."""

import logging
import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

from index.store import Store
from index.store.webhooks import Webhook
from recommender.changes.addresses import Unreachable
from recommender.changes.feed import batch_beyond
from recommender.changes.messages import message_of
from recommender.changes.retrying import FIRST, retry_at
from recommender.changes.sending import Unwanted, send

CHANGES_IN_A_MESSAGE = 500
_AT_ONCE = 8

logger = logging.getLogger(__name__)


class Delivering:
    """A step that starts what there is to deliver, and does not wait for it.

    A webhook has one message on its way at a time; the next follows when the receiver has said
    that it has this one. How far each has been told is kept in the store, so a message is sent
    again if the process ends before its answer is taken down.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: random.Random | None = None,
    ) -> None:
        """Take the store with webhooks and changes; `chance` spreads attempts."""
        self._store, self._clock = store, clock
        self._chance = chance or random.Random()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="webhook")
        self._on_their_way: dict[int, Future[None]] = {}
        self._closing = Event()

    def __call__(self) -> bool:
        """Start what is due; return whether there was anything."""
        self._on_their_way = {
            number: sent for number, sent in self._on_their_way.items() if not sent.done()
        }
        due = self._store.webhooks.due(self._clock())
        free = [hook for hook in due if hook.number not in self._on_their_way]
        for hook in free:
            self._on_their_way[hook.number] = self._threads.submit(self._deliver, hook)
        return bool(free)

    def close(self) -> None:
        """Wait for the messages that are on their way."""
        self._closing.set()
        self._threads.shutdown(cancel_futures=True)

    def _deliver(self, hook: Webhook) -> None:
        try:
            self._tell(hook)
        except Exception:
            # what was sent cannot be taken down, as on a full disk: send it again, but no flood
            logger.exception("webhook %s could not be served", hook.url)
            self._closing.wait(FIRST.total_seconds())

    def _tell(self, hook: Webhook) -> None:
        changes, webhooks = self._store.list_changes, self._store.webhooks
        batch = batch_beyond(changes, hook.change, CHANGES_IN_A_MESSAGE)
        if not batch.changes:
            return
        try:
            send(hook, message_of(changes, hook.change, batch), self._clock())
        except Unreachable as error:
            now = self._clock()
            again = None if isinstance(error, Unwanted) else retry_at(hook, now, self._chance)
            webhooks.failed(hook, str(error), now, again)
            what = f"next attempt at {again:%Y-%m-%d %H:%M:%S} UTC" if again else "it is paused"
            logger.warning("webhook %s failed: %s; %s", hook.url, error, what)
        else:
            webhooks.delivered(hook, batch.last, self._clock())
