"""What has become of a decision that an editor wanted."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from index.errors import UnknownArticle
from index.store import Decision, Verdict
from index.store.decision import DecidedMeanwhile
from recommender.bootstrap import Services
from recommender.decisions import decide
from recommender.desk.page.given import Given
from recommender.desk.page.sheet import id_of
from recommender.desk.person import Person
from recommender.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision was `done`, with warnings; or others `came` meanwhile; or it was `refused`."""

    given: Given
    done: Decision | None = None
    warnings: tuple[str, ...] = ()
    came: tuple[Decision, ...] = ()
    refused: str = ""

    @property
    def status(self) -> HTTPStatus:
        """The status of an answer that says so."""
        if self.done:
            return HTTPStatus.OK
        return HTTPStatus.CONFLICT if self.came else HTTPStatus.UNPROCESSABLE_ENTITY


def outcome(services: Services, given: Given, page: str, person: Person, now: datetime) -> Outcome:
    """Decide what an editor has filled in about an article under a page, and say what came of it.

    Nothing is kept if others have decided about it since the editor looked. Raises UnknownArticle
    for a page that is withdrawn by now.
    """
    if services.catalog.store.page(page) is None:
        raise UnknownArticle(f"no article with id {page!r}; it may be withdrawn by now")
    try:
        if given.decision == Verdict.MERGE:
            given = given.model_copy(update={"other": id_of(services, given.other)})
        decided = decide(services, given.made(page, person.name, now), given.seen)
    except DecidedMeanwhile as error:
        return Outcome(given, came=tuple(error.came))
    except (InvalidRequest, UnknownArticle) as error:
        return Outcome(given, refused=str(error))
    return Outcome(given, decided.decision, decided.warnings)
