"""Routes: the log, taking a decision back, and the log as a file."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from index.errors import EngineError, UnknownArticle
from index.store import Decision, Verdict
from index.store.decision import DecidedMeanwhile, Scope, Which
from recommender.api.decision_wire import DecisionOut
from recommender.api.problems import status_of
from recommender.deciding.table import table
from recommender.decisions import decide
from recommender.desk.page import labels
from recommender.desk.trace.entries import part_of
from recommender.desk.trace.files import file
from recommender.desk.trace.wanted import Asking, Wanted
from recommender.desk.view import Editing, View, Viewing
from recommender.errors import InvalidRequest

_MOST = 25
_LARGEST = 2**63 - 1
_FIRST = 1
"""No decision has a number below the first."""

router = APIRouter()


@router.get("/trace")
def trace(
    view: Viewing,
    wanted: Asking,
    below: Annotated[int | None, Query(ge=1, le=_LARGEST)] = None,
) -> Response:
    """Show what was decided, latest first."""
    try:
        return _shown(view, wanted, wanted.which(view.services), below)
    except (InvalidRequest, UnknownArticle) as error:
        return _shown(view, wanted, Which(), _FIRST, error)


@router.post("/trace/undo")
def undo(
    view: Editing,
    wanted: Asking,
    number: Annotated[int, Form(ge=1, le=_LARGEST)],
    expects: Annotated[int, Form(ge=0, le=_LARGEST)],
) -> Response:
    """Take a decision back, unless others have decided since its editor read the log."""
    now, by = datetime.now(UTC), view.person.name
    made = Decision(None, "", Verdict.UNDO, now, by=by, undoes=number)
    try:
        decided = decide(view.services, made, expects)
    except (DecidedMeanwhile, InvalidRequest, UnknownArticle) as error:
        return _shown(view, wanted, wanted.which(view.services), None, error)
    done = view.words("Decision %(number)s is taken back.", number=number)
    return view.go(f"/desk/trace?{wanted.query}", " ".join((done, *decided.warnings)))


@router.get("/trace/log.csv")
def log_table(view: Viewing, wanted: Asking) -> Response:
    """Return what is wanted as a table for spreadsheets, in the order decided."""
    return file("decisions.csv", table(_in_order(view, wanted)))


@router.get("/trace/log.jsonl")
def log_lines(view: Viewing, wanted: Asking) -> Response:
    """Return what is wanted as JSON Lines, in the order decided."""
    found = _in_order(view, wanted)
    return file(
        "decisions.jsonl", (f"{DecisionOut.of(each).model_dump_json()}\n" for each in found)
    )


def _in_order(view: View, wanted: Wanted) -> list[Decision]:
    return view.services.catalog.store.decisions.log(wanted.which(view.services))[::-1]


def _shown(
    view: View, wanted: Wanted, which: Which, below: int | None, error: EngineError | None = None
) -> Response:
    part = part_of(view.services.catalog.store, which, below, _MOST, datetime.now(UTC))
    came = isinstance(error, DecidedMeanwhile)
    return view.page(
        "trace.html", _status(error), wanted=wanted, part=part, below=below, came=came,
        wrong=str(error or ""), labels=labels, verdicts=list(Verdict), scopes=list(Scope),
    )  # fmt: skip


def _status(error: EngineError | None) -> HTTPStatus:
    if error is None:
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if isinstance(error, DecidedMeanwhile) else status_of(error)
