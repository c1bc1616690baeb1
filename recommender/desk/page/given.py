"""What an editor has filled in, and the decision that it is."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Form
from pydantic import BaseModel, ConfigDict

from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.deciding.moments import moment_of
from recommender.deciding.stories import ABOUT_STORIES
from recommender.desk.page.asked import number_of
from recommender.errors import InvalidRequest

Kind = TypeVar("Kind", bound=StrEnum)


class Given(BaseModel):
    """The fields of a form about an article, as they were typed; "" is nothing.

    `expects` is the number of the last decision that the editor has seen. `undoes` is that of the
    one to take back, `other` an article that tells the same, and `back` where the form stands;
    `dialog` is not empty for one in a dialog.
    """

    model_config = ConfigDict(frozen=True)

    article: str = ""
    decision: str = ""
    position: str = ""
    scope: str = Scope.PAGE.value
    until: str = ""
    note: str = ""
    other: str = ""
    undoes: str = ""
    expects: str = ""
    back: str = ""
    dialog: str = ""

    def made(self, page: str, by: str, now: datetime) -> Decision:
        """Return the decision under a page. What does not go with it is left out.

        Raises InvalidRequest.
        """
        verdict = _one_of(Verdict, "decision", self.decision)
        seed: str | None = page
        if verdict in ABOUT_STORIES:
            seed = (self.other.strip() or page) if verdict == Verdict.MERGE else None
        expires = verdict in (Verdict.PIN, Verdict.APPROVE, Verdict.BLOCK)
        return Decision(
            seed=seed,
            article=self.article,
            verdict=verdict,
            at=now,
            position=number_of("position", self.position) if verdict == Verdict.PIN else None,
            by=by,
            note=self.note,
            scope=_one_of(Scope, "scope", self.scope) if expires else Scope.PAGE,
            until=moment_of("until", self.until.strip() or None) if expires else None,
            undoes=number_of("number", self.undoes) if verdict == Verdict.UNDO else None,
        )

    @property
    def seen(self) -> int:
        """The number of the last decision that the editor has seen. Raises InvalidRequest."""
        number = number_of("expects", self.expects)
        if number is None:
            raise InvalidRequest("expects", "expects is missing; load the page again")
        return number

    @property
    def again(self) -> dict[str, str]:
        """The fields of a form that decides the same; it has to say anew what was seen."""
        return {name: written for name, written in self if name != "expects"}


def _one_of(kind: type[Kind], field: str, written: str) -> Kind:
    try:
        return kind(written)
    except ValueError:
        raise InvalidRequest(
            field, f"{field} {written[:80]!r} is unknown; give one of {', '.join(kind)}"
        ) from None


Filled = Annotated[Given, Form()]
"""What a form has sent."""
