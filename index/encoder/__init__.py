"""Encoders: articles in any language become vectors that can be compared."""

from index.encoder.protocol import Encoder

__all__ = ["Encoder", "load"]


def load(name: str = "bundled") -> Encoder:
    """Open the bundled encoder, or any sentence-transformers model by hub name or path.

    ModelUnavailable if it cannot be found or read.
    """
    if name == "bundled":
        from index.encoder.static import load_static

        return load_static()
    from index.encoder.sentence_transformer import load_sentence_transformer

    return load_sentence_transformer(name)
