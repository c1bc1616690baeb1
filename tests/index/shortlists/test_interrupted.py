"""Rounds that do not come to their end, and several processes at once."""

import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.catalog import Catalog
from index.shortlists import Relater
from index.shortlists.neighbourhood import Neighbourhood, look_around

OpenCatalog = Callable[..., Catalog]
Read = Callable[[Catalog], Any]
Same = Callable[[Any, Any], None]

STORIES = 90
_RELATING = """
import sys
from pathlib import Path
from index.catalog import Catalog
from index.encoder import load
from index.shortlists.neighbourhood import Neighbourhood
from index.store import Store

class Telling(Catalog):
    def _look(self, story: int) -> Neighbourhood | None:
        print(story, flush=True)
        return super()._look(story)

home = Path(sys.argv[1])
catalog = Telling(Store(home / "catalogue.sqlite"), home, load())
print("ready", flush=True)
sys.stdin.readline()
for _ in catalog.relate_all():
    pass
"""
"""Relates everything once it is told to; says which stories it looks around."""


@pytest.fixture
def catalog(open_catalog: OpenCatalog, write: Callable[..., Article]) -> Catalog:
    """More stories than one round relates, none of which has a list."""
    catalog = open_catalog()
    catalog.put([write(f"a{number}") for number in range(STORIES)])
    return catalog


def start(home: Path) -> subprocess.Popen[str]:
    """Start a process that waits to relate all of a catalogue."""
    process = subprocess.Popen(
        [sys.executable, "-c", _RELATING, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


class Breaking:
    """Looks around stories until it breaks."""

    def __init__(self, catalog: Catalog, looks: int) -> None:
        self._catalog, self._left = catalog, looks

    def __call__(self, story: int) -> Neighbourhood | None:
        self._left -= 1
        if self._left < 0:
            raise OSError("the disk is gone")
        catalog = self._catalog
        calibration = catalog.calibrator.current()
        return look_around(catalog.store, catalog.index, catalog.facts, calibration, story)


def test_a_round_that_breaks_loses_nothing(
    catalog: Catalog, tmp_path: Path, relate: Callable[[Catalog], None], lists_of: Read,
    made_anew: Read, same: Same,
):  # fmt: skip
    """It is done again as a whole; what earlier rounds have done is kept."""
    lock = tmp_path / "relating.lock"
    breaking = Relater(catalog.store, Breaking(catalog, 50), catalog.calibrator.number, lock)

    with pytest.raises(OSError, match="the disk is gone"):
        deque(iter(breaking.relate, None), maxlen=0)

    half_way = catalog.store.position()
    assert 0 < half_way.related < half_way.change
    relate(catalog)
    same(lists_of(catalog), made_anew(catalog))


def test_a_process_that_is_killed_loses_nothing(
    catalog: Catalog, tmp_path: Path, relate: Callable[[Catalog], None], lists_of: Read,
    made_anew: Read, same: Same,
):  # fmt: skip
    """Nor does its lock stay behind."""
    process = start(tmp_path)
    go(process)
    assert process.stdout is not None
    for _ in range(50):
        process.stdout.readline()
    process.kill()
    process.wait()

    half_way = catalog.store.position()
    assert 0 < half_way.related < half_way.change
    relate(catalog)
    same(lists_of(catalog), made_anew(catalog))


def test_two_processes_share_the_work(
    catalog: Catalog, tmp_path: Path, lists_of: Read, made_anew: Read, same: Same
):
    """Each story is looked around once, by either."""
    processes = [start(tmp_path), start(tmp_path)]
    for process in processes:
        go(process)

    looked = [line for process in processes for line in process.communicate()[0].splitlines()]

    assert [process.returncode for process in processes] == [0, 0]
    assert len(looked) == len(set(looked)) == STORIES
    same(lists_of(catalog), made_anew(catalog))
