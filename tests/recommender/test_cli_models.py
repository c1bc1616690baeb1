"""Catalogues and the models of their vectors, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.demo.articles import SAMPLES

LINES = SAMPLES.read_bytes()
ARTICLES = [json.loads(line) for line in LINES.splitlines()]

Refused = Callable[..., str]


@pytest.mark.parametrize("files", [[], ["config.json", "model.safetensors"]])
def test_a_model_that_cannot_be_read_is_named(refused: Refused, files: list[str]):
    """With the way back to the bundled one."""
    folder = Path("model")
    folder.mkdir()
    for name in files:
        (folder / name).write_text('{"model_type": "bert"}')

    line = refused("--model", folder.resolve(), "stats")

    assert str(folder.resolve()) in line
    assert "use 'bundled'" in line


@pytest.fixture(scope="session")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a small sentence-transformers model that knows words of the samples."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = sorted({word for article in ARTICLES for word in article["title"].split()})
    tokenizer = Tokenizer(
        WordLevel({word: place for place, word in enumerate(["?", *words])}, unk_token="?")
    )
    tokenizer.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    weights = np.random.default_rng(1).normal(size=(len(words) + 1, 16)).astype(np.float32)
    path = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(
        str(path)
    )
    return path


def test_vectors_of_two_models_are_not_mixed(refused: Refused, home: Path, other_model: Path):
    """Another model than the catalogue's is refused by name, with the ways out."""
    line = refused("--home", home, "--model", other_model, "ingest", "-", stdin=LINES)

    assert str(other_model) in line
    assert "RECOMMENDER_MODEL" in line
    assert "rebuild --encode" in line


def test_a_catalogue_moves_to_another_model(
    refused: Refused, tell: Callable[..., Any], home: Path, other_model: Path
):
    """All articles get a vector of the new model, which answers from then on."""
    model = {"RECOMMENDER_MODEL": str(other_model)}

    moved = tell("rebuild", "--encode", **model)

    assert (moved["encoded"], moved["indexed"]) == (len(ARTICLES), len(ARTICLES))
    assert str(other_model) in tell("related", ARTICLES[0]["id"], **model)["model_id"]
    assert "rebuild --encode" in refused("--home", home, "related", ARTICLES[0]["id"])
