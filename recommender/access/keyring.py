"""The keys as a process knows them: read once, and again when the store says that they changed."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from index.errors import StoreUnavailable
from index.store.keys import Key, Keys
from recommender.access.keys import id_of, is_key

_LOOK_AGAIN_S = 0.5
# a store that is held up must not hold up those whose keys are known
_WAIT_FOR_STORE_S = 0.25

logger = logging.getLogger(__name__)


class Keyring:
    """All keys of a store, at most half a second old, or as last read if the store cannot be read.

    The store is asked in threads, so that the event loop never waits for it. Raises
    StoreUnavailable if it cannot be read to begin with.
    """

    def __init__(self, keys: Keys, clock: Callable[[], float] = time.monotonic) -> None:
        """Read the keys; `clock` counts seconds and is never set back."""
        self._keys, self._clock = keys, clock
        self._looked = clock()
        self._version = keys.version()
        self._held = {key.id: key for key in keys.all()}
        self._looking: asyncio.Task[None] | None = None
        self._noting: set[asyncio.Task[None]] = set()

    async def find(self, presented: bytes) -> Key | None:
        """Return the key that this is, expired or revoked as it may be; None if it is none."""
        if self._clock() - self._looked > _LOOK_AGAIN_S:
            await self._look()
        id_ = id_of(presented)
        key = self._held.get(id_) if id_ else None
        return key if key is not None and is_key(key, presented) else None

    async def named(self, id_: str) -> Key | None:
        """Return the key with an id, of which somebody has shown the whole before."""
        if self._clock() - self._looked > _LOOK_AGAIN_S:
            await self._look()
        return self._held.get(id_)

    def note_use(self, key: Key, day: date) -> None:
        """Have it written that a key was used on a day, once a day."""
        if key.used is None or key.used < day:
            self._held[key.id] = replace(key, used=day)
            task = asyncio.create_task(asyncio.to_thread(self._write_use, key.id, day))
            self._noting.add(task)
            task.add_done_callback(self._noting.discard)

    async def _look(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(self._read))
        await asyncio.wait({self._looking}, timeout=_WAIT_FOR_STORE_S)

    def _read(self) -> None:
        began = self._clock()
        try:
            # the number first: a change that comes between the two is then read again
            version = self._keys.version()
            if version != self._version:
                self._held = {key.id: key for key in self._keys.all()}
                self._version = version
            self._looked = began
        except StoreUnavailable as error:
            logger.warning("keys stay as they were read last: %s", error)

    def _write_use(self, id_: str, day: date) -> None:
        try:
            self._keys.note_use(id_, day)
        except StoreUnavailable as error:
            logger.warning("the use of key %s was not noted: %s", id_, error)
