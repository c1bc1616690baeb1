"""What a catalogue needs besides answers, in an order, again and again."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from index.errors import EngineError
from recommender.changes.delivering import Delivering
from recommender.changes.following import Following
from recommender.operations.measures import KEEPER_FAILURES, KEEPER_SECONDS
from recommender.operations.recall import sample_recall

if TYPE_CHECKING:
    from index.catalog import Catalog
    from recommender.bootstrap import Services

PERIOD_S = 0.1
LOCK_FILE = "keeper.lock"
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to keep up: `work` does what there is to do and says whether that was anything.

    It may be done again after `every` seconds.
    """

    name: str
    work: Callable[[], bool]
    every: float = 0.0


class Keeper:
    """Does steps in their order. One that fails is tried again later, and stops no other."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._due = dict.fromkeys((step.name for step in steps), 0.0)
        self._failures = dict.fromkeys(self._due, 0)

    def round(self, now: float) -> bool:
        """Do each step whose time has come, in seconds of any clock; say if one did anything."""
        due = [step for step in self._steps if now >= self._due[step.name]]
        did = [self._done(step, now) for step in due]
        return any(did)

    def _done(self, step: Step, now: float) -> bool:
        started = perf_counter()
        try:
            did = step.work()
        except Exception as error:
            self._put_off(step, now, error)
            return False
        if did:
            KEEPER_SECONDS.labels(step.name).observe(perf_counter() - started)
        self._failures[step.name] = 0
        self._due[step.name] = now + step.every
        return did

    def _put_off(self, step: Step, now: float, error: Exception) -> None:
        self._failures[step.name] += 1
        pause = min(_FIRST_PAUSE_S * 2 ** (self._failures[step.name] - 1), _LONGEST_PAUSE_S)
        self._due[step.name] = now + max(pause, step.every)
        KEEPER_FAILURES.labels(step.name).inc()
        # what the engine refuses says all there is to say
        trace = None if isinstance(error, EngineError) else error
        message = "the keeper could not %s, and tries again in %.1f s: %s"
        logger.error(message, step.name, pause, error, exc_info=trace)


def steps_of(services: Services, delivering: Delivering) -> list[Step]:
    """Return what there is to keep up, in its order."""
    catalog = services.catalog
    return [
        Step("follow lists", Following(services)),
        Step("tell webhooks", delivering),
        # looking whether it is outgrown counts all articles
        Step("calibrate", catalog.calibrator.keep_up, every=10),
        Step("sample the recall", lambda: sample_recall(catalog) is not None, every=300),
        Step("compact the index", partial(_compact, catalog), every=1),
    ]


def _compact(catalog: Catalog) -> bool:
    if outgrown := catalog.outgrown():
        catalog.save()
    return outgrown


def keep(services: Services, stop: Event) -> None:
    """Keep up what `services` serve until told to stop, and close them."""
    delivering = Delivering(services.catalog.store)
    keeper = Keeper(steps_of(services, delivering))
    try:
        while not stop.is_set():
            busy = keeper.round(monotonic())
            stop.wait(0 if busy else PERIOD_S)
    finally:
        delivering.close()
        services.close()


@contextmanager
def alone(home: Path, stop: Event) -> Iterator[bool]:
    """Wait until no other process keeps the data folder; False if told to stop before that.

    The lock goes with the process, however it ends.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK_FILE).open("a") as file:
        while not (first := _locked(file.fileno(), fcntl.LOCK_EX)) and not stop.wait(PERIOD_S):
            pass
        yield first


def is_kept(home: Path) -> bool:
    """Say whether a process keeps the data folder now."""
    try:
        with (home / LOCK_FILE).open() as file:
            return not _locked(file.fileno(), fcntl.LOCK_SH)
    except OSError:
        return False


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
