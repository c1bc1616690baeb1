"""Catalogues and the models of their vectors, from the command line."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from recommender.cli import main
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


@pytest.fixture(scope="module")
def moved_home(
    sample_home: Path, other_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a data folder that was moved to the other model; copy it, do not write."""
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("moved") / "home")
    arguments = ["--home", str(home), "--model", str(other_model), "rebuild", "--encode"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    return Path(home)


@pytest.fixture
def moved(home: Path, moved_home: Path, other_model: Path) -> dict[str, str]:
    """Let the test's catalogue be one of the other model; give the setting that names it."""
    shutil.rmtree(home)
    shutil.copytree(moved_home, home)
    return {"RECOMMENDER_MODEL": str(other_model)}


@pytest.mark.parametrize(
    ("option", "environment", "file"),
    [
        (("--truncate-dim", "8"), {}, ""),
        ((), {"RECOMMENDER_TRUNCATE_DIM": "8"}, ""),
        ((), {}, "truncate_dim = 8"),
    ],
)
def test_how_a_model_is_used_is_a_setting(
    tell: Callable[..., Any],
    home: Path,
    moved: dict[str, str],
    option: tuple[str, ...],
    environment: dict[str, str],
    file: str,
):
    """On the command line, in the environment or in the file; it makes another vector space."""
    before = tell("stats", **moved)
    (home / "recommender.toml").write_text(file)

    after = tell("stats", *option, **moved, **environment)

    assert before["configured_model_id"] == before["model_id"]
    assert after["configured_model_id"] != after["model_id"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("TRUNCATE_DIM", "17"), ("PROMPT_NAME", "title"), ("DEVICE", "cuda:77"),
     ("MAX_SEQ_LENGTH", "8"), ("BATCH_SIZE", "0")],
)  # fmt: skip
def test_what_a_model_cannot_do_is_named(
    refused: Refused, other_model: Path, name: str, value: str
):
    """The setting and its value, before anything is ingested."""
    line = refused("--model", other_model, "stats", **{f"RECOMMENDER_{name}": value})

    assert name.lower() in line
    assert value in line


def test_known_pages_are_answered_without_opening_the_model(
    home: Path, moved: dict[str, str], environment: dict[str, str]
):
    """What takes seconds and a gigabyte waits until there is something to encode."""
    program = (
        "import sys; from recommender.cli import main; "
        "main(sys.argv[1:], standalone_mode=False); assert 'torch' not in sys.modules"
    )
    page = ["--home", str(home), "related", ARTICLES[0]["id"]]

    subprocess.run(
        [sys.executable, "-c", program, *page],
        check=True, env={**environment, **moved}, capture_output=True,
    )  # fmt: skip


def test_a_model_that_changed_in_its_place_is_noticed_by_a_rebuild(
    tell: Callable[..., Any], other_model: Path, tmp_path: Path
):
    """All vectors are made anew, although the model's name is the same."""
    from safetensors.numpy import load_file, save_file

    mine = Path(shutil.copytree(other_model, tmp_path / "mine"))
    model = {"RECOMMENDER_MODEL": str(mine)}
    before = tell("rebuild", "--encode", **model)
    (weights,) = mine.rglob("*.safetensors")
    save_file({name: -rows for name, rows in load_file(weights).items()}, weights)

    after = tell("rebuild", "--encode", **model)

    assert after["encoded"] == len(ARTICLES)
    assert after["model_id"] != before["model_id"]
