"""What an article is about, in its own words: a compact signature, compared in any language."""

from index.signature.signature import (
    BYTES,
    EMPTY,
    SIGNATURE,
    Signatures,
    lexical_scores,
    sign,
    signatures_of,
)

__all__ = ["BYTES", "EMPTY", "SIGNATURE", "Signatures", "lexical_scores", "sign", "signatures_of"]
