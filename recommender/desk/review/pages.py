"""Routes: the queue, at one page."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from recommender.desk.finding.problems import PROBLEMS
from recommender.desk.page.answering import told
from recommender.desk.page.asked import Asked
from recommender.desk.page.sheet import sheet_of
from recommender.desk.review.queue import ANY, Filters, queue_of
from recommender.desk.view import Viewing

router = APIRouter()


@router.get("/review")
def review(
    view: Viewing,
    language: str = "",
    section: str = "",
    problem: str = "",
    id: str = "",  # noqa: A002
) -> Response:
    """Show one page of the queue; go to the first that nobody has judged, if none is named."""
    store = view.services.catalog.store
    filters = Filters(language, section, problem)
    queue = queue_of(view.services, filters)
    # a page that was withdrawn meanwhile is passed over
    id_ = id if id and store.page(id) else queue.waiting()
    said: dict[str, Any] = {
        "filters": filters,
        "problems": (ANY, *PROBLEMS),
        "queue": queue,
        "sections": sorted(filter(None, store.count_by("section"))),
        "tongues": sorted(store.count_by("language")),
    }
    if id_ is not None and id_ != id:
        return view.go(filters.address(id_))
    if id_ is None:
        return view.page("review.html", sheet=None, **said)
    sheet = sheet_of(view.services, Asked(id_), datetime.now(UTC))
    return view.page("review.html", **{**told(view, sheet, filters.address(id_)), **said})
