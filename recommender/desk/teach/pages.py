"""Routes: agreement between engine and editors, and what to learn from as files."""

import json

from fastapi import APIRouter
from starlette.responses import Response

from recommender.deciding.agreement import agreement
from recommender.deciding.judgements import judged, pairs_of_texts, qrels_of
from recommender.desk.teach.plot import HEIGHT, WIDTH, plotted
from recommender.desk.teach.sheet import Pair, sheet_of
from recommender.desk.trace.files import file
from recommender.desk.view import Viewing

router = APIRouter()

_BETWEEN = ">"


@router.get("/agreement")
def show(view: Viewing, pair: str = "") -> Response:
    """Show how often the engine had found by itself what editors judged."""
    sheet = sheet_of(agreement(view.services.catalog.store), _pair(pair))
    plot = plotted({week: row.share for week, row in sheet.weeks.items()}) if sheet.weeks else None
    return view.page("agreement.html", sheet=sheet, plot=plot, width=WIDTH, height=HEIGHT)


@router.get("/agreement/qrels.txt")
def qrels(view: Viewing) -> Response:
    """Return what holds under pages as TREC judgements."""
    found = judged(view.services.catalog.store.decisions.all())
    return file("qrels.txt", (f"{line}\n" for line in qrels_of(found)))


@router.get("/agreement/pairs.jsonl")
def pairs(view: Viewing) -> Response:
    """Return judged pairs of texts to train with, as JSON Lines."""
    store = view.services.catalog.store
    found = pairs_of_texts(store, judged(store.decisions.all()))
    return file("pairs.jsonl", (f"{json.dumps(each, ensure_ascii=False)}\n" for each in found))


def _pair(written: str) -> Pair | None:
    page, between, article = written.partition(_BETWEEN)
    return (page, article) if between else None
