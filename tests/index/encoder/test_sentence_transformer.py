from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder import load
from index.encoder.sentence_transformer import prompt_of
from index.errors import ModelUnavailable

WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "the",
    "cat",
    "sat",
    "query",
    "article",
    "猫",
)


def save_model(folder: Path, **settings: object) -> str:
    """Save a random transformer of two layers; `settings` go to SentenceTransformer."""
    torch.manual_seed(0)
    words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]"}
    bare = folder / "bare"
    PreTrainedTokenizerFast(
        tokenizer_object=words, sep_token="[SEP]", mask_token="[MASK]", **special
    ).save_pretrained(bare)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=128,
    )
    BertModel(config).save_pretrained(bare)
    transformer = Transformer(str(bare))
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], **settings).save(str(folder / "model"))
    return str(folder / "model")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a model without prompts."""
    return save_model(tmp_path_factory.mktemp("plain"))


def test_any_saved_model_encodes(plain: str):
    """A path of a saved model gives rows of length 1, and zeros for an empty text."""
    encoder = load(plain)
    vectors = encoder.encode(["the cat sat", "", "猫"], ["en", "en", "zh"])

    assert vectors.shape == (3, encoder.dimension) == (3, 64)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)


def test_lengths_must_match(plain: str):
    """One text with two languages is refused, and both numbers are named."""
    with pytest.raises(ValueError, match="1 texts, but 2 languages"):
        load(plain).encode(["a"], ["en", "de"])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, None),
        ({"prompts": {"query": "query : "}}, "query : "),
        ({"prompts": {"query": "query : ", "passage": "passage : "}}, "passage : "),
        (
            {
                "prompts": {"own": "article : ", "document": "passage : "},
                "default_prompt_name": "own",
            },
            "article : ",
        ),
    ],
)
def test_articles_all_get_the_same_prompt(
    tmp_path: Path, settings: dict[str, object], expected: str | None
):
    """The default prompt comes first, then the document's, then the query's, then none."""
    assert prompt_of(SentenceTransformer(save_model(tmp_path, **settings))) == expected


def test_the_prompt_reaches_the_model(plain: str, tmp_path: Path):
    """The same weights with a prompt are another model with other vectors."""
    prompted = load(save_model(tmp_path, prompts={"document": "passage : "}))
    without = load(plain)

    assert prompted.encode(["the cat"], ["en"])[0] @ without.encode(["the cat"], ["en"])[0] < 0.9999
    assert prompted.model_id.rpartition("-")[2] != without.model_id.rpartition("-")[2]


def test_the_model_id_follows_the_weights(plain: str):
    """Loading twice gives one id; a changed weight another."""
    from index.encoder.sentence_transformer import SentenceTransformerEncoder

    model = SentenceTransformer(plain)
    before = SentenceTransformerEncoder(model, "tiny").model_id
    assert SentenceTransformerEncoder(SentenceTransformer(plain), "tiny").model_id == before

    with torch.no_grad():
        next(model.parameters()).add_(1)
    assert SentenceTransformerEncoder(model, "tiny").model_id != before


def test_an_unknown_name_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The error names the model that was asked for and what to do."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match=r"no-such-model.*use 'bundled'"):
        load(str(tmp_path / "no-such-model"))
