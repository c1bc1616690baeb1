"""What routes ask for."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from recommender.bootstrap import Services


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


async def _turn(request: Request) -> AsyncIterator[None]:
    searching: Semaphore = request.app.state.searching
    async with searching:
        yield


Wired = Annotated[Services, Depends(_services)]

SEARCHES = 4
"""Requests of a process that search at once: each takes memory, and more are no quicker."""

Turn = Annotated[None, Depends(_turn, scope="function")]
"""One of so many; what a request waits for otherwise, such as its body, is to come before it."""
