"""Decisions in words, for messages and lists."""

from index.store import Decision, Verdict
from index.store.decision import Scope


def whereabouts(decision: Decision) -> str:
    """Return where a decision holds, as in 'under 'a1''."""
    match decision.scope:
        case Scope.PAGE:
            return f"under {decision.seed!r}"
        case Scope.LANGUAGE:
            return f"under pages in {decision.place!r}"
        case Scope.SECTION:
            return f"under pages of section {decision.place!r}"
        case Scope.SITE:
            return "on the whole site"
        case Scope.STORY:
            return f"with {decision.seed!r}" if _unites(decision) else "from its story"


def in_words(decision: Decision) -> str:
    """Return what was decided, as in 'pin 'b7' under 'a1' at 2'."""
    position = f" at {decision.position}" if decision.position else ""
    undone = f" (decision {decision.undoes})" if decision.undoes else ""
    return f"{decision.verdict} {decision.article!r} {whereabouts(decision)}{position}{undone}"


def named(decision: Decision) -> str:
    """Return a decision that was made before, as in 'decision 7 by mia (pin 'b7' under 'a1')'."""
    by = f" by {decision.by}" if decision.by else ""
    return f"decision {decision.number}{by} ({in_words(decision)})"


def _unites(decision: Decision) -> bool:
    return decision.verdict == Verdict.MERGE or (
        decision.verdict == Verdict.UNDO and decision.seed is not None
    )
