"""What every encoder can do."""

from collections.abc import Sequence
from typing import Protocol

from index.arrays import Vectors


class Encoder(Protocol):
    """Texts in any language become vectors whose inner product says how much they are related.

    `model_id` names the exact weights: vectors of different ids must not be compared.
    """

    @property
    def model_id(self) -> str:
        """Name and digest of the model; it changes whenever its vectors would."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Return (n, dimension) rows of length 1; a text without any token gives a row of zeros.

        `languages` are BCP 47 tags, one a text, `und` if unknown. ValueError if lengths differ.
        """
