"""What templates of a page are told, and the answers to a decision."""

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from recommender.desk.page import labels
from recommender.desk.page.bars import bars
from recommender.desk.page.outcome import Outcome
from recommender.desk.page.sheet import Sheet
from recommender.desk.view import View

_HERE = "/desk/"


def told(view: View, sheet: Sheet, back: str, outcome: Outcome | None = None) -> dict[str, Any]:
    """Return what a template needs to show a sheet; forms lead `back` to where they stand."""
    services = view.services
    return {
        "sheet": sheet,
        "asked": sheet.asked,
        "outcome": outcome,
        "back": back,
        "labels": labels,
        "bars": bars,
        "tongues": sorted(services.catalog.store.count_by("language")),
        "policies": services.policies.names,
    }


def back_to(given: str, sheet: Sheet) -> str:
    """Return the address of the desk where a form stands; that of the page for any other."""
    if given.startswith(_HERE) and "\\" not in given:
        return given
    return f"/desk/page?{sheet.asked.query}"


def refused(view: View, outcome: Outcome) -> Response:
    """Tell htmx that nothing was decided; the list is what it was, and so is what was typed."""
    response = view.part(
        "page_answer.html", "refusal", outcome.status, outcome=outcome, labels=labels
    )
    if outcome.given.dialog:
        # what stands behind a dialog is out of reach
        response.headers["hx-retarget"] = "#deciding-news"
    return response


def answered(view: View, sheet: Sheet, outcome: Outcome) -> Response:
    """Answer a decision: to htmx with what has changed, to others with a page."""
    back = back_to(outcome.given.back, sheet)
    said = told(view, sheet, back, outcome)
    if view.wants_part:
        return view.part("page_answer.html", "answer", outcome.status, **said)
    if outcome.done is None:
        return view.page("page.html", outcome.status, **said)
    done = view.words(labels.DECISIONS[outcome.done.verdict])
    return view.go(quote(back, safe="/?&=%+,"), ". ".join((done, *outcome.warnings)))
