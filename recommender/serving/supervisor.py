"""The process that starts all others, replaces those that end, and passes signals on."""

import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import wait
from time import monotonic

from index.errors import EngineError
from index.store_file import file_at
from recommender.operations.counts import forget
from recommender.serving.child import Child
from recommender.serving.crew import Crew
from recommender.serving.leaving import Leaving
from recommender.serving.messages import Order, Plan, Ready
from recommender.serving.signals import Inbox, signals
from recommender.settings import STORE_FILE, Settings, load_settings

_TICK_S = 0.2
"""How long to wait for news at most; pauses and patience are as coarse as this."""
_GRACE_S = 3.0
"""What a process gets beyond the time that it was promised, before it is killed."""

logger = logging.getLogger(__name__)


class NotServing(EngineError):
    """The service could not be started."""


class Supervisor:
    """Runs workers and a keeper over `listener` until told to stop.

    SIGTERM and SIGINT end the service after what is in progress; another SIGINT ends it at once.
    SIGHUP lets processes with new settings take over from those that there are, and so does another
    store in the place of the one that they use.
    """

    def __init__(self, plan: Plan, listener: socket.socket, settings: Settings) -> None:
        self._plan, self._listener, self._settings = plan, listener, settings
        self._crew: Crew | None = None
        self._successor: tuple[Crew, Settings] | None = None
        self._leaving = Leaving(partial(forget, plan.counts))
        self._store = settings.home / STORE_FILE
        self._store_file = file_at(self._store)

    def run(self, opened: Callable[[Ready], None]) -> None:
        """Serve; `opened` is called once all workers answer.

        Raises NotServing with the reason if one cannot start.
        """
        with signals() as inbox:
            try:
                self._crew = Crew(self._plan, self._listener, self._settings.workers)
                announced = False
                while self._crew or self._leaving.children:
                    self._pass_a_moment(inbox)
                    announced = announced or self._announced(opened)
            finally:
                for child in self._children():
                    child.bury()

    def _pass_a_moment(self, inbox: Inbox) -> None:
        """Wait until something happens, and see to the processes."""
        waitables = [each for child in self._children() for each in child.waitables()]
        wait([inbox.fileno(), *waitables], _TICK_S)
        now = monotonic()
        if self._crew:
            self._crew.look_after(now)
        if self._successor:
            self._see_to_the_successor(now, *self._successor)
        self._leaving.look_after(now)
        if self._crew and self._is_store_replaced():
            logger.warning("another store stands at %s", self._store)
            self._reload()
        for number in inbox.read():
            self._heed(number)

    def _announced(self, opened: Callable[[Ready], None]) -> bool:
        if self._crew and self._crew.refusal:
            raise NotServing(self._crew.refusal)
        ready = self._crew.ready if self._crew else None
        if ready:
            opened(ready)
        return ready is not None

    def _heed(self, number: int) -> None:
        if number == signal.SIGHUP and self._crew:
            self._reload()
        elif number in (signal.SIGTERM, signal.SIGINT) and self._crew:
            logger.info("stopping after what is in progress")
            self._give_up_successor()
            self._dismiss(self._crew, Order.STOP)
            self._crew = None
        elif number == signal.SIGINT:
            self._leaving.hurry()

    def _is_store_replaced(self) -> bool:
        before, now = self._store_file, file_at(self._store)
        self._store_file = now or before
        return None not in (before, now) and before != now

    def _reload(self) -> None:
        self._give_up_successor()
        try:
            settings = load_settings(**self._plan.given)
        except EngineError as error:
            logger.error("nothing was reloaded: %s", error)
            return
        logger.info("reloading")
        self._successor = Crew(self._plan, self._listener, settings.workers), settings

    def _see_to_the_successor(self, now: float, crew: Crew, settings: Settings) -> None:
        crew.look_after(now)
        if crew.refusal:
            logger.error("nothing was reloaded: %s", crew.refusal)
            self._give_up_successor()
        elif crew.ready and self._crew:
            self._dismiss(self._crew, Order.RETIRE)
            self._crew, self._settings, self._successor = crew, settings, None
            logger.info("reloaded")

    def _give_up_successor(self) -> None:
        if self._successor:
            self._dismiss(self._successor[0], Order.RETIRE)
            self._successor = None

    def _dismiss(self, crew: Crew, order: Order) -> None:
        patience = self._settings.drain_s + self._settings.shutdown_s + _GRACE_S
        self._leaving.add(crew.dismiss(order), patience)

    def _children(self) -> list[Child]:
        crews = [self._crew, self._successor[0] if self._successor else None]
        staying = [child for crew in crews if crew for child in crew.children]
        return [*staying, *self._leaving.children]
