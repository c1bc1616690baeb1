"""The pages that find pages."""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from index.store import Store
from index.store.titles import Among
from recommender.desk.finding.problems import PROBLEMS, latest_problems
from recommender.desk.finding.searching import (
    LAST_PAGE,
    Found,
    at_address,
    is_address,
    latest,
    search,
)
from recommender.desk.view import Viewing

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, among which articles, and which page of them, from 1."""

    query: str
    among: Among
    number: int

    @property
    def is_address(self) -> bool:
        """Whether it is the address of a page."""
        return is_address(self.query)

    def link(self, number: int) -> str:
        """Return the address of another page of the same."""
        given = {"q": self.query, "language": self.among.language, "section": self.among.section}
        wanted = {name: value for name, value in given.items() if value}
        return f"/desk/?{urlencode({**wanted, 'page': number})}"


@router.get("/")
def find(
    view: Viewing,
    q: Annotated[str, Query(max_length=2048)] = "",
    language: str = "",
    section: str = "",
    number: Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """Show what was searched for, or else the latest; an address leads to its page at once."""
    services, store = view.services, view.services.catalog.store
    asked = Asked(q.strip(), Among(language or None, section or None), number)
    if asked.is_address and (id_ := at_address(services.recommender, asked.query)):
        return view.go(f"/desk/page?id={quote(id_, safe='')}")
    return view.page(
        "find.html",
        asked=asked,
        found=_found(store, asked),
        tags=list(store.count_by("language")),
        sections=sorted(filter(None, store.count_by("section"))),
    )


@router.get("/problems")
def problems(
    view: Viewing,
    kind: Literal["", "unfilled", "low", "one_language", "stale", "same_event"] = "",
    days: Annotated[int, Query(ge=1, le=3650)] = 30,
) -> Response:
    """Show which of the newest pages have lists that an editor should look at."""
    pages = latest_problems(view.services, days)
    counts = {name: sum(name in page.problems for page in pages.troubled) for name in PROBLEMS}
    shown = [page for page in pages.troubled if not kind or kind in page.problems]
    return view.page("problems.html", pages=pages, shown=shown, counts=counts, kind=kind, days=days)


def _found(store: Store, asked: Asked) -> Found:
    if asked.is_address:
        return Found([])
    if asked.query:
        return search(store, asked.query, asked.number, asked.among)
    return latest(store, asked.number, asked.among)
