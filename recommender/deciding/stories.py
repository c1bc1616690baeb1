"""Whether two articles tell one story, as editors and decisions see it."""

from dataclasses import replace

from index.store import Decision, Store, Verdict
from index.store.decision import WIDE, Scope
from recommender.errors import InvalidRequest

ABOUT_STORIES = (Verdict.MERGE, Verdict.SPLIT)


def about_a_story(store: Store, decision: Decision) -> Decision:
    """Return a decision that lets two stories be one, or one two. Raises InvalidRequest."""
    if decision.scope in WIDE or decision.place is not None:
        raise InvalidRequest(
            "scope",
            f"scope {decision.scope} is given, but articles tell one story or two wherever they "
            f"are shown; leave it out to {decision.verdict}",
        )
    told = _told(store, decision)
    if decision.verdict == Verdict.MERGE:
        _check_merge(decision, told)
    else:
        _check_split(store, decision, told)
    return replace(decision, scope=Scope.STORY)


def check_other_story(store: Store, page: str, article: str) -> None:
    """Raise InvalidRequest if an article cannot be shown under a page, for it tells the same."""
    if article == page:
        raise InvalidRequest(
            "article", f"{article!r} is the page itself, which is never shown; name another"
        )
    told = store.stories.told([page, article])
    if len(told) == 2 and told[page] == told[article]:
        raise InvalidRequest(
            "article",
            f"{article!r} is a translation of the page {page!r} or a copy, which is never shown "
            "under it; name an article of another story, or split it from this one first",
        )


def _told(store: Store, decision: Decision) -> dict[str, int]:
    named = {"seed": decision.seed, "article": decision.article}
    told = store.stories.told([id_ for id_ in named.values() if id_ is not None])
    for field, id_ in named.items():
        if id_ is not None and id_ not in told:
            raise InvalidRequest(
                field, f"{id_!r} is withdrawn and tells no story; publish it again first"
            )
    return told


def _check_merge(decision: Decision, told: dict[str, int]) -> None:
    if decision.seed is None:
        raise InvalidRequest("seed", "seed is missing; name the article whose story it tells")
    if told[decision.seed] == told[decision.article]:
        raise InvalidRequest(
            "article",
            f"{decision.article!r} and {decision.seed!r} tell one story already; there is nothing "
            "to merge",
        )


def _check_split(store: Store, decision: Decision, told: dict[str, int]) -> None:
    if len(set(told.values())) > 1:
        raise InvalidRequest(
            "seed",
            f"{decision.article!r} is not filed with {decision.seed!r}; leave that out to split "
            "it from those that it is filed with",
        )
    if store.stories.telling(told[decision.article]) == [decision.article]:
        raise InvalidRequest(
            "article",
            f"{decision.article!r} tells a story of its own already; there is nothing to split",
        )
