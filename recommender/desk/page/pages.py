"""Routes: a page, why its stories, and deciding about them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from index.errors import UnknownArticle
from recommender.desk.page import labels
from recommender.desk.page.answering import answered, refused, told
from recommender.desk.page.asked import Asked, number_of
from recommender.desk.page.given import Filled
from recommender.desk.page.outcome import outcome
from recommender.desk.page.sheet import id_of, sheet_of
from recommender.desk.page.why import why
from recommender.desk.view import Editing, Viewing

router = APIRouter()

_A_DAY = timedelta(days=1)


def _asked(
    view: Viewing,
    id: str = "",  # noqa: A002
    url: str = "",
    language: str = "",
    policy: str = "",
    k: str = "",
    against: str = "",
    why_not: str = "",
) -> Asked:
    page = id_of(view.services, id or url)
    return Asked(page, language.strip(), policy, number_of("k", k), against, why_not.strip())


Wished = Annotated[Asked, Depends(_asked)]
"""What is asked to be seen, as an address says it."""


@router.get("/page")
def page(view: Viewing, asked: Wished) -> Response:
    """Show a page with its list, what lost, and the decisions that hold."""
    sheet = sheet_of(view.services, asked, datetime.now(UTC))
    return view.page("page.html", **told(view, sheet, f"/desk/page?{asked.query}"))


@router.get("/page/why")
def reasons(view: Viewing, asked: Wished, article: str) -> Response:
    """Show both texts with what they have in common."""
    found = why(view.services, asked, article, datetime.now(UTC))
    said: dict[str, Any] = {"why": found, "asked": asked, "labels": labels}
    if view.wants_part:
        return view.part("page_why.html", "reasons", **said)
    return view.page("page_why.html", **said)


@router.get("/page/decide")
def form(view: Editing, asked: Wished, article: str, expects: str = "", back: str = "") -> Response:
    """Show all that can be decided about an article under a page."""
    store = view.services.catalog.store
    about, under = store.article(article), store.page(asked.id)
    if about is None or under is None:
        missing = article if about is None else asked.id
        raise UnknownArticle(f"no article with id {missing!r}; it may be withdrawn by now")
    tomorrow = (datetime.now(UTC) + _A_DAY).date().isoformat()
    said: dict[str, Any] = {
        "asked": asked, "about": about, "under": under, "expects": expects, "back": back,
        "tomorrow": tomorrow,
    }  # fmt: skip
    if view.wants_part:
        return view.part("page_decide.html", "form", **said)
    return view.page("page_decide.html", **said)


@router.post("/page/decide")
def decide(view: Editing, asked: Wished, given: Filled) -> Response:
    """Decide, and show the list as it is then."""
    now = datetime.now(UTC)
    found = outcome(view.services, given, asked.id, view.person, now)
    if found.refused and view.wants_part:
        return refused(view, found)
    return answered(view, sheet_of(view.services, asked, now), found)
