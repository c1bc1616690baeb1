"""Whether an answer is right: what must hold of every list, whatever happens meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic_core import from_json

_VISIBLE_WITHIN_S = 1.0
"""So soon after it is acknowledged, every process knows that an article was withdrawn."""

Listed: TypeAlias = tuple[str, ...]
"""The ids of a list, in order."""


@dataclass(slots=True)
class Judge:
    """Knows the lists `before` by page, and of every article which story it tells.

    `gone` says since when an article is withdrawn, in seconds of any clock; `written` are articles
    that came or went, so that lists which they are on may be others.
    """

    before: Mapping[str, Listed]
    story_of: Mapping[str, int]
    gone: dict[str, float] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    _seen: dict[str, set[Listed]] = field(default_factory=dict)

    def fault(self, page: str, body: bytes, asked_at: float) -> str | None:
        """Return what is wrong with a list that was asked for at a moment; None if nothing is."""
        try:
            items = from_json(body)["items"]
        except (ValueError, KeyError, TypeError):
            return f"no list: {body[:80]!r}"
        listed = tuple(item["id"] for item in items)
        self._seen.setdefault(page, set()).add(listed)
        if not listed and self.before[page]:
            return "empty"
        shown = [id_ for item in items for id_ in (item["id"], *_translations(item))]
        if page in shown:
            return "the page itself"
        if late := [each for each in shown if self._was_gone(each, asked_at)]:
            return f"withdrawn {late[0]!r}"
        return self._told_twice(page, listed, shown)

    def unexpected(self, after: Mapping[str, Listed]) -> list[str]:
        """Return lists that are neither those before nor those `after`, nor show what was written.

        Pages on whose lists something was written before or after are left out.
        """
        return [
            f"{page!r}: {listed}, expected {self.before[page]}"
            for page, lists in self._seen.items()
            if not self.written & {*self.before[page], *after[page]}
            for listed in lists - {self.before[page], after[page]}
            if not self.written.intersection(listed)
        ]

    def steady(self, after: Mapping[str, Listed]) -> int:
        """Return of how many pages the list is the same before and after."""
        return sum(self.before[page] == listed for page, listed in after.items())

    def _was_gone(self, id_: str, asked_at: float) -> bool:
        return id_ in self.gone and asked_at > self.gone[id_] + _VISIBLE_WITHIN_S

    def _told_twice(self, page: str, listed: Iterable[str], shown: list[str]) -> str | None:
        stories = [self.story_of[each] for each in (page, *listed) if each in self.story_of]
        if len({*stories}) < len(stories) or len({*shown}) < len(shown):
            return f"a story twice: {listed}"
        return None


def _translations(item: Mapping[str, list[Mapping[str, str]]]) -> list[str]:
    return [each["id"] for each in item["translations"]]
