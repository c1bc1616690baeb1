"""Every question that the client puts, and what its answer is read as."""

from collections.abc import Sequence
from typing import Any, TypedDict
from urllib.parse import quote

from index.article import RawArticle
from recommender.api.decision_wire import DecidedOut, DecisionIn, DecisionsOut, UndoIn
from recommender.api.explanation_wire import ExplainedOut
from recommender.api.wire import ArticleOut, PutOut, RelatedIn, RelatedOut, ReportOut
from recommender.changes.wire import ChangesOut
from recommender.client.call import Call, as_model, as_nothing

# a batch may take ten times as long as other requests, by the service's own settings
_BATCH_LONGER_S = 300.0


class Wishes(TypedDict, total=False):
    """How a list is to be; what is left out is as the service has it.

    `k` is 1 to 100. `languages` are the reader's, best first; `only` leaves out all others.
    `exclude` are ids of articles that are on the page already. `policy` names what chooses.
    """

    k: int
    languages: Sequence[str]
    only: Sequence[str]
    exclude: Sequence[str]
    policy: str


def related(id_: str | Sequence[str] | None, url: str | None, wishes: Wishes) -> Call[RelatedOut]:
    """Ask for stories related to a page, or to several."""
    asked = _page(id_, url, wishes)
    return Call("GET", "/v1/related", as_model(RelatedOut), asked, kept=True)


def explain(
    id_: str | Sequence[str] | None, url: str | None, why_not: Sequence[str], wishes: Wishes
) -> Call[ExplainedOut]:
    """Ask for the same with reasons."""
    asked = {**_page(id_, url, wishes), "explain": "true", "why_not": list(why_not)}
    return Call("GET", "/v1/related", as_model(ExplainedOut), asked)


def related_to_text(text: RelatedIn) -> Call[RelatedOut]:
    """Ask for stories related to a text; with reasons if it says so."""
    read = as_model(ExplainedOut if text.explain or text.why_not else RelatedOut)
    return Call("POST", "/v1/related", read, body=_json(text))


def put_article(id_: str, article: RawArticle) -> Call[PutOut]:
    """Add or replace an article."""
    return Call("PUT", _path_of(id_), as_model(PutOut), body=_json(article))


def get_article(id_: str) -> Call[ArticleOut]:
    """Ask for an article as it is kept."""
    return Call("GET", _path_of(id_), as_model(ArticleOut))


def delete_article(id_: str) -> Call[None]:
    """Remove an article."""
    return Call("DELETE", _path_of(id_), as_nothing)


def add_articles(lines: bytes) -> Call[ReportOut]:
    """Add or replace articles, one a line."""
    read = as_model(ReportOut)
    media_type, longer_s = "application/x-ndjson", _BATCH_LONGER_S
    return Call("POST", "/v1/articles", read, {}, lines, media_type, longer_s)


def decide(decision: DecisionIn) -> Call[DecidedOut]:
    """Decide about an article."""
    return Call("POST", "/v1/decisions", as_model(DecidedOut), body=_json(decision))


def undo(which: UndoIn) -> Call[DecidedOut]:
    """Take a decision back."""
    return Call("POST", "/v1/decisions/undo", as_model(DecidedOut), body=_json(which))


def decisions(id_: str) -> Call[DecisionsOut]:
    """Ask what was decided about a page and holds."""
    return Call("GET", "/v1/decisions", as_model(DecisionsOut), {"id": id_})


def changes(after: str | None, wait_s: float) -> Call[ChangesOut]:
    """Ask which pages' lists changed after a cursor; waits for some if there are none yet."""
    asked: dict[str, str | float] = {"wait": wait_s}
    if after is not None:
        asked["after"] = after
    return Call("GET", "/v1/changes", as_model(ChangesOut), asked, longer_s=wait_s)


def _page(
    id_: str | Sequence[str] | None, url: str | None, wishes: Wishes
) -> dict[str, str | int | Sequence[str]]:
    asked: dict[str, Any] = {"id": id_, "url": url, **wishes}
    for name in ("languages", "only"):
        if name in asked:
            asked[name] = ",".join(asked[name])
    return {name: value for name, value in asked.items() if value is not None}


def _path_of(id_: str) -> str:
    # an id of one or two dots would be taken for a folder
    return f"/v1/articles/{quote(id_, safe='').replace('.', '%2E')}"


def _json(model: RawArticle | DecisionIn | UndoIn) -> bytes:
    return model.model_dump_json(exclude_unset=True).encode()
