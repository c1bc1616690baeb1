"""The keys as a process knows them, at moments that the test chooses."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.store import Store
from index.store.keys import Scope
from recommender.access.keyring import Keyring
from recommender.access.keys import make_key, revoke_key

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


class Clock:
    """Stands still unless it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new store."""
    store = Store(tmp_path / "catalogue.sqlite")
    yield store
    store.close()


def test_a_change_is_noticed_after_half_a_second(store: Store, clock: Clock):
    """Until then the keys are as they were read; then the new one is known, the old one revoked."""
    old = make_key(store.keys, "old", Scope.READ, NOW)
    keyring = Keyring(store.keys, clock)

    async def ask() -> list[bool]:
        new = make_key(store.keys, "new", Scope.READ, NOW)
        revoke_key(store.keys, old.key.id, NOW)
        found = []
        for clock.now in (100.5, 100.51):
            for made in (old, new):
                key = await keyring.find(made.text.encode())
                found.append(key is not None and key.revoked is None)
        return found

    assert asyncio.run(ask()) == [True, False, False, True]


def test_the_store_is_asked_no_more_often(tmp_path: Path, store: Store, clock: Clock):
    """Within half a second a key is found though the store is gone."""
    made = make_key(store.keys, "cms", Scope.READ, NOW)
    keyring = Keyring(store.keys, clock)
    store.close()
    (tmp_path / "catalogue.sqlite").unlink()
    clock.now += 0.5

    assert asyncio.run(keyring.find(made.text.encode())) == made.key


def test_a_store_that_is_held_up_does_not_hold_up_known_keys(
    tmp_path: Path, store: Store, clock: Clock
):
    """They hold as they were read last, and once the store answers again they are read anew."""
    made = make_key(store.keys, "cms", Scope.READ, NOW)
    keyring = Keyring(store.keys, clock)
    revoke_key(store.keys, made.key.id, NOW)
    store.close()

    async def ask() -> list[bool]:
        with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            clock.now += 1
            held_up = await keyring.find(made.text.encode())
        found = held_up
        while found is not None and found.revoked is None:
            await asyncio.sleep(0.01)
            found = await keyring.find(made.text.encode())
        return [held_up == made.key, found is not None]

    assert asyncio.run(ask()) == [True, True]


def test_a_use_is_written_once_a_day(store: Store, clock: Clock):
    """What is used again on the day is not written, as the store's other column shows."""
    made = make_key(store.keys, "cms", Scope.READ, NOW)
    keyring = Keyring(store.keys, clock)
    today, tomorrow = date(2026, 11, 23), date(2026, 11, 24)

    async def use(*days: date) -> date | None:
        for day in days:
            key = await keyring.find(made.text.encode())
            assert key is not None
            keyring.note_use(key, day)
            while pending := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(pending)
        (kept,) = store.keys.all()
        return kept.used

    assert asyncio.run(use(today)) == today
    with closing(sqlite3.connect(store.path)) as behind:
        behind.execute("UPDATE keys SET used = NULL")
        behind.commit()
    assert asyncio.run(use(today)) is None
    assert asyncio.run(use(today, tomorrow)) == tomorrow
