"""What an article is about, in its own words: a compact signature, compared in any language."""

from index.signature.numbers import rarity
from index.signature.scores import Rarity, number_scores, piece_scores, term_scores
from index.signature.signature import (
    BYTES,
    EMPTY,
    SIGNATURE,
    Signatures,
    Weighted,
    Words,
    sign,
    signatures_of,
)

__all__ = [
    "BYTES",
    "EMPTY",
    "SIGNATURE",
    "Rarity",
    "Signatures",
    "Weighted",
    "Words",
    "number_scores",
    "piece_scores",
    "rarity",
    "sign",
    "signatures_of",
    "term_scores",
]
