"""Putting the desk beside the interface for programs."""

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from recommender.bootstrap import Services
from recommender.desk import finding, keys, page, review, signing_in, teach, trace
from recommender.desk.desk import Desk
from recommender.desk.failures import add_pages
from recommender.desk.files import FOLDER
from recommender.desk.headers import Careful
from recommender.desk.tokens import require_token
from recommender.desk.vouching import Vouchers, Vouching

ROUTERS = (
    signing_in.router, finding.router, keys.router, page.router, review.router, trace.router,
    teach.router,
)  # fmt: skip
_LARGEST_FORM = 1024 * 1024


def add_desk(app: FastAPI, services: Services) -> None:
    """Serve the desk at /desk, inside of the layer that reads addresses from a proxy's headers.

    Raises InvalidSettings if anybody could say that they are somebody.
    """
    desk = FastAPI(
        openapi_url=None, dependencies=[Depends(require_token)], max_body_size=_LARGEST_FORM
    )
    desk.state.services = services
    desk.state.desk = Desk.over(services)
    add_pages(desk)
    desk.mount("/static", StaticFiles(directory=FOLDER), name="static")
    for router in ROUTERS:
        desk.include_router(router)
    app.mount("/desk", Careful(desk))
    if vouchers := Vouchers.of(services.settings):
        app.add_middleware(Vouching, vouchers=vouchers)
