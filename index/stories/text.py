"""What of a text can say whether another one is the very same: numbers, words, sequences."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

_BEGINNING = 4_000
"""Letters read of a text: two that agree so far are told apart by nothing further on."""

_OPENING = 1_000
"""Letters of a text, besides its title and summary, whose numbers its translation must have."""

# scripts without spaces between words: each character is taken for a word
_HAN = "\u3005\u3400-\u9fff\U00020000-\U0003ffff"
_UNSPACED = f"{_HAN}\u3041-\u30ff\u0e01-\u0e7f\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+|\d+")
# digits one by one, for \d is looked for several times as slowly
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]"
_MARK = "['’.,\u00a0\u202f\u2009 ]"
_NUMBER = re.compile(
    f"{_DIGIT}(?:{_DIGIT}{{0,2}}(?:{_MARK}{_DIGIT}{{3}})+(?!{_DIGIT})|{_DIGIT}*(?:[.,]{_DIGIT}+)?)"
)
_GROUP_MARK = re.compile(f"{_MARK}(?={_DIGIT}{{3}})")
_FIRST_SYLLABLE, _FIRST_HAN, _LAST_HAN = 0x3041, 0x3400, 0x9FFF
_FIRST_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3
_SEQUENCE = 3


@dataclass(frozen=True)
class Text:
    """The beginning of an article in lower case: its `lead`, title and summary, and its `body`."""

    lead: str
    body: str

    @classmethod
    def of(cls, title: str, summary: str, text: str) -> "Text":
        """Return the beginning of an article; a summary that opens the text counts once."""
        lead = title if text.startswith(summary) else f"{title}\n{summary}"
        return cls(lead[:_BEGINNING].lower(), text[:_BEGINNING].lower())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it: 10'000, 10 000 and 10.000 are one; so are 1,5 and 1.5, 07 and 7."""
        return _numbers_in(f"{self.lead}\n{self.body}")

    @cached_property
    def first_numbers(self) -> frozenset[str]:
        """The numbers in its lead and the opening of its body."""
        return _numbers_in(f"{self.lead}\n{self.body[:_OPENING]}")

    @cached_property
    def words(self) -> Counter[str]:
        """How often it says each word; numbers are no words."""
        return Counter(word for word in self._run if not word[0].isdigit())

    @cached_property
    def sequences(self) -> frozenset[tuple[str, ...]]:
        """All sequences of three words, or all of a shorter text as one."""
        run = self._run
        starts = range(max(len(run) - _SEQUENCE + 1, 1))
        return frozenset(tuple(run[start : start + _SEQUENCE]) for start in starts)

    @cached_property
    def length(self) -> int:
        """How much it says, in letters: a Chinese character counts three, a syllable sign two."""
        codes = np.frombuffer((self.lead + self.body).encode("utf-32-le"), "<u4")
        if not len(codes) or codes.max() < _FIRST_SYLLABLE:
            return len(codes)
        is_hangul = (codes >= _FIRST_HANGUL) & (codes <= _LAST_HANGUL)
        is_kana = (codes >= _FIRST_SYLLABLE) & (codes < _FIRST_HAN)
        is_han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
        return len(codes) + int((is_hangul | is_kana).sum()) + 2 * int(is_han.sum())

    @cached_property
    def _run(self) -> list[str]:
        return _WORD.findall(f"{self.lead}\n{self.body}")


def alike_in_length(one: Text, other: Text) -> float:
    """Return the ratio of their lengths, the lesser to the greater, in (0, 1]."""
    shorter, longer = sorted((one.length, other.length))
    return max(shorter, 1) / max(longer, 1)


def _numbers_in(content: str) -> frozenset[str]:
    return frozenset(map(_plain, _NUMBER.findall(content)))


def _plain(number: str) -> str:
    whole, _, fraction = _GROUP_MARK.sub("", number).replace(",", ".").partition(".")
    # int() reads the digits of every script
    return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
