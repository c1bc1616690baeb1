"""Glossed windows: English news put into another language by a dictionary, word by word."""

import itertools
import lzma
import random
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoder.training.association import associated_words
from index.encoder.training.batches import Batch, Kind
from index.encoder.training.cache import cache_source, load_corpus
from index.encoder.training.glossary import Glossary, load_glossary
from index.encoder.training.glossary_cache import cache_glossary
from index.encoder.training.glosses import Glosses
from index.encoder.training.lexicon import Dictionary, add_associated, read_dictionary
from index.encoder.training.mixture import batches
from index.encoder.training.tokenizer import build_tokenizer

WORDS = [
    a + b + c for a in "bdfg" for b in ("ane", "ilo", "uro") for c in ("tak", "men", "sol", "vip")
]
COMMON = [f"{a}{b}" for a in "hjklmnprstvz" for b in ("ac", "ed", "og", "um", "ix")]
"""Sixty words that stand in every line, as articles and prepositions do."""

LINES = 320
HELD_OUT = "heldoutword"


def foreign(word: str) -> str:
    return word[::-1]


@pytest.fixture(scope="module")
def glossed_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of news in two languages, and its glossary from a dictionary of reversed words."""
    folder = tmp_path_factory.mktemp("glossed")
    chance = random.Random(0)
    lines = [chance.choices(WORDS, k=5) for _ in range(LINES)]
    news = [
        f"set\t{i}\ten={' '.join(COMMON + line)}\tde={' '.join(map(foreign, line))}"
        for i, line in enumerate(lines)
    ]
    held = [f"newstest2013\t{i}\ten={HELD_OUT} {HELD_OUT}\tde=x" for i in range(9)]
    entries = [
        f"en\t{to}\t{word}\t{to}{foreign(word)}\tmade up" for to in ("fi", "ko") for word in WORDS
    ]
    for name, rows in (("news", news + held), ("lexicon", [*entries, f"en\tfi\t{HELD_OUT}\tx\t-"])):
        with lzma.open(folder / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
    tokenizer = build_tokenizer(folder, 900, 100_000)
    tokenizer.save(str(folder / "tokenizer.json"))
    cache_source(folder, "news", tokenizer, folder / "news")
    cache_glossary(folder, tokenizer, folder, folder / "glossary")
    return folder


@pytest.fixture
def glossary(glossed_cache: Path) -> Glossary:
    return load_glossary(glossed_cache / "glossary")


def texts(glossed_cache: Path, pieces: np.ndarray, bounds: np.ndarray) -> list[list[str]]:
    tokenizer = Tokenizer.from_file(str(glossed_cache / "tokenizer.json"))
    spelt = [tokenizer.id_to_token(int(each)) for each in pieces]
    return ["".join(spelt[a:b]).replace("▁", " ").split() for a, b in itertools.pairwise(bounds)]


def english_windows(glossed_cache: Path, rows: int) -> tuple[np.ndarray, np.ndarray]:
    (pair,) = load_corpus(glossed_cache / "news").lists
    first = pair.english_first().segments[:-rows:rows, 0]
    return first, first + rows - 1


def test_a_gloss_is_word_by_word(glossed_cache: Path, glossary: Glossary):
    """Where nothing is dropped, each word of the window stands there in translation, in order."""
    first, last = english_windows(glossed_cache, rows=2)
    language = glossary.languages.index("fi")
    glossed = glossary.gloss(language, first, last, 100, 1.0, np.random.default_rng(0))
    news = load_corpus(glossed_cache / "news")
    english = texts(glossed_cache, *news.texts(first, last))

    assert texts(glossed_cache, *glossed) == [
        ["fi" + foreign(word) for word in window if word in WORDS] for window in english
    ]


def test_a_gloss_keeps_the_share_of_words_that_is_asked_for(
    glossed_cache: Path, glossary: Glossary
):
    """Of 320 lines of five words, about 65 % remain where that share is to be kept."""
    first, last = english_windows(glossed_cache, rows=1)
    glossed = glossary.gloss(0, first, last, 100, 0.65, np.random.default_rng(0))
    words = sum(map(len, texts(glossed_cache, *glossed)))

    assert words == pytest.approx(0.65 * 5 * len(first), rel=0.05)


def test_held_out_news_is_never_glossed(glossed_cache: Path, glossary: Glossary):
    """The glossary has a line for each line of training news, and no word of the held-out set."""
    news = load_corpus(glossed_cache / "news")
    first, last = english_windows(glossed_cache, rows=1)
    glossed = glossary.gloss(0, first, last, 100, 1.0, np.random.default_rng(0))

    assert len(glossary.lines.bounds) == len(news.bounds) == 2 * LINES + 1
    assert len(glossary.starts) - 1 == len(glossary.languages) * len(WORDS)
    assert "fix" not in {word for text in texts(glossed_cache, *glossed) for word in text}


def glosses(glossed_cache: Path, glossary: Glossary, **options: object) -> Glosses:
    kind = Kind("news", 1, rows=(2, 3), pairs=64, glossed="word by word", **options)  # type: ignore[arg-type]
    return Glosses(kind, load_corpus(glossed_cache / "news"), glossary)


def test_batches_depend_on_seed_and_step_alone(glossed_cache: Path, glossary: Glossary):
    """Two rows of batches from the same seed and step are equal, from another step they differ."""
    material = glosses(glossed_cache, glossary)

    def batch(step: int) -> Batch:
        return next(batches([material], (2,), seed=5, step=step))

    np.testing.assert_array_equal(batch(3).right.pieces, batch(3).right.pieces)
    assert batch(3).right.pieces.tolist() != batch(4).right.pieces.tolist()


@pytest.mark.parametrize("relation", ["translation", "next"])
def test_a_batch_has_as_many_texts_on_both_sides(
    glossed_cache: Path, glossary: Glossary, relation: str
):
    """Groups are of equal size, and every text starts within the pieces of its side."""
    batch = glosses(glossed_cache, glossary, relation=relation).batch(2, np.random.default_rng(1))

    assert batch.groups == [32, 32]
    for side in (batch.left, batch.right):
        assert len(side.starts) == 64
        assert np.all(np.diff(side.starts) >= 0)
        assert side.starts[-1] <= len(side.pieces)


def test_words_are_looked_up_without_endings_and_phrases_by_their_words():
    """What no entry has as it stands is put together from what entries have, or left out."""
    dictionary = Dictionary()
    dictionary.sure["fi"]["bank"].append("pankki")
    chance = random.Random(0)

    assert dictionary.translations("fi", "banks", chance) == ["pankki"]
    assert dictionary.translations("fi", "banking", chance) == ["pankki"]
    assert dictionary.translations("fi", "unheard", chance) == []
    assert dictionary.translations("fi", "unheard bank", chance) == ["pankki"] * 3


def test_sure_entries_come_before_doubtful_ones(tmp_path: Path):
    """A single entry counts; the head of a definition or a title only where there is none."""
    with lzma.open(tmp_path / "lexicon.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("en\tfi\tbank\tpankki\t-\nen\tfi\tbank the land beside a river\tranta\t-\n")
        file.write("en\tfi\tchisel a tool for cutting wood\ttaltta\t-\n")
        file.write("en\tru\tivanov\tи в а н о в\tnames\n")
    with lzma.open(tmp_path / "titles.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("en=Bank (film)\tfi=Väärä\nen=Kofi Annan\tfi=Kofi Annan\tru=Кофи Аннан\n")
    dictionary = read_dictionary(tmp_path)
    chance = random.Random(0)

    assert dictionary.translations("fi", "bank", chance) == ["pankki"]
    assert dictionary.translations("fi", "chisel", chance) == ["taltta"]
    assert dictionary.translations("ru", "ivanov", chance) == ["иванов"]
    assert dictionary.translations("ru", "kofi annan", chance) == ["Кофи Аннан"]


def test_words_that_come_together_are_a_dictionary(glossed_cache: Path):
    """Every word of the aligned news is associated with its reversal and nothing else."""
    tokenizer = Tokenizer.from_file(str(glossed_cache / "tokenizer.json"))
    pieces = [tokenizer.id_to_token(each) for each in range(tokenizer.get_vocab_size())]
    found = associated_words([load_corpus(glossed_cache / "news")], pieces)
    dictionary = Dictionary()
    add_associated(dictionary, found)

    assert found == {"de": {word: foreign(word) for word in WORDS}}
    assert set(dictionary.translations("de", WORDS[0], random.Random(0))) == {foreign(WORDS[0])}
