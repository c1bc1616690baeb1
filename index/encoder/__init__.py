"""Encoders: articles in any language become vectors that can be compared."""

from index.encoder.options import AS_IT_COMES, ModelOptions
from index.encoder.protocol import Encoder
from index.encoder.remembered import remembered
from index.errors import ModelUnavailable

__all__ = ["BUNDLED", "Encoder", "ModelOptions", "bundled_version", "load", "remembered"]

BUNDLED = "bundled"
"""The name of the encoder that comes with the program."""


def bundled_version() -> list[int]:
    """Return what changes when another bundled encoder is installed, without reading it."""
    from index.encoder.static import BUNDLED as FOLDER
    from index.encoder.static import WEIGHTS

    found = (FOLDER / WEIGHTS).stat()
    return [found.st_size, found.st_mtime_ns]


def load(name: str = BUNDLED, options: ModelOptions = AS_IT_COMES) -> Encoder:
    """Open the bundled encoder, or any sentence-transformers model by hub name or path.

    ModelUnavailable if it cannot be found or read, or cannot be used as the options say.
    """
    if name == BUNDLED:
        from index.encoder.static import load_static

        for option, value in options.changing.items():
            raise ModelUnavailable(
                f"{option} is {value!r}, but the bundled encoder has no {option}; leave it out, "
                "or name a sentence-transformers model"
            )
        return load_static()
    from index.encoder.sentence_transformer import load_sentence_transformer

    return load_sentence_transformer(name, options)
