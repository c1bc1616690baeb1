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
from index.encoder.options import AS_IT_COMES, ModelOptions
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SYMMETRIC = ("document", "passage", "query")
"""Prompts to look for, best first: articles are compared with articles, so all get the same one."""


class SentenceTransformerEncoder:
    """A sentence-transformers model; languages are not used, such models align them themselves."""

    def __init__(
        self, model: "SentenceTransformer", name: str, options: ModelOptions = AS_IT_COMES
    ) -> None:
        """Wrap an opened model, which is cut to the options; `name` begins its `model_id`.

        ModelUnavailable if the model cannot be used as the options say.
        """
        self._model, self._name = model, name
        self._batch_size = options.batch_size
        self._prompt = prompt_of(model, options)
        if options.max_seq_length is not None:
            _cut_texts(model, options.max_seq_length)
        if options.truncate_dim is not None:
            _cut_vectors(model, options.truncate_dim)
        self.dimension = _dimension(model)
        self.model_id = f"{name}-{_digest(model, self._prompt)}"

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        """Return (n, dimension) rows of length 1; an empty text gives a row of zeros.

        They are made as long as that whatever the model was trained to be compared by. ValueError
        if there is not one language a text; ModelUnavailable if a number is infinite or none.
        """
        if len(texts) != len(languages):
            raise ValueError(f"{len(texts)} texts, but {len(languages)} languages: give one each")
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        filled = [place for place, text in enumerate(texts) if text.strip()]
        if filled:
            vectors[filled] = self._model.encode(
                [texts[place] for place in filled],
                # None would stand for the model's default prompt
                prompt=self._prompt or "",
                batch_size=self._batch_size,
                show_progress_bar=False,
            )
        if not np.isfinite(vectors).all():
            raise ModelUnavailable(
                f"the model {self._name!r} gave a vector with numbers that are not finite; "
                "try it with device 'cpu', or use another"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


def load_sentence_transformer(
    name: str, options: ModelOptions = AS_IT_COMES
) -> SentenceTransformerEncoder:
    """Open a model by hub name or path.

    ModelUnavailable if it cannot be found or read, or cannot be used as the options say.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelUnavailable(
            f"the model {name!r} needs sentence-transformers; install it, or use 'bundled'"
        ) from error
    device = _device(options.device)
    try:
        model = SentenceTransformer(name, device=device)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        reason = " ".join(str(error).split())
        raise ModelUnavailable(
            f"no sentence-transformers model {name!r} could be loaded ({reason}); "
            "give a name on the model hub or the path of a saved model, or use 'bundled'"
        ) from error
    return SentenceTransformerEncoder(model, name, options)


def prompt_of(model: "SentenceTransformer", options: ModelOptions = AS_IT_COMES) -> str | None:
    """Return the prompt that goes before every text, or None if the model has no use for one.

    ModelUnavailable if the options name a prompt that the model lacks.
    """
    if options.prompt is not None:
        return options.prompt or None
    if options.prompt_name is None:
        names = (model.default_prompt_name, *_SYMMETRIC)
        return next((model.prompts[each] for each in names if model.prompts.get(each or "")), None)
    if options.prompt_name not in model.prompts:
        known = ", ".join(model.prompts) or "none"
        raise ModelUnavailable(
            f"prompt_name is {options.prompt_name!r}, but the prompts of the model are: {known}; "
            "choose one of them, or write it out as the setting 'prompt'"
        )
    return model.prompts[options.prompt_name] or None


def _device(wanted: str) -> str | None:
    import torch

    there = ["cpu"]
    if torch.cuda.is_available():
        there += ["cuda", *(f"cuda:{number}" for number in range(torch.cuda.device_count()))]
    if torch.backends.mps.is_available():
        there.append("mps")
    if wanted not in ("auto", *there):
        raise ModelUnavailable(
            f"device is {wanted!r}, but here is only {', '.join(there)}; "
            "choose one of these, or 'auto'"
        )
    return None if wanted == "auto" else wanted


def _cut_texts(model: "SentenceTransformer", tokens: int) -> None:
    """Let the model read no more than so many tokens, if it can read as many."""
    own = model.max_seq_length
    try:
        model.max_seq_length = tokens
        if own is None or tokens > own:
            # nothing but an attempt tells: what a model says of itself may be less than it can
            model.encode(["a " * tokens], show_progress_bar=False)
    except AttributeError as error:
        raise ModelUnavailable(
            f"max_seq_length is {tokens}, but the model reads texts of any length; leave it out"
        ) from error
    except (IndexError, RuntimeError) as error:
        raise ModelUnavailable(
            f"max_seq_length is {tokens}, which is more than the model can read; its own is {own}"
        ) from error


def _cut_vectors(model: "SentenceTransformer", dimension: int) -> None:
    whole = _dimension(model)
    if dimension > whole:
        raise ModelUnavailable(
            f"truncate_dim is {dimension}, but the vectors of the model have {whole} dimensions; "
            "choose fewer, or leave it out"
        )
    model.truncate_dim = dimension


def _dimension(model: "SentenceTransformer") -> int:
    known = model.get_embedding_dimension()
    return int(known or model.encode(["a"], show_progress_bar=False).shape[1])


def _digest(model: "SentenceTransformer", prompt: str | None) -> str:
    """Twelve hex digits over all that decides the vectors: weights, words, prompt, cuts, pooling.

    Only what later versions of the library will say likewise of the same model.
    """
    import torch

    modules = [(type(each).__name__, getattr(each, "pooling_mode", None)) for each in model]
    words = sorted(model.tokenizer.get_vocab().items()) if model.tokenizer else []
    settings = [prompt, model.max_seq_length, model.truncate_dim, modules, words]
    whole = hashlib.blake2b(json.dumps(settings, default=str).encode(), digest_size=6)
    for name, tensor in sorted(model.state_dict().items()):
        whole.update(name.encode())
        # through bytes, because numpy has no bfloat16
        whole.update(tensor.detach().cpu().flatten().view(torch.uint8).numpy())
    return whole.hexdigest()
