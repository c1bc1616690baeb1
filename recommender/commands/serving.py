"""Serving an application on an address, and saying where."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from recommender.commands.context import print_json

if TYPE_CHECKING:
    from recommender.serving.messages import Ready

_ALLOCATION = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(2 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(8 << 20),
}


def serve(application: str, given: Mapping[str, Any], as_json: bool) -> None:
    """Serve until told to stop.

    `application` is the 'module:function' that makes an application from wired services; `given`
    are settings from the command line. Says where as soon as it answers.
    Raises InvalidSettings if the address cannot be had, NotServing if a process cannot start.
    """
    from recommender.access.wiring import require_guarded
    from recommender.operations.counts import counting_folder
    from recommender.operations.logs import log_to_stderr
    from recommender.serving.listening import address_of, listen
    from recommender.serving.messages import Plan
    from recommender.serving.supervisor import Supervisor
    from recommender.settings import load_settings

    settings = load_settings(**given)
    require_guarded(settings)
    # processes are how the service uses more than one core
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # what threads freed goes back to the system, or to another thread; glibc reads it at a start
    for name, value in _ALLOCATION.items():
        os.environ.setdefault(name, value)
    listener = listen(settings.host, settings.port)
    url = address_of(listener, settings.host)

    def say_where(found: Ready) -> None:
        if as_json:
            print_json({"url": url, "articles": found.articles, "model_id": found.model_id})
        else:
            said = f"{found.articles} articles at {url} (routes at {url}docs, Ctrl-C to stop)"
            click.echo(said, err=True)

    log_to_stderr(settings.log_level, settings.log_format)
    with counting_folder() as counts:
        Supervisor(Plan(application, given, counts), listener, settings).run(say_where)
