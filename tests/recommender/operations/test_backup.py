"""Backups of a catalogue that is in use."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.encoder import Encoder
from index.store.backup import back_up
from recommender.bootstrap import STORE_FILE, Services, bootstrap
from recommender.settings import Settings

PAGES = ("asteria-capsule-lands-en", "asteria-price-debate-es")


@pytest.fixture
def reopen(encoder: Encoder) -> Any:
    """Open a data folder as a start of the program does."""
    opened: list[Services] = []

    def open_again(home: Path) -> Services:
        opened.append(bootstrap(Settings(home=home), encoder))
        return opened[-1]

    yield open_again
    for services in opened:
        services.close()


def lists(services: Services) -> list[list[str]]:
    rankings = (services.recommender.related(page, k=6) for page in PAGES)
    return [[found.id for found in ranking.selected] for ranking in rankings]


def test_a_restored_backup_serves_what_was_backed_up(
    home: Path, tmp_path: Path, reopen: Callable[[Path], Services]
):
    """In an empty folder, where the index has to be built, and in one with a newer index."""
    services = reopen(home)
    before = lists(services)
    back_up(home / STORE_FILE, tmp_path / "backup.sqlite")
    services.catalog.withdraw([id_ for ids in before for id_ in ids])
    services.catalog.index.save()
    services.close()

    fresh = tmp_path / "fresh"
    fresh.mkdir()
    shutil.copy(tmp_path / "backup.sqlite", fresh / STORE_FILE)
    for file in home.glob(f"{STORE_FILE}*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.sqlite", home / STORE_FILE)

    assert lists(reopen(fresh)) == before
    assert lists(reopen(home)) == before


def test_a_backup_is_whole_while_others_write(
    home: Path, tmp_path: Path, reopen: Callable[[Path], Services], make_article: Callable[..., Any]
):
    """Articles written two at a time are in it two at a time, and the writer is not refused."""
    catalog = reopen(home).catalog
    written, enough = [], threading.Event()

    def write() -> None:
        while not enough.is_set():
            number = len(written)
            catalog.put([make_article(f"left{number}"), make_article(f"right{number}")])
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(5):
        back_up(home / STORE_FILE, tmp_path / f"{number}.sqlite")
    enough.set()
    writer.join()

    assert written
    for number in range(5):
        with sqlite3.connect(tmp_path / f"{number}.sqlite") as copy:
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
            (count,) = copy.execute("SELECT count(*) FROM articles").fetchone()
        assert (state, count % 2) == ("ok", 0)


def test_a_backup_goes_over_nothing(home: Path, refused: Callable[..., str], tmp_path: Path):
    """A file that is there already stays as it is."""
    there = tmp_path / "there.sqlite"
    there.write_bytes(b"precious")

    line = refused("--home", home, "backup", there)

    assert str(there) in line
    assert there.read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["", "missing/b.sqlite"])
def test_a_backup_that_cannot_be_made_says_why(
    name: str, home: Path, refused: Callable[..., str], tmp_path: Path
):
    """There is nothing to back up, or no folder to write to; and no half file remains."""
    source = home if name else tmp_path / "nobody"

    line = refused("--home", source, "backup", tmp_path / (name or "b.sqlite"))

    assert "back up" in line
    assert not list(tmp_path.glob("*.partial"))


def test_the_command_says_what_it_wrote(tell: Callable[..., Any], tmp_path: Path):
    """File and size, for other programs."""
    said = tell("backup", tmp_path / "b.sqlite")

    assert said == {
        "file": str(tmp_path / "b.sqlite"),
        "bytes": (tmp_path / "b.sqlite").stat().st_size,
    }
