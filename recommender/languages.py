"""What a policy says about languages: whose wish counts, and in which order a list speaks them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.language import primary
from recommender.rules import LanguageMix

PAGE = "page"
"""Stands for the language of the page."""

Mode = Literal["best_story", "same_language"]


@dataclass(frozen=True, slots=True)
class Languages:
    """How a policy treats languages.

    `prefer` are those of a reader who names none, best first; 'page' is the page's own.
    `accept_language` lets a browser name them. With the mode 'same_language' stories in the
    reader's languages come first, in their order; with 'best_story' the best in whatever language.
    `mix` holds quotas and shares.
    """

    prefer: tuple[str, ...] = (PAGE,)
    accept_language: bool = False
    mode: Mode = "best_story"
    mix: LanguageMix | None = None

    def preferred(self, asked: Sequence[str], page: str) -> tuple[str, ...]:
        """Return the languages that count for a reader on a page in the language `page`."""
        named = asked or self.prefer
        return tuple(dict.fromkeys(page if tag == PAGE else tag for tag in named))

    def searched(self, preferred: Sequence[str]) -> tuple[str, ...]:
        """Return the languages that candidates are needed in, however far from the page."""
        in_order = map(primary, preferred) if self.mode == "same_language" else ()
        mixed = self.mix.wanted(preferred[0]) if self.mix else ()
        return tuple(dict.fromkeys((*in_order, *mixed)))
