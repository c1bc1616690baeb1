"""The bundled encoder: one row per word piece, a mean over pieces, less the language's own mean.

No neural network runs: a text costs its tokenisation and one sparse product. Rows are stored as
int8 with one scale a row and held as float32. See `bundled/MODEL_CARD.md` for how they were made.
"""

import hashlib
import json
import lzma
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load
from tokenizers import Tokenizer

from index.arrays import Vectors
from index.encoder.pooling import mean_rows
from index.errors import ModelUnavailable

BUNDLED = Path(__file__).parent / "bundled"
WEIGHTS, TOKENIZER, CONFIG = "weights.safetensors", "tokenizer.json.xz", "config.json"

_CHUNK = 512
_ALIASES = {"nb": "no", "iw": "he", "in": "id", "fil": "tl", "yue": "zh", "cmn": "zh", "ji": "yi"}
"""Other names of languages that the model knows (ISO 639 and older codes)."""


class StaticEncoder:
    """Means of piece rows, centred by language, of length 1; safe to share between threads.

    Texts of one language lie around that language's mean. Taking it away makes the distance
    between two languages mean as much as the distance within one.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        rows: NDArray[np.float32],
        means: Mapping[str, NDArray[np.float32]],
        model_id: str,
    ) -> None:
        """Take piece rows (vocabulary, dimension) and each language's mean row (dimension,)."""
        self.model_id = model_id
        self.dimension = rows.shape[1]
        self._tokenizer = tokenizer
        self._rows = rows
        self._means = np.stack([*means.values(), np.mean(list(means.values()), axis=0)])
        self._places = {language: place for place, language in enumerate(means)}

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Return (n, dimension) rows of length 1; a text without any token gives a row of zeros.

        `languages` are BCP 47 tags; one the model has not learnt, or `und`, is centred on the mean
        over languages. ValueError if there is not one language a text.
        """
        if len(texts) != len(languages):
            raise ValueError(f"{len(texts)} texts, but {len(languages)} languages: give one each")
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _CHUNK):
            part = slice(start, start + _CHUNK)
            vectors[part] = self._encode_chunk(texts[part], languages[part])
        return vectors

    def _encode_chunk(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        pooled, counts = self._pool(texts)
        pooled -= self._means[[self._place(language) for language in languages]]
        pooled[counts == 0] = 0
        lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
        np.divide(pooled, lengths, out=pooled, where=lengths > 0)
        return pooled

    def _pool(self, texts: Sequence[str]) -> tuple[Vectors, NDArray[np.int64]]:
        """Mean rows (n, dimension) and the number of pieces of each text (n,)."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ids = [encoding.ids for encoding in encodings]
        counts = np.fromiter(map(len, ids), np.int64, len(ids))
        bounds = np.concatenate([[0], np.cumsum(counts)])
        pieces = np.fromiter(chain.from_iterable(ids), np.int64, bounds[-1])
        return mean_rows(self._rows, pieces, bounds), counts

    def _place(self, tag: str) -> int:
        primary = tag.partition("-")[0].lower()
        return self._places.get(_ALIASES.get(primary, primary), -1)


def load_static(folder: Path = BUNDLED) -> StaticEncoder:
    """Open a folder written by training; ModelUnavailable if it is not one."""
    try:
        contents = {name: (folder / name).read_bytes() for name in (WEIGHTS, TOKENIZER, CONFIG)}
        config = json.loads(contents[CONFIG])
        arrays = load(contents[WEIGHTS])
        tokenizer = load_tokenizer(folder)
        means = dict(zip(config["languages"], arrays["means"], strict=True))
        rows = arrays["rows"].astype(np.float32)
        rows *= arrays["scales"][:, None]
    except (OSError, SafetensorError, lzma.LZMAError, ValueError, KeyError) as error:
        raise ModelUnavailable(
            f"no readable static model in {str(folder)!r} ({error}); "
            "reinstall, or train one with 'python -m index.encoder.training'"
        ) from error
    return StaticEncoder(tokenizer, rows, means, f"{config['name']}-{_digest(contents)}")


def load_tokenizer(folder: Path = BUNDLED) -> Tokenizer:
    """Open the tokenizer alone; OSError or LZMAError if it cannot be read."""
    return Tokenizer.from_str(lzma.decompress((folder / TOKENIZER).read_bytes()).decode())


def _digest(contents: Mapping[str, bytes]) -> str:
    whole = hashlib.blake2b(digest_size=6)
    for content in contents.values():
        whole.update(hashlib.blake2b(content).digest())
    return whole.hexdigest()
