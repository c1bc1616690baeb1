"""The process that does what is not an answer."""

import logging
import os
import sys
from multiprocessing.connection import Connection
from threading import Event

from index.errors import EngineError
from recommender.serving.messages import Plan, Ready
from recommender.serving.parent import settle_in

_LESS_URGENT = 5

logger = logging.getLogger(__name__)


def run(connection: Connection, plan: Plan) -> None:
    """Keep the data folder in order until told to end; wait while another keeper does."""
    parent, settings = settle_in(connection, plan)
    # answers come first
    os.nice(_LESS_URGENT)
    stop = Event()
    parent.obey = lambda _: stop.set()
    parent.tell(Ready())
    from recommender.bootstrap import bootstrap
    from recommender.keeping import alone, keep
    from recommender.operations.measures import STARTS

    STARTS.labels("keeper").inc()
    try:
        with alone(settings.home, stop) as first:
            if first:
                logger.info("keeping %s", settings.home)
                keep(bootstrap(settings), stop)
    except EngineError as error:
        logger.error("the keeper cannot work: %s", error)
        sys.exit(1)
