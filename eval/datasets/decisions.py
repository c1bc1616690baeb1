"""A folder of articles with what editors decided about the links between them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from eval.datasets.dataset import Source
from eval.datasets.folder import source_in
from eval.errors import InvalidJudgements
from eval.qrels import Qrels
from index.sources.jsonl import open_lines

DECISIONS = "decisions.jsonl"

_PAGE: Final = "page"
_GRADES = {"pin": 2, "approve": 1, "block": 0}


def _iso(written: str) -> str:
    try:
        # a row of digits is rather a time in seconds than ISO 8601 without separators
        if written.isdigit():
            raise ValueError
        datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("not an ISO 8601 time such as '2026-11-05T08:30:00Z'") from None
    return written


class Decision(BaseModel):
    """What an editor decided about `article` on the page `seed`; `undo` takes it back.

    One in a wider scope than the page names no `seed`.
    """

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True, str_strip_whitespace=True)

    seed: Annotated[str, Field(min_length=1)] | None = None
    article: Annotated[str, Field(min_length=1)]
    decision: Literal["pin", "approve", "block", "merge", "split", "undo"]
    at: Annotated[str, AfterValidator(_iso)]
    by: str | None = None
    note: str | None = None
    scope: Literal["page", "language", "section", "site", "story"] = _PAGE

    @model_validator(mode="after")
    def _names_its_page(self) -> Self:
        if self.scope == _PAGE and self.seed is None:
            raise ValueError("seed is missing, which a decision about a page names")
        return self

    @property
    def instant(self) -> datetime:
        """When it was decided; a time without an offset is UTC."""
        at = datetime.fromisoformat(self.at)
        return at if at.tzinfo else at.replace(tzinfo=UTC)


def source(folder: Path) -> Source:
    """Return the dataset that lies in `folder`, named after it."""
    question = "Which articles did editors pin, approve or block on a page?"
    return source_in(folder, DECISIONS, question, lambda path: judgements(read_decisions(path)))


def read_decisions(path: Path) -> list[Decision]:
    """Read one decision a line; empty lines are passed over.

    Raises InvalidJudgements naming line, field and value of the first that is wrong.
    """
    with open_lines(path) as (lines, _):
        return [
            _read(line, f"{path.name}, line {number}")
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ]


def judgements(decisions: Iterable[Decision]) -> Qrels:
    """Grade pairs by the latest decision on each: 2 for pinned, 1 for approved, 0 for blocked.

    Of two at the same time the later in the file counts. A pair is not judged after `undo`, nor by
    a decision about many pages or about stories. Raises InvalidJudgements if no pair is left.
    """
    links = (each for each in decisions if each.scope == _PAGE)
    latest = {(each.seed, each.article): each for each in sorted(links, key=_when)}
    qrels: dict[str, dict[str, int]] = {}
    for (seed, article), each in latest.items():
        if each.decision in _GRADES and seed is not None:
            qrels.setdefault(seed, {})[article] = _GRADES[each.decision]
    if not qrels:
        raise InvalidJudgements(
            "no decision of an editor is left; there are none, or all were taken back"
        )
    return qrels


def _when(decision: Decision) -> datetime:
    return decision.instant


def _read(line: bytes, place: str) -> Decision:
    try:
        return Decision.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
    if problem["type"] == "json_invalid":
        raise InvalidJudgements(f"{place}: not valid JSON: {problem['ctx']['error']}")
    field = ".".join(str(part) for part in problem["loc"]) or "decision"
    shown = repr(problem["input"])[:80]
    raise InvalidJudgements(f"{place}: {field}: {problem['msg'].lower()}; got {shown}")
