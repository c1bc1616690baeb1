"""Whether texts of all lengths are made and compared as the measure says."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from eval.cli import main
from eval.lengths import LENGTHS, as_long_as, score_lengths
from index.arrays import Vectors

HALF = [f"line{number} " + "word " * 11 for number in range(10)]
FILLING = ["filling " * 100] * 60


def story_lines(story: int) -> list[dict[str, str]]:
    return [{"en": f"story{story} " * 12, "de": f"story{story} " * 12} for _ in range(20)]


NEWS = [line for story in range(24) for line in story_lines(story)]


class ByStory:
    """Knows the story that a text begins with, and sees nothing else."""

    model_id, dimension = "by-story", 25

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        assert len(texts) == len(languages)
        places = [int(text.split()[0].removeprefix("story")) for text in texts]
        return np.eye(self.dimension, dtype=np.float32)[places]


class ByLength:
    """Takes all texts of more than 40 words for the same, and nothing for like a shorter one."""

    model_id, dimension = "by-length", 2

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        assert len(texts) == len(languages)
        long = [len(text.split()) > 60 for text in texts]
        return np.array([[1, 0] if each else [0.1, 0.995] for each in long], np.float32)


@pytest.mark.parametrize(
    ("length", "words"), [("headline", 0), ("brief", 30), ("article", 120), ("feature", 5020)]
)
def test_a_half_becomes_as_long_as_asked(length: str, words: int):
    """Ten words of title, and a text that begins with the half; the last line is not cut."""
    title, text = as_long_as(length, HALF, FILLING)

    assert title == " ".join(HALF[0].split()[:10])
    assert len(text.split()) == words
    assert " ".join(HALF).split()[: len(text.split())] == text.split()[:120]


def test_who_knows_the_story_finds_it_in_every_length():
    """All partners are first, so each length has its share of the first places."""
    scores = score_lengths(ByStory(), NEWS, [{"en": "x", "de": "x"}] * 400)

    assert scores.stories == 24
    assert scores.found == dict.fromkeys(scores.found, 1.0)
    assert len(scores.found) == len(LENGTHS) ** 2


def test_who_sees_only_length_gives_long_texts_all_places():
    """Twelve of 24 candidates are long, and they fill the ten places of every long page."""
    scores = score_lengths(ByLength(), NEWS, [{"en": "x " * 99, "de": "x " * 99}] * 400)

    for page in ("article", "feature"):
        assert scores.shares[page, "article"] + scores.shares[page, "feature"] == pytest.approx(1)
        assert scores.shares[page, "headline"] == scores.shares[page, "brief"] == 0


def test_shares_add_up():
    """Every place of a list goes to some length."""
    scores = score_lengths(ByStory(), NEWS, [{"en": "x", "de": "x"}] * 400)

    for page in LENGTHS:
        assert sum(scores.shares[page, length] for length in LENGTHS) == pytest.approx(1)


def test_news_that_is_not_there_is_named(tmp_path: Path):
    """With the option that says where it is."""
    result = CliRunner().invoke(main, ["lengths", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr
    assert "--data" in result.stderr
