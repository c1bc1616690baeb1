"""What is asked for: how many stories, for whom, by which policy, at which moment."""

from dataclasses import dataclass
from datetime import datetime

from recommender.policy import Policy
from recommender.reader import Reader


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for `k` stories.

    `now` is the moment that ages are counted from; None lets time play no part.
    """

    k: int
    reader: Reader
    policy: Policy
    now: datetime | None = None

    @property
    def searched(self) -> tuple[str, ...]:
        """The languages that candidates are needed in, of those that the reader reads."""
        needed = self.policy.languages.searched(self.reader.languages)
        return tuple(language for language in needed if self.reader.reads(language))
