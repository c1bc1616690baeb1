"""The supervisor, as its processes see it."""

import os
import shutil
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from recommender.operations.counts import VARIABLE
from recommender.operations.logs import log_to_stderr
from recommender.serving.messages import Order, Plan, Ready, Refused
from recommender.settings import Settings, load_settings

Obey = Callable[[Order], None]


class Parent:
    """Listens for orders; without a supervisor the process ends at once, whatever it does.

    Until there is an `obey`, any order ends the process, too.
    """

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self._connection, self._plan = connection, plan
        self.obey: Obey = lambda _: os._exit(0)
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def tell(self, said: Ready | Refused) -> None:
        """Tell the supervisor; if it is gone, so is this process."""
        self._connection.send(said)

    def _listen(self) -> None:
        while True:
            try:
                order = self._connection.recv()
            except (EOFError, OSError):
                # an orphan would hold the address, and keep the next service from it
                shutil.rmtree(self._plan.counts, ignore_errors=True)
                os._exit(1)
            self.obey(order)


def settle_in(connection: Connection, plan: Plan) -> tuple[Parent, Settings]:
    """Make a fresh process one of the service's: with its settings, log and counts.

    Raises InvalidSettings.
    """
    # Ctrl-C is for the supervisor, which tells the others
    os.setpgid(0, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # read by prometheus_client as it is imported, which is later
    os.environ[VARIABLE] = plan.counts
    parent = Parent(connection, plan)
    settings = load_settings(**plan.given)
    log_to_stderr(settings.log_level, settings.log_format)
    return parent, settings
