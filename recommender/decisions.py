"""Taking down what an editor decides about a page; from then on the answers keep to it."""

import re
from dataclasses import replace

from index.article import Article
from index.errors import UnknownArticle
from index.store import Decision, Store, Verdict
from recommender.errors import InvalidRequest
from recommender.service import LARGEST_K

LONGEST_NAME = 200
LONGEST_NOTE = 2_000

# line breaks and tabs may stand in a note
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decide(store: Store, decision: Decision) -> Decision:
    """Keep a decision and return it as kept; every answer from now on follows it.

    Raises UnknownArticle if the page or the article is not published, which to undo a decision
    they need not be, and InvalidRequest for what makes no sense.
    """
    by = _text("by", decision.by, LONGEST_NAME)
    note = _text("note", decision.note, LONGEST_NOTE)
    _check_position(decision)
    if decision.verdict == Verdict.UNDO:
        _check_there_is_one(store, decision)
    else:
        _check_other_story(_published(store, decision.seed), _published(store, decision.article))
    return store.decisions.append(replace(decision, by=by, note=note))


def standing_under(store: Store, page: str) -> list[Decision]:
    """Return the decisions that hold under a page, in the order decided.

    Raises UnknownArticle if there are none because there is no such page.
    """
    standing = [each.decision for each in store.decisions.standing(page)]
    if not standing:
        _published(store, page)
    return standing


def _published(store: Store, id_: str) -> Article:
    article = store.article(id_)
    if article is None:
        raise UnknownArticle(f"no article with id {id_!r}; ingest it first, or check the id")
    return article


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


def _check_there_is_one(store: Store, decision: Decision) -> None:
    standing = store.decisions.standing(decision.seed)
    if decision.article not in {each.decision.article for each in standing}:
        raise InvalidRequest(
            "article",
            f"no decision about {decision.article!r} holds under {decision.seed!r}, so there is "
            "none to undo; 'recommender decisions' lists all of them",
        )


def _check_other_story(page: Article, article: Article) -> None:
    if article.id == page.id:
        raise InvalidRequest(
            "article", f"{article.id!r} is the page itself, which is never shown; name another"
        )
    if page.translation_key is not None and article.translation_key == page.translation_key:
        raise InvalidRequest(
            "article",
            f"{article.id!r} is a translation of the page {page.id!r}, which is never shown under "
            "it; name an article of another story",
        )


def _text(field: str, written: str | None, longest: int) -> str | None:
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
