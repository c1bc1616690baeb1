"""What a caller of the service may be told instead of an answer: an exception for each type."""

import httpx
from pydantic import ValidationError

from index.errors import EngineError
from recommender.api.decision_wire import ConflictOut, DecisionOut
from recommender.api.wire import Problem

_PREFIX = "urn:problem:"


class Unanswered(EngineError):
    """There was no answer: nobody listens there, the connection broke, or it took too long."""


class NotUnderstood(EngineError):
    """An answer of something else than this service, or of another version of it."""


class ServiceProblem(EngineError):
    """An answer that is a problem document; of a type without an exception of its own.

    `status` is that of HTTP, `detail` names what was wrong and the way out, `field` the part of the
    request; `retry_after_s` says in how many seconds to try again, if the service does.
    """

    def __init__(self, problem: Problem, retry_after_s: float | None) -> None:
        super().__init__(problem.detail)
        self.type, self.status = problem.type, problem.status
        self.detail, self.field = problem.detail, problem.field
        self.retry_after_s = retry_after_s


class InvalidRequest(ServiceProblem):
    """A part of the request makes no sense; `field` says which."""


class InvalidArticle(ServiceProblem):
    """A part of the article makes no sense; `field` says which."""


class UnknownArticle(ServiceProblem):
    """The catalogue has no such id or url."""


class UrlTaken(ServiceProblem):
    """The url belongs to another article."""


class ForeignCursor(ServiceProblem):
    """A cursor of another catalogue, or of a state that was lost: begin without one."""


class DecidedMeanwhile(ServiceProblem):
    """Others have decided about the page; `decisions` are those that were not expected."""

    decisions: list[DecisionOut]


class BodyTooLarge(ServiceProblem):
    """More bytes than the service takes at a time."""


class UnsupportedType(ServiceProblem):
    """A body of a type that is not read there."""


class KeyRequired(ServiceProblem):
    """What was asked for takes a key."""


class InvalidKey(ServiceProblem):
    """The key is unknown, expired or revoked."""


class ScopeTooSmall(ServiceProblem):
    """The key is for something else."""


class TooManyRequests(ServiceProblem):
    """More often than the rate allows."""


class RequestTimeout(ServiceProblem):
    """The body did not arrive in time."""


class Overloaded(ServiceProblem):
    """More requests at once than are taken on."""


class TimedOut(ServiceProblem):
    """The service took too long; what was asked for may be done all the same."""


class StoreUnavailable(ServiceProblem):
    """The store cannot be read or written."""


class ModelMismatch(ServiceProblem):
    """The catalogue's vectors come from another model than the one that is loaded."""


class ModelUnavailable(ServiceProblem):
    """A model that was to encode is not there."""


def problem_of(response: httpx.Response) -> ServiceProblem:
    """Return the exception for an answer that is no success."""
    document = _document(response)
    kind = _KINDS.get(document.type.removeprefix(_PREFIX), ServiceProblem)
    problem = kind(document, retry_after_s(response))
    if isinstance(problem, DecidedMeanwhile):
        problem.decisions = ConflictOut.model_validate_json(response.content).decisions
    return problem


def retry_after_s(response: httpx.Response) -> float | None:
    """Return in how many seconds to try again, or None if that is not said in seconds."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() else None


def _document(response: httpx.Response) -> Problem:
    """Read a problem document; what a proxy says in its own words is put into one."""
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError:
        return Problem(
            type="about:blank",
            title=response.reason_phrase,
            status=response.status_code,
            detail=f"{response.url} answered {response.status_code} {response.reason_phrase}; "
            "see whether the service is what answers there",
            instance=response.url.path,
            field=None,
        )


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


_KINDS = {_kebab(kind.__name__): kind for kind in ServiceProblem.__subclasses__()}
