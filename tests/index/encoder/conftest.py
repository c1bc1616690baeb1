"""A packed corpus in miniature, and what is loaded once for all tests."""

import lzma
import random
from pathlib import Path

import pytest

from index.encoder.static import StaticEncoder, load_static

_SYLLABLES = {
    "en": [a + b for a in "bdfgklm" for b in "aeiou"],
    "de": [a + b + c for a in "prstvwz" for b in "aeiou" for c in "nr"],
}
_WORDS = 120


@pytest.fixture(scope="session")
def bundled() -> StaticEncoder:
    """The model that ships."""
    return load_static()


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of titles, sentences and news in two invented languages that correspond."""
    folder = tmp_path_factory.mktemp("packed")
    chance = random.Random(1)
    words = {language: _words(syllables, chance) for language, syllables in _SYLLABLES.items()}
    titles = [_line(words, chance, 2) for _ in range(400)]
    sentences = [_line(words, chance, 6) for _ in range(400)]
    news = [_line(words, chance, 8) for _ in range(400)]
    _write(folder / "titles.tsv.xz", [f"en={a}\tde={b}" for a, b in titles])
    _write(folder / "sentences.tsv.xz", [f"en\tde\t{a}\t{b}\tmade up" for a, b in sentences])
    _write(folder / "news.tsv.xz", [f"set\t{i}\ten={a}\tde={b}" for i, (a, b) in enumerate(news)])
    return folder


def _words(syllables: list[str], chance: random.Random) -> list[str]:
    return ["".join(chance.choices(syllables, k=3)) for _ in range(_WORDS)]


def _line(words: dict[str, list[str]], chance: random.Random, length: int) -> tuple[str, str]:
    picked = chance.choices(range(_WORDS), k=length)
    return " ".join(words["en"][i] for i in picked), " ".join(words["de"][i] for i in picked)


def _write(path: Path, lines: list[str]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
