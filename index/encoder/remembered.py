"""An encoder that is opened only when there is something to encode.

To open a large model takes seconds and a gigabyte, and a service that answers for known pages
encodes nothing. What has to be known from the start, the name of its vector space, is noted when
the model is opened, and checked when it is opened again, before a vector of it is used.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from index.arrays import Vectors
from index.encoder.protocol import Encoder
from index.errors import ModelMismatch


class RememberedEncoder:
    """The encoder that `open_it` opens, known from a note by `model_id` and `dimension`."""

    def __init__(
        self, note: Path, model_id: str, dimension: int, open_it: Callable[[], Encoder]
    ) -> None:
        self.model_id, self.dimension = model_id, dimension
        self._note, self._open_it = note, open_it
        self._lock = Lock()
        self._opened: Encoder | None = None

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Do as the encoder does, once it is open.

        Raises ModelMismatch if it is not the one that was noted; ModelUnavailable.
        """
        with self._lock:
            self._opened = self._opened or self._checked()
        return self._opened.encode(texts, languages)

    def _checked(self) -> Encoder:
        encoder = self._open_it()
        if encoder.model_id != self.model_id:
            self._note.unlink(missing_ok=True)
            raise ModelMismatch(
                f"the model has changed: it is {encoder.model_id!r} now and was {self.model_id!r}; "
                "put the old one back, or make new vectors with 'recommender rebuild --encode' "
                "and start again"
            )
        return encoder


def remembered(note: Path, key: object, open_it: Callable[[], Encoder]) -> Encoder:
    """Return the encoder that the file `note` remembers under `key`; else open and note it.

    `key` is anything that JSON can write: all that was chosen of the model.
    Raises ModelUnavailable.
    """
    written = json.loads(json.dumps(key))
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads(note.read_text(encoding="utf-8"))
        if noted["key"] == written:
            return RememberedEncoder(note, noted["model_id"], noted["dimension"], open_it)
    encoder = open_it()
    noted = {"key": written, "model_id": encoder.model_id, "dimension": encoder.dimension}
    # without a note the next start takes longer, and that is all
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(noted, indent=1), encoding="utf-8")
    return encoder
