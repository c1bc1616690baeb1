"""A decision as it is to be kept, or why it makes no sense."""

import re
from dataclasses import replace

from index.errors import UnknownArticle
from index.store import Decision, Store, Verdict
from recommender.deciding.placing import placed
from recommender.deciding.stories import ABOUT_STORIES, about_a_story, check_other_story
from recommender.deciding.taking_back import taking_back
from recommender.errors import InvalidRequest
from recommender.service import LARGEST_K

LONGEST_NAME = 200
LONGEST_NOTE = 2_000

# line breaks and tabs may stand in a note
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def checked(store: Store, decision: Decision) -> Decision:
    """Return a decision with all that it leaves out: its place, or what it takes back.

    Raises UnknownArticle for a page or an article that was never published, and InvalidRequest for
    what makes no sense.
    """
    by = text_of("by", decision.by, LONGEST_NAME)
    note = text_of("note", decision.note, LONGEST_NOTE)
    decision = replace(decision, by=by, note=note)
    _check_position(decision)
    _check_until(decision)
    if decision.verdict == Verdict.UNDO:
        return taking_back(store, decision)
    _check_known(store, decision)
    if decision.verdict in ABOUT_STORIES:
        return about_a_story(store, decision)
    decision = placed(store, decision)
    if decision.seed is not None:
        check_other_story(store, decision.seed, decision.article)
    return decision


def text_of(field: str, written: str | None, longest: int) -> str | None:
    """Return a text without space at its ends, None for an empty one. Raises InvalidRequest."""
    text = (written or "").strip()
    if len(text) > longest:
        raise InvalidRequest(
            field, f"{field} has {len(text)} characters; shorten it to at most {longest}"
        )
    if _CONTROL.search(text):
        raise InvalidRequest(
            field, f"{field} {text[:80]!r} contains a control character; leave it out"
        )
    return text or None


def _check_position(decision: Decision) -> None:
    position = decision.position
    if position is None:
        return
    if decision.verdict != Verdict.PIN:
        raise InvalidRequest(
            "position",
            f"position {position} is given, but only a pin has one; leave it out to "
            f"{decision.verdict}",
        )
    if not 1 <= position <= LARGEST_K:
        raise InvalidRequest(
            "position",
            f"position must be between 1 and {LARGEST_K}; got {position}; without one the "
            "story comes first",
        )


def _check_until(decision: Decision) -> None:
    if decision.until is None:
        return
    if decision.verdict in (*ABOUT_STORIES, Verdict.UNDO):
        raise InvalidRequest(
            "until",
            f"until {decision.until.isoformat()} is given, but only a pin, an approval or a block "
            f"expires; leave it out to {decision.verdict}",
        )
    if decision.until <= decision.at:
        raise InvalidRequest(
            "until",
            f"until {decision.until.isoformat()} is not after {decision.at.isoformat()}, when it "
            "is decided; give a later moment, or leave it out",
        )


def _check_known(store: Store, decision: Decision) -> None:
    ids = [id_ for id_ in (decision.seed, decision.article) if id_ is not None]
    known = store.decisions.known(ids)
    for id_ in ids:
        if id_ not in known:
            raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
