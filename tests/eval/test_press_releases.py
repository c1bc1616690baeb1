"""Whether an encoder finds the releases that authors linked."""

from collections.abc import Sequence

import numpy as np
import pytest

from eval.data import Release
from eval.press_releases import LANGUAGES, score_press_releases
from index.arrays import Vectors

STORIES = 30


class Clock:
    """Puts stories in order on an arc of a circle, each language turned by `turn` radians."""

    model_id, dimension = "clock", 2

    def __init__(self, turn: float, arc: float = 2 * np.pi) -> None:
        self._turn, self._arc = turn, arc

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        stories = np.array([int(text.split()[-1]) for text in texts])
        turns = np.array([LANGUAGES.index(language) for language in languages]) * self._turn
        angles = self._arc * stories / STORIES + turns
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.fixture
def releases() -> list[Release]:
    """Thirty stories in four languages."""
    return [
        Release(f"{story}-{language}", str(story), language, "Release", "", str(story))
        for story in range(STORIES)
        for language in LANGUAGES
    ]


def test_a_linked_neighbour_is_found_in_every_language(releases: list[Release]):
    """With all languages on one circle, the next story is among the ten nearest everywhere."""
    scores = score_press_releases(Clock(turn=0), releases, {"5": {"6"}, "9": {"8", "7"}})

    assert set(scores.recall.values()) == {1.0}
    assert scores.pooled_recall == 1.0


def test_a_linked_stranger_is_not_found(releases: list[Release]):
    """A story on the other side of the circle is not near."""
    scores = score_press_releases(Clock(turn=0), releases, {"5": {"20"}})

    assert set(scores.recall.values()) == {0.0}
    assert scores.pooled_recall == 0.0


def test_half_of_the_links_is_half_of_the_recall(releases: list[Release]):
    """Each linked story counts the same, and a link to a story that is not there counts nothing."""
    scores = score_press_releases(Clock(turn=0), releases, {"5": {"6", "20", "4711"}})

    assert scores.recall["de", "fr"] == 0.5


def test_languages_that_lie_apart_show_in_the_own_language_share(releases: list[Release]):
    """With each language in a quarter of its own, neighbours are mostly the seed's language."""
    apart = score_press_releases(Clock(turn=np.pi / 2, arc=1), releases, {"5": {"6"}})
    mixed = score_press_releases(Clock(turn=0), releases, {"5": {"6"}})

    assert apart.own_language_share > 0.9 > mixed.own_language_share
    assert mixed.corpus_share == 0.25
