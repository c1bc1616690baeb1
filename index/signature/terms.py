"""From text of any script to the terms that a signature counts, as 32-bit numbers.

Names and technical words are much the same in many languages, once they are written in one alphabet
and their endings are left off; that is how a text can share terms with one in another language.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from anyascii import anyascii

from index.signature.placing import Placed, placed

_LETTERS = 5
"""Letters kept of a word: endings differ between forms and languages, beginnings seldom do."""

_SOUNDED = 12
"""Letters of a word that are looked at to find those."""

_HAN = "\u3005\u3400-\u9fff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u309f"
# Thai, Lao, Myanmar and Khmer are written without spaces between words
_UNSPACED = "\u0e01-\u0e7f\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3"
# vowel signs and accents belong to their word, yet are no letters to a regular expression
_MARKS = "".join(chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c))[0] == "M")
_LETTER = rf"[^\W_{_HAN}{_KATAKANA}{_HIRAGANA}{_UNSPACED}]"

_GROUPED = r"\d{1,3}(?:[.,'’ ]\d{3})+\b"
_RUN = re.compile(
    rf"{_GROUPED}|\d+(?:[.,]\d+)*\b|[{_HAN}]+|[{_KATAKANA}]+|[{_UNSPACED}]+"
    rf"|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
)
_IS_GROUPED = re.compile(_GROUPED)
IN_A_WORD = re.compile(rf"{_LETTER}|[{_MARKS}]")
"""A character of a word that stands between spaces."""

_IS_HAN = re.compile(f"[{_HAN}]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NOT_KEPT = re.compile(r"[^a-z0-9]")

# how languages spell one sound, in this order
_SPELLINGS = {
    "sch": "s", "sh": "s", "ts": "s", "tz": "s", "ck": "k", "ph": "f", "th": "t",
    "ae": "a", "oe": "o", "ue": "u",
}  # fmt: skip
_LETTER_SPELLINGS = str.maketrans("zcqwjy", "skkvii")
_DOUBLED = re.compile(r"([a-z])\1+")

_SYLLABLE = (
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:i?[ao]ng|uang|[ei]ng|i?an|uan|[eiu]n|i?ao|u?ai|ei|ou|i[aeu]|u[aeio]|[aeiou])"
)
_SEVERAL_SYLLABLES = re.compile(f"(?:{_SYLLABLE}){{2,3}}")


def terms(text: str) -> Counter[int]:
    """Return how often each term occurs in a text; a term is a number below 2**32.

    A word gives its first five letters in the Latin alphabet, in one spelling of what sounds alike,
    and all of it besides if it may be a name in Chinese characters; those give their sequences of
    two and three, by sound, so that traditional and simplified ones agree. A number gives itself,
    however its digits are grouped; a script without spaces its sequences of five letters; hiragana,
    mostly grammar, nothing.
    """
    return Counter(chain.from_iterable(map(_terms_of_run, _RUN.findall(_folded(text)))))


def placed_terms(text: str) -> list[Placed]:
    """Return the same terms with the characters that each was found at."""
    return placed(text, _folded, _found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _found(folded: str) -> Iterator[Placed]:
    for run in _RUN.finditer(folded):
        for key, start, end in _placed_in_run(run[0]):
            yield Placed(key, run.start() + start, run.start() + end)


# texts say the same words again and again
@lru_cache(maxsize=65_536)
def _terms_of_run(run: str) -> tuple[int, ...]:
    return tuple(term for term, _, _ in _placed_in_run(run))


def _placed_in_run(run: str) -> Iterator[Placed]:
    if run[0].isdigit() and run[-1].isdigit():
        written = _everywhere([_number(run)], run)
    elif _IS_HAN.match(run):
        written = _sequences([_syllable(character) for character in run], (2, 3))
    elif _IS_UNSPACED.match(run):
        parts = _sequences(run, (_LETTERS,)) if len(run) > _LETTERS else _everywhere([run], run)
        written = [(_romanised(each), start, end) for each, start, end in parts]
    else:
        written = _everywhere(_word(_romanised(run)), run)
    return (Placed(zlib.crc32(each.encode()), *place) for each, *place in written if each)


def _word(letters: str) -> list[str]:
    written = [letters if letters.isdigit() else _by_sound(letters[:_SOUNDED])[:_LETTERS]]
    # the Chinese characters of a name are told apart by all of its letters
    if len(letters) > _LETTERS and _SEVERAL_SYLLABLES.fullmatch(letters):
        written.append(letters)
    return written


def _by_sound(letters: str) -> str:
    for spelling, sound in _SPELLINGS.items():
        letters = letters.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", letters.translate(_LETTER_SPELLINGS))


def _number(run: str) -> str:
    digits = _romanised(run) if _IS_GROUPED.fullmatch(run) else run.replace(",", ".")
    return anyascii(digits)


def _everywhere(written: Sequence[str], run: str) -> list[tuple[str, int, int]]:
    return [(each, 0, len(run)) for each in written]


def _sequences(parts: Sequence[str], lengths: Sequence[int]) -> list[tuple[str, int, int]]:
    return [
        ("".join(parts[start : start + length]), start, start + length)
        for length in lengths
        for start in range(len(parts) - length + 1)
    ]


@lru_cache(maxsize=16_384)
def _syllable(character: str) -> str:
    return _romanised(character)


def _romanised(text: str) -> str:
    return _NOT_KEPT.sub("", anyascii(text).lower())
