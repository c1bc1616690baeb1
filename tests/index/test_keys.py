"""Keys in the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from pathlib import Path

import pytest

from index.errors import StoreUnavailable
from index.store import Store
from index.store.keys import Key, Scope

NOW = datetime(2026, 11, 23, 8, 30, 0, 123456, tzinfo=UTC)
CMS = Key("0123abcd", bytes(range(32)), "Café CMS", Scope.WRITE, NOW)
MIA = Key(
    "ffff0000", bytes(32), "mia", Scope.EDIT, NOW + timedelta(1), 2.5, NOW + timedelta(3),
    NOW + timedelta(2), date(2026, 11, 24),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store."""
    store = Store(path)
    yield store
    store.close()


def test_keys_come_back_as_they_were_kept(store: Store, path: Path):
    """In the order made, also to another process."""
    store.keys.add(MIA)
    store.keys.add(CMS)

    assert store.keys.all() == [CMS, MIA]
    assert Store(path).keys.all() == [CMS, MIA]


def test_times_are_kept_in_utc(store: Store):
    """Wherever the clock stands that made the key."""
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))

    store.keys.add(replace(CMS, created=elsewhere))

    assert store.keys.all() == [CMS]


def test_a_key_that_was_revoked_stays_so_since_then(store: Store):
    """A second time changes nothing, and other keys are left alone."""
    store.keys.add(CMS)
    store.keys.add(replace(MIA, revoked=None))

    store.keys.revoke(CMS.id, NOW)
    store.keys.revoke(CMS.id, NOW + timedelta(1))

    assert [key.revoked for key in store.keys.all()] == [NOW, None]


def test_the_last_day_of_use_never_goes_back(store: Store):
    """A process whose clock is late cannot take it back."""
    store.keys.add(CMS)
    for day in (23, 25, 24):
        store.keys.note_use(CMS.id, date(2026, 11, day))

    assert store.keys.all() == [replace(CMS, used=date(2026, 11, 25))]


def test_the_version_tells_of_what_happened_to_keys(store: Store):
    """Of a key that was made or revoked, once; of its use it does not."""
    versions = [store.keys.version()]
    for happens in (
        lambda: store.keys.add(CMS),
        lambda: store.keys.note_use(CMS.id, date(2026, 11, 23)),
        lambda: store.keys.revoke(CMS.id, NOW),
        lambda: store.keys.revoke(CMS.id, NOW),
    ):
        happens()
        versions.append(store.keys.version())

    start = versions[0]
    assert versions == [start, start + 1, start + 1, start + 2, start + 2]


@pytest.mark.parametrize(
    "change", ["UPDATE keys SET scope = 'read'", "UPDATE keys SET rate = 1", "DELETE FROM keys"]
)
def test_the_version_tells_of_a_change_by_hand(store: Store, path: Path, change: str):
    """An operator who works on the store itself is heard, too."""
    store.keys.add(CMS)
    before = store.keys.version()

    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()

    assert store.keys.version() > before


def test_two_keys_never_share_an_id(store: Store):
    """The second is refused, and the first stays."""
    store.keys.add(CMS)

    with pytest.raises(StoreUnavailable):
        store.keys.add(replace(MIA, id=CMS.id))

    assert store.keys.all() == [CMS]


def test_a_store_without_keys_gets_them(path: Path):
    """Opening a store of the version before adds the table."""
    scripts = sorted((resources.files("index.store") / "migrations").glob("0*.sql"))
    with closing(sqlite3.connect(path)) as before:
        for script in scripts[:6]:
            before.executescript(script.read_text("utf-8"))
        before.execute("PRAGMA user_version = 6")

    store = Store(path)

    store.keys.add(CMS)
    assert store.keys.all() == [CMS]
    store.close()
