"""Where a decision holds: under one page, or all pages of a language, a section or the site."""

from dataclasses import replace

from index.language import standard_tag
from index.store import Decision, Store
from index.store.decision import WIDE, Scope
from recommender.errors import InvalidRequest
from recommender.reader import as_request


def placed(store: Store, decision: Decision) -> Decision:
    """Return a decision with the place that its scope asks for; a wide one names no page.

    A language or section that is left out is that of the page. Raises InvalidRequest for a place
    that does not go with the scope, or is missing.
    """
    place: str | None = None
    match decision.scope:
        case Scope.LANGUAGE:
            place = as_request(standard_tag, _asked(store, decision))
        case Scope.SECTION:
            place = _asked(store, decision)
        case Scope.PAGE | Scope.SITE:
            if decision.place is not None:
                raise InvalidRequest(
                    "place",
                    f"place {decision.place!r} is given, but scope {decision.scope} has none; "
                    "leave it out, or give the scope language or section",
                )
        case Scope.STORY:
            raise InvalidRequest(
                "scope", f"scope story is for merge and split; leave it out to {decision.verdict}"
            )
    if decision.scope == Scope.PAGE and decision.seed is None:
        raise InvalidRequest(
            "seed", "seed is missing; name the page, or a wider scope: language, section or site"
        )
    seed = None if decision.scope in WIDE else decision.seed
    return replace(decision, seed=seed, place=place)


def _asked(store: Store, decision: Decision) -> str:
    if decision.place is not None and decision.place.strip():
        return decision.place.strip()
    page = store.decisions.known([decision.seed]).get(decision.seed) if decision.seed else None
    place = getattr(page, decision.scope.value, None)
    if place is None:
        raise InvalidRequest(
            "place",
            f"place is missing: name the {decision.scope} that the decision holds in"
            + (f"; {decision.seed!r} has none" if decision.seed else ", or a page of it as seed"),
        )
    return str(place)
