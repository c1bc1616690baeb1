"""What an editor should know about a decision that is kept all the same."""

from collections.abc import Iterator, Sequence

from index.store import Decision, Store, Verdict
from index.store.decision import WIDE, Scope, Which
from recommender.deciding.words import named

_NAMED = 3
"""So many decisions are named in one caution."""


def cautions(store: Store, decision: Decision, k: int) -> list[str]:
    """Return what a decision conflicts with, or why it has no effect for now.

    `decision` is checked, and not kept yet; `k` is how many stories a page shows by default.
    """
    if decision.verdict == Verdict.UNDO:
        return []
    held = _beside(store, decision)
    return [
        *_withdrawn(store, decision),
        *_replaced(store, decision),
        *_outweighed(held, decision),
        *_narrower(store, decision),
        *_other_versions(store, held, decision),
        *_same_position(held, decision),
        *_beyond(decision, k),
    ]


def _beside(store: Store, decision: Decision) -> list[Decision]:
    """Return what else holds where a decision is to hold."""
    decisions, at = store.decisions, decision.at
    match decision.scope:
        case Scope.PAGE if decision.seed is not None:
            page = decisions.known([decision.seed])[decision.seed]
            found = decisions.standing(decision.seed, page.language, page.section, at)
        case Scope.LANGUAGE if decision.place is not None:
            found = decisions.standing("", decision.place, None, at)
        case Scope.SECTION:
            found = decisions.standing("", "", decision.place, at)
        case Scope.SITE:
            found = decisions.standing("", now=at)
        case _:
            return []
    return [each.decision for each in found]


def _withdrawn(store: Store, decision: Decision) -> Iterator[str]:
    ids = [id_ for id_ in (decision.seed, decision.article) if id_ is not None]
    for id_, known in store.decisions.known(ids).items():
        if not known.published:
            yield f"{id_!r} is withdrawn; the decision shows once it is published again"


def _replaced(store: Store, decision: Decision) -> Iterator[str]:
    latest = store.decisions.latest(decision)
    if (
        decision.scope != Scope.STORY
        and latest is not None
        and latest.verdict != Verdict.UNDO
        and latest.holds(decision.at)
    ):
        yield f"it takes the place of {named(latest)}"


def _outweighed(held: Sequence[Decision], decision: Decision) -> Iterator[str]:
    for each in held:
        if each.article == decision.article and each.scope != decision.scope:
            yield f"it outweighs {named(each)}, which goes on to hold elsewhere"


def _narrower(store: Store, decision: Decision) -> Iterator[str]:
    if decision.scope not in WIDE:
        return
    found = [
        each
        for each in _latest_of_each(store.decisions.log(Which(article=decision.article)))
        if each.holds(decision.at) and each.width < decision.width
    ]
    if found:
        more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        listed = ", ".join(named(each) for each in found[:_NAMED])
        yield f"in narrower scopes goes on to hold {listed}{more}"


def _latest_of_each(log: Sequence[Decision]) -> Iterator[Decision]:
    seen = set()
    for each in log:
        place = (each.scope, each.seed, each.place)
        if place not in seen and each.verdict != Verdict.UNDO:
            yield each
        seen.add(place)


def _other_versions(store: Store, held: Sequence[Decision], decision: Decision) -> Iterator[str]:
    if decision.verdict not in (Verdict.PIN, Verdict.BLOCK):
        return
    story = store.stories.told([decision.article]).get(decision.article)
    versions = set() if story is None else set(store.stories.telling(story))
    for each in held:
        if each.article in versions - {decision.article} and each.scope == decision.scope:
            pair = {each.verdict, decision.verdict}
            if pair == {Verdict.PIN, Verdict.BLOCK}:
                yield f"{named(each)} is about the same story; the block outweighs the pin"
            elif pair == {Verdict.PIN}:
                yield f"{named(each)} is about the same story; the later pin counts"


def _same_position(held: Sequence[Decision], decision: Decision) -> Iterator[str]:
    if decision.position is None:
        return
    for each in held:
        if each.position == decision.position and each.article != decision.article:
            yield (
                f"{named(each)} asks for position {decision.position}, too; the later one takes "
                "it, and the other moves on"
            )


def _beyond(decision: Decision, k: int) -> Iterator[str]:
    if decision.position is not None and decision.position > k:
        yield (
            f"position {decision.position} is beyond the {k} stories that a page shows unless a "
            "request asks for more"
        )
