"""Any sentence-transformers model as an encoder, by name or path.

The library and torch are imported when a model is opened, not before.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError

from index.arrays import Vectors
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SYMMETRIC = ("document", "passage", "query")
"""Prompts to look for, best first: articles are compared with articles, so all get the same one."""


class SentenceTransformerEncoder:
    """A sentence-transformers model; languages are not used, such models align them themselves."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        """Wrap an opened model; `name` becomes the readable part of `model_id`."""
        self._model = model
        self._prompt = prompt_of(model)
        self.model_id = f"{name}-{_digest(model, self._prompt)}"
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Return (n, dimension) rows of length 1; an empty text gives a row of zeros.

        ValueError if there is not one language a text.
        """
        if len(texts) != len(languages):
            raise ValueError(f"{len(texts)} texts, but {len(languages)} languages: give one each")
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        filled = [place for place, text in enumerate(texts) if text.strip()]
        if filled:
            vectors[filled] = self._model.encode(
                [texts[place] for place in filled],
                prompt=self._prompt,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return vectors


def load_sentence_transformer(name: str) -> SentenceTransformerEncoder:
    """Open a model by hub name or path; ModelUnavailable if it cannot be found or read."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelUnavailable(
            f"the model {name!r} needs sentence-transformers; install it, or use 'bundled'"
        ) from error
    try:
        model = SentenceTransformer(name)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        reason = " ".join(str(error).split())
        raise ModelUnavailable(
            f"no sentence-transformers model {name!r} could be loaded ({reason}); "
            "give a name on the model hub or the path of a saved model, or use 'bundled'"
        ) from error
    return SentenceTransformerEncoder(model, name)


def prompt_of(model: "SentenceTransformer") -> str | None:
    """Return the prompt that goes before every text, or None if the model has no use for one."""
    names = (model.default_prompt_name, *_SYMMETRIC)
    return next((model.prompts[name] for name in names if name and model.prompts.get(name)), None)


def _digest(model: "SentenceTransformer", prompt: str | None) -> str:
    """Twelve hex digits over all that decides the vectors: weights, prompt, longest input."""
    import torch

    whole = hashlib.blake2b(digest_size=6)
    whole.update(json.dumps([prompt, model.max_seq_length]).encode())
    for name, tensor in sorted(model.state_dict().items()):
        whole.update(name.encode())
        # through bytes, because numpy has no bfloat16
        whole.update(tensor.detach().cpu().flatten().view(torch.uint8).numpy())
    return whole.hexdigest()
