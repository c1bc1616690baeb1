"""What an index does about snapshots that are damaged, foreign or replaced."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.following import FollowingIndex
from index.store import Position, Store
from tests.index.vectors.drawn import (
    DIMENSION,
    MODEL,
    entry_for,
    found_by,
    opened,
    signature_for,
)


def spoil(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(-3, 2)
        last = stream.read(1)
        stream.seek(-3, 2)
        stream.write(bytes([last[0] ^ 0xFF]))


def cut_short(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(50)


@pytest.mark.parametrize("kind", ["faiss", "rows.npy", "languages.npy", "signatures.npy", "json"])
@pytest.mark.parametrize("damage", [spoil, cut_short, Path.unlink])
def test_a_damaged_snapshot_is_made_anew(
    catalogue: tuple[Store, FollowingIndex],
    home: Path,
    damage,
    kind: str,
    caplog: pytest.LogCaptureFixture,
):
    """By a warning, answers from the store's vectors, and a snapshot at the next occasion."""
    store, index = catalogue
    expected = found_by(index, store, 30)
    (file,) = (home / "index").glob(f"*.{kind}")
    damage(file)

    again = opened(home)[1]

    assert found_by(again, store, 30) == expected
    assert "building the index anew from the store" in caplog.text
    assert again.outgrown()
    again.save()
    caplog.clear()
    assert found_by(opened(home)[1], store, 30) == expected
    assert not caplog.records


@pytest.mark.parametrize("kind", ["faiss", "signatures.npy"])
def test_a_file_that_is_cut_short_while_in_use_does_no_harm(
    catalogue: tuple[Store, FollowingIndex],
    home: Path,
    kind: str,
    caplog: pytest.LogCaptureFixture,
):
    """It is noticed before the memory that it was mapped into is read again."""
    store, index = catalogue
    expected = found_by(index, store, 30)
    (file,) = (home / "index").glob(f"*.{kind}")
    cut_short(file)

    assert found_by(index, store, 30) == expected
    assert index.packed(np.array([5])).tobytes() == signature_for(4)
    assert "damaged" in caplog.text


def test_a_store_from_a_backup_does_not_take_the_index_of_its_future(
    catalogue: tuple[Store, FollowingIndex], home: Path
):
    """Neither in a new process nor in one that goes on."""
    store, index = catalogue
    with tempfile.TemporaryDirectory() as folder:
        backup = Path(folder) / "catalogue.sqlite"
        store._connections._mine().execute(f"VACUUM INTO '{backup}'")
        store.write([entry_for(number, version=1) for number in range(20, 50)], MODEL)
        index.save()
        back = Store(backup)
        back.write([entry_for(number, version=2) for number in range(40)], MODEL)
        expected = found_by(FollowingIndex(back, Path(folder), MODEL, DIMENSION), back, 40)

        assert (
            found_by(FollowingIndex(back, home / "index", MODEL, DIMENSION), back, 40) == expected
        )
        back.close()


@pytest.mark.usefixtures("catalogue")
def test_a_snapshot_that_was_copied_is_as_good(home: Path, caplog: pytest.LogCaptureFixture):
    """Its files have new times, but hold what they did."""
    for path in (home / "index").iterdir():
        path.touch()

    assert opened(home)[1].warm() == 30
    assert not caplog.records


class OvertakenStore(Store):
    """A store in which something is done each time that it has said how far it has come."""

    then: Callable[[], object] = bool

    def position(self) -> Position:
        found = super().position()
        self.then()
        return found


def test_a_snapshot_that_is_replaced_while_it_is_opened_is_not_missed(
    catalogue: tuple[Store, FollowingIndex], home: Path, caplog: pytest.LogCaptureFixture
):
    """The new one is opened instead, and nothing is built anew."""
    store, index = catalogue
    overtaken, changes = OvertakenStore(store.path), iter(["a3", "a4", "a5"])

    def save() -> None:
        store.withdraw([next(changes, "none is left")])
        index.save()

    overtaken.then = save

    assert FollowingIndex(overtaken, home / "index", MODEL, DIMENSION).warm() <= 28
    assert not caplog.records
    overtaken.close()


def test_one_snapshot_is_left(catalogue: tuple[Store, FollowingIndex], home: Path):
    """Files of earlier ones, and of one that was not finished, go when another is saved."""
    store, index = catalogue
    (home / "index" / "0123.faiss").write_bytes(b"half")
    store.withdraw(["a3"])
    index.save()

    names = {path.name.split(".")[0] for path in (home / "index").iterdir()}

    assert names == {store.position().snapshot, "lock"}
