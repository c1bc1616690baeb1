"""What is written of shortlists to the store, and read of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Pending(NamedTuple):
    """A change that shortlists do not follow yet: what an article is now, and was before.

    None where it is not published, or was not.
    """

    change: int
    row: int
    story: int | None
    text_digest: str
    was_story: int | None
    was_text_digest: str | None

    @property
    def is_related_anew(self) -> bool:
        """Whether its story or text is another, and not only what is shown of it."""
        was = (self.was_story, self.was_text_digest)
        now = (self.story, self.text_digest if self.story is not None else None)
        return was != now


class Version(NamedTuple):
    """An article that tells a story, by row, with the digest of its text."""

    row: int
    story: int
    text_digest: str


class Written(NamedTuple):
    """A shortlist as it is kept: bytes, the score that gets in, and the stories it begins with."""

    content: bytes
    tail: float
    beginning: Sequence[int]


class Kept(NamedTuple):
    """A shortlist that was made anew after all changes up to `change`, and maybe amended since."""

    content: bytes
    tail: float
    change: int


@dataclass(slots=True)
class Round:
    """What one round of relating has found, to be kept as a whole.

    `computed` are shortlists made anew after all changes up to `change`, those of stories without
    articles being empty, `amended` those in which a story has come or gone, by story. `touched` are
    all stories under which something else may be shown now.
    """

    change: int
    calibration: int
    computed: dict[int, Written] = field(default_factory=dict)
    amended: dict[int, Written] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
