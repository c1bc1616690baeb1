from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Pooling,
    StaticEmbedding,
    Transformer,
)
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder import ModelOptions, load
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


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a model with two prompts, which is compared by inner product."""
    return save_model(
        tmp_path_factory.mktemp("prompted"),
        prompts={"query": "query : ", "document": "article : "},
        similarity_fn_name="dot",
    )


def test_a_model_that_is_compared_by_inner_product_gives_rows_of_length_1(prompted: str):
    """Whatever it was trained to be compared by."""
    vectors = load(prompted).encode(["the cat sat", "the"], ["en", "en"])

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (ModelOptions(prompt_name="query"), "query : "),
        (ModelOptions(prompt="passage : "), "passage : "),
        (ModelOptions(prompt="", prompt_name="query"), None),
    ],
)
def test_a_prompt_may_be_chosen(prompted: str, options: ModelOptions, expected: str | None):
    """By name, or written out, which comes first; an empty one is none."""
    assert prompt_of(SentenceTransformer(prompted), options) == expected


def test_an_empty_prompt_of_the_model_is_none(tmp_path: Path):
    """A model may have a prompt for queries and none for documents."""
    model = SentenceTransformer(save_model(tmp_path, prompts={"query": "query : ", "document": ""}))

    assert prompt_of(model, ModelOptions(prompt_name="document")) is None


def test_no_prompt_means_not_even_the_default_one(plain: str, tmp_path: Path):
    """The vectors are those of the same weights without prompts."""
    path = save_model(tmp_path, prompts={"own": "article : "}, default_prompt_name="own")
    without = load(path, ModelOptions(prompt=""))

    np.testing.assert_allclose(
        without.encode(["the cat"], ["en"]), load(plain).encode(["the cat"], ["en"]), atol=1e-6
    )


def test_kept_dimensions_are_the_first_of_the_model(plain: str):
    """A vector that is cut is the whole one's beginning, of length 1 again."""
    whole, cut = load(plain), load(plain, ModelOptions(truncate_dim=16))
    beginning = whole.encode(["the cat"], ["en"])[0, :16]

    assert cut.dimension == 16
    expected = beginning / np.linalg.norm(beginning)
    np.testing.assert_allclose(cut.encode(["the cat"], ["en"])[0], expected, atol=1e-6)


def test_words_beyond_the_longest_input_are_not_read(plain: str):
    """The rest of the text makes no difference."""
    encoder = load(plain, ModelOptions(max_seq_length=2))
    short, long = encoder.encode(["the cat", "the cat sat"], ["en", "en"])

    np.testing.assert_allclose(short, long, atol=1e-6)


def test_how_many_are_encoded_at_once_makes_no_difference(plain: str):
    """Nor does a device that is asked for and there."""
    texts = ["the cat sat", "猫", "the article"]
    expected = load(plain).encode(texts, ["en"] * 3)
    one_by_one = load(plain, ModelOptions(batch_size=1, device="cpu"))

    np.testing.assert_allclose(one_by_one.encode(texts, ["en"] * 3), expected, atol=1e-5)


def test_the_model_id_follows_what_changes_vectors_and_nothing_else(prompted: str):
    """Each choice has a name of its own; batches and devices do not count."""
    choices = (
        ModelOptions(),
        ModelOptions(prompt=""),
        ModelOptions(prompt_name="query"),
        ModelOptions(max_seq_length=3),
        ModelOptions(truncate_dim=8),
    )
    ids = [load(prompted, options).model_id for options in choices]

    assert len(set(ids)) == len(choices)
    assert load(prompted, ModelOptions(batch_size=1, device="cpu")).model_id == ids[0]
    assert load(prompted, ModelOptions(prompt_name="document")).model_id == ids[0]


def test_the_model_id_follows_the_pooling(plain: str):
    """The same weights pooled otherwise give other vectors."""
    from index.encoder.sentence_transformer import SentenceTransformerEncoder

    model = SentenceTransformer(plain)
    by_mean = SentenceTransformerEncoder(model, "tiny").model_id
    first = Pooling(model.get_embedding_dimension(), pooling_mode="cls")
    pooled_otherwise = SentenceTransformer(modules=[model[0], first])

    assert SentenceTransformerEncoder(pooled_otherwise, "tiny").model_id != by_mean


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ModelOptions(device="cuda:99"), "device is 'cuda:99', but here is only cpu.*or 'auto'"),
        (ModelOptions(device="gpu"), "device is 'gpu'"),
        (ModelOptions(truncate_dim=65), "truncate_dim is 65, but .* have 64 dimensions"),
        (ModelOptions(prompt_name="title"), "'title', but the prompts .*: query, document;"),
        (ModelOptions(max_seq_length=4096), "max_seq_length is 4096, .* its own is 512"),
    ],
)
def test_what_a_model_cannot_do_is_explained(prompted: str, options: ModelOptions, message: str):
    """With the value that was asked for and what there is."""
    with pytest.raises(ModelUnavailable, match=message):
        load(prompted, options)


def test_a_model_without_a_longest_input_says_so(tmp_path: Path):
    """One of fixed word vectors reads whole texts."""
    words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, "[UNK]"))
    fixed = StaticEmbedding(words, embedding_weights=np.eye(len(WORDS), dtype=np.float32))
    SentenceTransformer(modules=[fixed]).save(str(tmp_path))

    with pytest.raises(ModelUnavailable, match=r"max_seq_length is 8, .* any length"):
        load(str(tmp_path), ModelOptions(max_seq_length=8))


def test_a_vector_that_is_no_number_is_refused(plain: str):
    """It would be the nearest of nothing for ever."""
    from index.encoder.sentence_transformer import SentenceTransformerEncoder

    model = SentenceTransformer(plain)
    with torch.no_grad():
        next(model.parameters()).fill_(float("nan"))

    with pytest.raises(ModelUnavailable, match=r"'broken' gave a vector .* not finite"):
        SentenceTransformerEncoder(model, "broken").encode(["the cat"], ["en"])


def test_the_bundled_encoder_takes_no_such_option():
    """Nothing is left out in silence."""
    with pytest.raises(ModelUnavailable, match="truncate_dim is 8, but the bundled encoder has no"):
        load("bundled", ModelOptions(truncate_dim=8))
