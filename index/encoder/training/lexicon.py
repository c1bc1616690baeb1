"""A dictionary from English: what a word or a short phrase of news is in other languages.

Single entries of the lexicon come first, with words that `association` found. Where they leave a
word open, less certain ones step in: the head of an entry that goes on with a definition, a part of
a person's name, a Wikipedia title.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.encoder.training.corpus import available, read

LONGEST_PHRASE = 3
_FEWEST_LANGUAGES = 4
_MOST_TRANSLATIONS = 8
_TIMES_ASSOCIATED = 2
"""How often an associated word counts: it is what the texts use, an entry may be any sense."""

_WORD = re.compile(r"\d+|[^\W\d_]{2,}")
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)
_SHORTEST_STEM = 3

_PREFIXES = {"ar": ("", "ال", "ال", "و", "ب", "لل"), "he": ("", "", "ה", "ב", "ל", "ו")}
"""What is written together with a word: articles, prepositions, "and"."""

Entries = dict[str, dict[str, list[str]]]
"""Language → English words → translations; one that two sources give counts twice."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """English words and phrases in other languages; `doubtful` entries serve where `sure` lack."""

    sure: Entries = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    doubtful: Entries = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def translations(self, language: str, phrase: str, chance: random.Random) -> list[str]:
        """Up to eight translations of words joined by a blank; word by word if the phrase has none.

        A word that is not known as it is written is looked up without its ending.
        """
        found = self._entry(language, phrase)
        if not found and " " in phrase:
            found = self._word_by_word(language, phrase, chance)
        if len(found) > _MOST_TRANSLATIONS:
            found = chance.sample(found, _MOST_TRANSLATIONS)
        prefixes = _PREFIXES.get(language, ("",))
        return [prefix + text for text in found for prefix in prefixes]

    def phrases(self) -> set[str]:
        """English phrases of several words that at least four languages have a sure entry for."""
        known = Counter(key for entries in self.sure.values() for key in entries if " " in key)
        return {key for key, count in known.items() if count >= _FEWEST_LANGUAGES}

    def _entry(self, language: str, phrase: str) -> list[str]:
        for entries in (self.sure[language], self.doubtful[language]):
            for form in _forms(phrase):
                if form in entries:
                    return entries[form]
        return []

    def _word_by_word(self, language: str, phrase: str, chance: random.Random) -> list[str]:
        parts = [self._entry(language, word) for word in phrase.split()]
        known = [part for part in parts if part]
        return [" ".join(map(chance.choice, known)) for _ in range(3)] if known else []


def split_words(text: str) -> list[str]:
    """Words as written, without punctuation and single letters; a number is a word."""
    return _WORD.findall(text)


def read_dictionary(data: Path) -> Dictionary:
    """Entries between English and every other language of the lexicon and of the titles."""
    dictionary = Dictionary()
    present = available(data)
    for source, add in (("lexicon", _add_entry), ("titles", _add_title)):
        for row in read(data, source) if source in present else ():
            english = row.texts.get("en")
            others = ((key, text) for key, text in row.texts.items() if key != "en")
            for language, text in others if english else ():
                add(dictionary, language, str(english), text)
    return dictionary


def add_associated(dictionary: Dictionary, found: dict[str, dict[str, str]]) -> None:
    """Add what `associated_words` returns: language → English word → translation."""
    for language, words in found.items():
        for english, text in words.items():
            dictionary.sure[language][english].extend([text] * _TIMES_ASSOCIATED)


def _add_entry(dictionary: Dictionary, language: str, english: str, text: str) -> None:
    words = split_words(english)
    key = " ".join(words).lower()
    if not words:
        return
    if len(words) <= LONGEST_PHRASE:
        dictionary.sure[language][key].append(text)
    else:
        dictionary.doubtful[language][words[0].lower()].append(text)
    parts = text.split()
    if 1 < len(words) == len(parts) and all(word[0].isupper() for word in words):
        for word, part in zip(words, parts, strict=True):
            dictionary.doubtful[language][word.lower()].append(part)


def _add_title(dictionary: Dictionary, language: str, english: str, text: str) -> None:
    words = split_words(english)
    if 0 < len(words) <= LONGEST_PHRASE and not set("(:") & set(english):
        dictionary.doubtful[language][" ".join(words).lower()].append(text)


def _forms(phrase: str) -> Iterator[str]:
    """Yield a phrase as it is, then without the endings that English words take."""
    yield phrase
    for ending, instead in _ENDINGS:
        stem = phrase.removesuffix(ending)
        if stem != phrase and len(stem) >= _SHORTEST_STEM:
            yield stem + instead
            if stem[-1] == stem[-2]:
                yield stem[:-1]
