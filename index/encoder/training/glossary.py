"""English news word by word, and what each word is in every language, as flat arrays on disk.

A word of the glossary is an English word or a phrase that the dictionary knows. Words are numbered;
so are the languages; and the translations of word w in language k are the entries from
`starts[k * words + w]` on, up to the next start.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.encoder.training.cache import Corpus

LANGUAGES = "languages.json"
ARRAYS = "glossary.safetensors"


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words of each line, entries of each word, pieces of each entry; see the module.

    `lines` has the segments of the cached news, those that are not English empty; `covered` is the
    share of the text that each language has words for.
    """

    languages: list[str]
    covered: list[float]
    lines: Corpus
    starts: NDArray[np.int64]
    entries: Corpus

    def gloss(
        self,
        language: int,
        first: NDArray[np.integer],
        last: NDArray[np.integer],
        longest: int,
        kept: float,
        chance: np.random.Generator,
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Lines `first` to `last`, both (n,), word by word in a language: pieces and bounds.

        Of at most `longest` words of a text the share `kept` stays, each in a random translation;
        words without one are dropped.
        """
        words, bounds = self.lines.texts(first, last, longest)
        at = language * (len(self.starts) // len(self.languages)) + words.astype(np.int64)
        count = self.starts[at + 1] - self.starts[at]
        said = (count > 0) & (chance.random(len(at)) < kept)
        entry = (self.starts[at] + (chance.random(len(at)) * count).astype(np.int64))[said]
        pieces, ends = self.entries.texts(entry, entry)
        return pieces, ends[np.concatenate([[0], np.cumsum(said)])[bounds]]


def load_glossary(folder: Path) -> Glossary:
    """Open what `cache_glossary` wrote; FileNotFoundError if it did not."""
    languages = json.loads((folder / LANGUAGES).read_text(encoding="utf-8"))
    arrays = load_file(folder / ARRAYS)
    lines = Corpus(arrays["words"], arrays["lines"], [])
    entries = Corpus(arrays["pieces"], arrays["bounds"], [])
    return Glossary(list(languages), list(languages.values()), lines, arrays["starts"], entries)
