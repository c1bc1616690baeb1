"""A bounded cache of answers, which lets go of those whose stories have changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TypeAlias

from recommender.ready.answer import Answer

Moment: TypeAlias = tuple[int, int]
"""A change of the store, and an editor's decision: the last ones that were known."""

Key: TypeAlias = tuple[bytes, bytes] | tuple[bytes, bytes, Moment]
"""A query string, the header that the answer depends on, and perhaps the moment that it is of."""

_OVERHEAD = 1000
"""Bytes that an answer takes beside its body, about."""


@dataclass(slots=True)
class Cache:
    """Answers by key, at most so many bytes of them; those kept longest make room.

    Safe for several threads. `clock` is in seconds and never goes back.
    """

    most_bytes: int
    clock: Callable[[], float] = monotonic
    _answers: dict[Key, tuple[float, Answer]] = field(default_factory=dict)
    _of_story: defaultdict[int, set[Key]] = field(default_factory=lambda: defaultdict(set))
    _bytes: int = 0
    _lock: Lock = field(default_factory=Lock)

    def fresh(self, key: Key) -> Answer | None:
        """Return an answer that is still good."""
        kept = self._answers.get(key)
        return kept[1] if kept is not None and self.clock() < kept[0] else None

    def stale(self, key: Key) -> Answer | None:
        """Return an answer however old, for want of a better one."""
        kept = self._answers.get(key)
        return kept[1] if kept is not None else None

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer for as long as it is good."""
        with self._lock:
            self._drop(key)
            self._answers[key] = self.clock() + answer.max_age_s, answer
            self._bytes += len(answer.body) + _OVERHEAD
            for story in answer.stories:
                self._of_story[story].add(key)
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._answers)))

    def forget(self, stories: Iterable[int]) -> None:
        """Let go of the answers for pages of some stories."""
        with self._lock:
            for story in stories:
                for key in list(self._of_story.get(story, ())):
                    self._drop(key)

    def forget_all(self) -> None:
        """Let go of all answers."""
        with self._lock:
            self._answers.clear()
            self._of_story.clear()
            self._bytes = 0

    def _drop(self, key: Key) -> None:
        kept = self._answers.pop(key, None)
        if kept is None:
            return
        _, answer = kept
        self._bytes -= len(answer.body) + _OVERHEAD
        for story in answer.stories:
            self._of_story[story].discard(key)
            if not self._of_story[story]:
                del self._of_story[story]
