"""From text of any language to the pieces of words that say most, and how near two pieces are.

Pieces are those of the bundled tokenizer, whose rows were trained to lie near those of their
translations. So two texts may share no word and still name the same things.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.signature.placing import Placed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = 0
"""The piece of letters that the tokenizer does not know; it is near nothing."""

_DIRECTIONS = 64


def tokenise(texts: Sequence[str]) -> list[list[int]]:
    """Return the pieces of each text, in order and as often as they occur."""
    encodings = _tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)
    return [encoding.ids for encoding in encodings]


def placed_pieces(text: str) -> list[Placed]:
    """Return the same pieces of a text with the characters that each was cut from."""
    encoding = _tokenizer().encode(text, add_special_tokens=False)
    found = zip(encoding.ids, encoding.offsets, strict=True)
    return [Placed(piece, start, end) for piece, (start, end) in found]


def vocabulary() -> int:
    """Return how many pieces there are."""
    return _tokenizer().get_vocab_size()


@cache
def directions() -> NDArray[np.float32]:
    """Return a row of length 1 for each piece, (65000, 64); their products are cosines.

    The rows of the bundled encoder without what all have in common, seen along the directions in
    which they differ most (principal components). Which encoder a catalogue uses does not matter.
    Takes half a second, once.
    """
    from safetensors.numpy import load

    from index.encoder.static import BUNDLED, WEIGHTS

    stored = load((BUNDLED / WEIGHTS).read_bytes())
    rows = stored["rows"].astype(np.float32)
    rows *= stored["scales"][:, None]
    rows -= rows.mean(axis=0)
    _, components = np.linalg.eigh(rows.T @ rows)
    reduced: NDArray[np.float32] = rows @ components[:, -_DIRECTIONS:]
    reduced /= np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    reduced[UNKNOWN] = 0
    return reduced


@cache
def _tokenizer() -> "Tokenizer":
    from index.encoder.static import load_tokenizer

    return load_tokenizer()
