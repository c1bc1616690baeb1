"""What is known of every article without reading it: language, story and date, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows
from index.language import covers, primary
from index.store import Outline


@dataclass(frozen=True, slots=True)
class Facts:
    """n articles: arrays (n,).

    `language` are numbers of the tags in `languages`; equal numbers in `story` are versions of one
    story; `published` (float64) is in seconds since 1970, nan where there is no date.
    """

    row: Rows
    language: NDArray[np.int16]
    story: NDArray[np.int64]
    published: NDArray[np.float64]
    languages: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def of(cls, outlines: Sequence[Outline]) -> Self:
        """Return the facts in outlines; one without a story tells one of its own."""
        languages = tuple(dict.fromkeys(each.language for each in outlines))
        number = {language: place for place, language in enumerate(languages)}
        stories = (-2 - each.row if each.story is None else each.story for each in outlines)
        dates = (each.published_at for each in outlines)
        seconds = [each.timestamp() if each else np.nan for each in dates]
        return cls(
            np.array([each.row for each in outlines], np.int64),
            np.array([number[each.language] for each in outlines], np.int16),
            np.array([*stories], np.int64),
            np.array(seconds, np.float64),
            languages,
        )

    def spoken(self) -> list[str]:
        """Return the primary language of each article."""
        names = [primary(tag) for tag in self.languages]
        return [names[number] for number in self.language.tolist()]

    def among(self, asked: Sequence[str]) -> Mask:
        """Say of each article whether one of the languages asked for covers its own; (n,) bool."""
        covered = [any(covers(each, tag) for each in asked) for tag in self.languages]
        return np.array(covered, np.bool_)[self.language]

    def take(self, chosen: Mask | NDArray[np.intp]) -> Self:
        """Return the chosen articles."""
        return type(self)(
            self.row[chosen],
            self.language[chosen],
            self.story[chosen],
            self.published[chosen],
            self.languages,
        )

    def joined(self, other: "Facts") -> "Facts":
        """Return the articles of both; tags may be numbered otherwise."""
        languages = tuple(dict.fromkeys((*self.languages, *other.languages)))
        number = np.array([languages.index(tag) for tag in other.languages], np.int16)
        return Facts(
            np.concatenate([self.row, other.row]),
            np.concatenate([self.language, number[other.language]]),
            np.concatenate([self.story, other.story]),
            np.concatenate([self.published, other.published]),
            languages,
        )
