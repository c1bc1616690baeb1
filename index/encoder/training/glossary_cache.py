"""Making the glossary: the words of the news, and their translations as pieces."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from index.encoder.training.association import UNSPACED, associated_words
from index.encoder.training.cache import collect, load_corpus, tokenise
from index.encoder.training.glossary import ARRAYS, LANGUAGES
from index.encoder.training.lexicon import (
    LONGEST_PHRASE,
    Dictionary,
    add_associated,
    read_dictionary,
    split_words,
)

_ALIGNED = ("sentences", "news", "bible")
_COMMONEST = 60
"""So many words are left out: they hold sentences together and say nothing of their subject."""

_FEWEST = 2
"""A word that occurs in the news less often is left out."""

_LEAST_COVERED = 0.25
"""A language is left out if it has words for less than this share of the text."""


def cache_glossary(data: Path, tokenizer: Tokenizer, cache: Path, folder: Path) -> None:
    """Write the glossary of the news that `cache` holds for training; held-out news has none."""
    dictionary = _dictionary(data, tokenizer, cache)
    lines = _english_lines(data, dictionary.phrases())
    counts = Counter(word.lower() for line in lines for word in line)
    words = [word for word, count in counts.most_common() if count >= _FEWEST][_COMMONEST:]
    weights = np.array([counts[word] for word in words])
    unchanged = _unchanged(lines, counts)
    covered, tables = {}, []
    for language in sorted(dictionary.sure):
        known = _translations(dictionary, language, words)
        share = float(weights @ [len(each) > 0 for each in known] / weights.sum())
        if share >= _LEAST_COVERED:
            covered[language] = round(share, 3)
            rows = [
                each or unchanged.get(word, []) for word, each in zip(words, known, strict=True)
            ]
            tables.append(_entries(rows, _speller(tokenizer, language)))
    folder.mkdir(parents=True, exist_ok=True)
    save_file(_numbered(lines, words) | _joined(tables), folder / ARRAYS)
    # written last: its presence says that the folder is complete
    (folder / LANGUAGES).write_text(json.dumps(covered), encoding="utf-8")


def _dictionary(data: Path, tokenizer: Tokenizer, cache: Path) -> Dictionary:
    dictionary = read_dictionary(data)
    corpora = [load_corpus(cache / name) for name in _ALIGNED if (cache / name).exists()]
    pieces = [str(tokenizer.id_to_token(each)) for each in range(tokenizer.get_vocab_size())]
    add_associated(dictionary, associated_words(corpora, pieces))
    return dictionary


def _english_lines(data: Path, phrases: set[str]) -> list[list[str]]:
    """Words and known phrases of every line of news, by segment; none for other languages."""
    news, _ = collect(data, "news")
    return [
        list(_longest_first(split_words(text), phrases)) if language == "en" else []
        for (_, language), texts in news.texts.items()
        for text in texts
    ]


def _longest_first(words: list[str], phrases: set[str]) -> Iterator[str]:
    start = 0
    while start < len(words):
        for length in range(LONGEST_PHRASE, 0, -1):
            candidate = " ".join(words[start : start + length])
            if length == 1 or candidate.lower() in phrases:
                break
        yield candidate
        start += candidate.count(" ") + 1


def _unchanged(lines: list[list[str]], counts: Counter[str]) -> dict[str, list[str]]:
    """Numbers, which stay as they are, and names, which do half of the time."""
    capitals = Counter(word.lower() for line in lines for word in line if word[0].isupper())
    names = {word: [word, ""] for word, count in capitals.items() if 2 * count > counts[word]}
    return names | {word: [word] for word in counts if word.isdecimal()}


def _translations(dictionary: Dictionary, language: str, words: list[str]) -> list[list[str]]:
    chance = random.Random(language)
    return [dictionary.translations(language, word, chance) for word in words]


def _speller(tokenizer: Tokenizer, language: str) -> Tokenizer:
    """Return the tokenizer, without marks of a word's start where they are not written apart."""
    if language not in UNSPACED:
        return tokenizer
    settings = json.loads(tokenizer.to_str())
    settings["pre_tokenizer"]["pretokenizers"][-1]["prepend_scheme"] = "never"
    return Tokenizer.from_str(json.dumps(settings))


def _entries(rows: list[list[str]], tokenizer: Tokenizer) -> dict[str, NDArray[np.int64]]:
    """Entries of each word (words,), and of each entry its pieces: flat, and their number."""
    texts = [text for row in rows for text in row]
    pieces, bounds = tokenise(iter(texts), len(texts), tokenizer)
    counts = np.array([len(row) for row in rows])
    return {"counts": counts, "pieces": pieces, "lengths": np.diff(bounds)}


def _joined(tables: list[dict[str, NDArray[np.int64]]]) -> dict[str, NDArray[np.int64]]:
    """Put the languages' tables one after the other, as the arrays of a glossary."""
    counts, pieces, lengths = (
        np.concatenate([table[name] for table in tables] or [np.empty(0, np.int64)])
        for name in ("counts", "pieces", "lengths")
    )
    return {
        "starts": np.concatenate([[0], np.cumsum(counts)]),
        "bounds": np.concatenate([[0], np.cumsum(lengths)]),
        "pieces": pieces,
    }


def _numbered(lines: list[list[str]], words: list[str]) -> dict[str, NDArray[np.int64]]:
    """Word numbers of all lines end to end, and the bounds of each line in them."""
    number = {word: index for index, word in enumerate(words)}
    numbers = [[number[low] for word in line if (low := word.lower()) in number] for line in lines]
    flat = np.array([each for line in numbers for each in line], np.int32)
    return {"words": flat, "lines": np.concatenate([[0], np.cumsum([len(x) for x in numbers])])}
