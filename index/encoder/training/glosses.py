"""Glossed windows: news that is translated word by word into languages that have little of it.

The encoder takes a mean over pieces and knows no word order, so what a dictionary makes of a window
of English news teaches it nearly what a translation would. Cross-lingual training on such text is
known from Gouws and Søgaard 2015, "Simple task-specific bilingual word embeddings".
"""

import numpy as np
from numpy.typing import NDArray

from index.encoder.training.batches import KEPT, Bag, Kind, Material
from index.encoder.training.cache import Corpus
from index.encoder.training.glossary import Glossary
from index.encoder.training.languages import weight

_BOTH = 0.3
"""Share of groups with a gloss on both sides; in the others one side is news as it was written."""

_WITHOUT_NEWS = 2.0
"""How much more often a language without news is drawn."""

_LONGEST = 100
"""Words glossed of one text."""


class Glosses(Material):
    """News in English or another language, beside a gloss of the same or the next window."""

    def __init__(self, kind: Kind, corpus: Corpus, glossary: Glossary) -> None:
        beside = [each for each in corpus.lists if "en" in each.languages]
        # a glossary without languages leaves nothing to draw
        english = [each.english_first() for each in beside] if glossary.languages else []
        super().__init__(kind, Corpus(corpus.pieces, corpus.bounds, english))
        self.glossary = glossary
        news = {language for each in english for language in each.languages}
        drawn = [
            weight(language) * (1.0 if language in news else _WITHOUT_NEWS) * share**0.5
            for language, share in zip(glossary.languages, glossary.covered, strict=True)
        ]
        self.drawn = np.array(drawn) / np.sum(drawn)

    def group(
        self, table: NDArray[np.int32], size: int, chance: np.random.Generator
    ) -> tuple[Bag, Bag]:
        """Draw up to `size` pairs of a window and a gloss, or of glosses in two languages."""
        one, other = (int(each) for each in chance.choice(len(self.drawn), 2, p=self.drawn))
        written = (int(chance.integers(2)), None)
        sides = [(0, one) if chance.random() < _BOTH else written, (0, other)]
        chance.shuffle(sides)
        (a, left), (b, right) = sides
        first, second = self.spans(table, (a, b), size, chance)
        return self._text(first, left, chance), self._text(second, right, chance)

    def _text(
        self, spans: NDArray[np.int32], language: int | None, chance: np.random.Generator
    ) -> Bag:
        if language is None:
            return self.bag(spans, chance)
        pieces, bounds = self.glossary.gloss(
            language, spans[:, 0], spans[:, 1], _LONGEST, KEPT, chance
        )
        return Bag(pieces, bounds[:-1])
