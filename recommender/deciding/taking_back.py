"""Which decision it is that an editor takes back."""

from dataclasses import replace

from index.store import Decision, Store, Verdict
from index.store.decision import WIDE, Scope, Which
from recommender.deciding.placing import placed
from recommender.deciding.words import named
from recommender.errors import InvalidRequest


def taking_back(store: Store, undo: Decision) -> Decision:
    """Return an undo as it is to be kept: about what it takes back, by number.

    It says either which number that had, or what it was about: an article under a page or in a
    wider scope, or else the story that the article tells. Raises InvalidRequest if no such decision
    holds.
    """
    taken = _numbered(store, undo.undoes) if undo.undoes else _alike(store, undo)
    return replace(
        undo,
        scope=taken.scope,
        seed=taken.seed,
        place=taken.place,
        article=taken.article,
        undoes=taken.number,
    )


def _numbered(store: Store, number: int) -> Decision:
    found = store.decisions.log(Which(below=number + 1), limit=1)
    if not found or found[0].number != number:
        raise InvalidRequest(
            "number", f"there is no decision {number}; 'recommender decisions' lists all of them"
        )
    if not holds(store, found[0]):
        raise InvalidRequest(
            "number",
            f"{named(found[0])} holds no more, for it was taken back or another one took its "
            "place; 'recommender decisions' lists all of them",
        )
    return found[0]


def holds(store: Store, decision: Decision) -> bool:
    """Say whether a decision was neither taken back nor replaced; it may have expired."""
    if decision.scope == Scope.STORY:
        standing = store.decisions.about_story(decision.article)
        return decision.number in {each.number for each in standing}
    latest = store.decisions.latest(decision)
    return (
        decision.verdict != Verdict.UNDO and latest is not None and latest.number == decision.number
    )


def _alike(store: Store, undo: Decision) -> Decision:
    if undo.seed is not None or undo.scope in WIDE:
        latest = store.decisions.latest(placed(store, undo))
        if latest is not None and latest.verdict != Verdict.UNDO:
            return latest
    if undo.scope not in WIDE:
        for each in reversed(store.decisions.about_story(undo.article)):
            if _speaks_of(each, undo):
                return each
    where = f"under {undo.seed!r}" if undo.seed else f"in scope {undo.scope}"
    raise InvalidRequest(
        "article",
        f"no decision about {undo.article!r} holds {where}, so there is none to undo; "
        "'recommender decisions' lists all of them",
    )


def _speaks_of(decision: Decision, undo: Decision) -> bool:
    if decision.verdict == Verdict.SPLIT:
        return decision.article == undo.article
    # of two that tell one story it does not matter which is named first
    return {decision.seed, decision.article} == {undo.seed, undo.article}
