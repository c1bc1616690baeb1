"""What routes ask for."""

from typing import Annotated

from fastapi import Depends, Request

from recommender.bootstrap import Services


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Wired = Annotated[Services, Depends(_services)]
