"""From trained rows to the bundled folder: language means, int8 rows, one compressed tokenizer."""

import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

from index.encoder.static import CONFIG, TOKENIZER, WEIGHTS
from index.encoder.training.means import language_means

NAME = "static-v2"
LARGEST_ERROR = 0.02
"""Largest relative error that rounding may cause in a row."""


def export(weights: NDArray[np.float32], tokenizer: Tokenizer, cache: Path, out: Path) -> None:
    """Write weights, tokenizer and config that `index.encoder.load` opens.

    ValueError if rounding to int8 would change a row by more than `LARGEST_ERROR` of its length.
    """
    rows, scales = quantise(weights)
    restored = np.asarray(rows * scales[:, None], np.float32)
    means = language_means(restored, cache)
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        "rows": rows,
        "scales": scales,
        "means": np.stack(list(means.values())),
    }
    (out / WEIGHTS).write_bytes(save(arrays))
    text = tokenizer.to_str().encode()
    (out / TOKENIZER).write_bytes(lzma.compress(text, preset=9 | lzma.PRESET_EXTREME))
    config = {"name": NAME, "dimension": weights.shape[1], "languages": list(means)}
    (out / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def quantise(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8 (vocabulary, dimension) and the scale of each (vocabulary,)."""
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    rows = np.round(weights / scales[:, None]).astype(np.int8)
    error = np.linalg.norm(rows * scales[:, None] - weights, axis=1)
    worst = float(np.max(error / np.maximum(np.linalg.norm(weights, axis=1), 1e-9)))
    if worst > LARGEST_ERROR:
        raise ValueError(f"int8 changes a row by {worst:.1%}, more than {LARGEST_ERROR:.0%}")
    return rows, scales.astype(np.float32)
