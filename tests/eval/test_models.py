"""What a larger model buys, from the command line, with two small models."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from eval.cli import main
from eval.models import choice_of
from index.encoder import load


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with judged articles and two models that know their words."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    folder = tmp_path_factory.mktemp("models")
    topics = ("bridge", "storm", "vaccine", "orchestra")
    (folder / "judged").mkdir()
    with (folder / "judged" / "articles.jsonl").open("w") as file:
        for topic in topics:
            for n in range(3):
                title = " ".join([topic] * 8)
                line = {"id": f"{topic}{n}", "language": "en", "title": title, "text": title}
                file.write(json.dumps(line) + "\n")
    qrels = [f"{t}{a} 0 {t}{b} 1\n" for t in topics for a in range(3) for b in range(3) if a != b]
    (folder / "judged" / "qrels.txt").write_text("".join(qrels))
    words = Tokenizer(WordLevel({w: i for i, w in enumerate(["?", *topics])}, unk_token="?"))
    words.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    for name, weights in {"good": np.eye(5, 8), "poor": np.ones((5, 8))}.items():
        module = StaticEmbedding(words, embedding_weights=weights.astype(np.float32))
        SentenceTransformer(modules=[module]).save(str(folder / name))
    return folder


@pytest.fixture
def models(folder: Path, tmp_path: Path) -> Callable[..., Result]:
    """Run the command over the judged articles, in a folder of the test's own."""

    def run(*arguments: str) -> Result:
        command = ["models", str(folder / "judged"), *arguments, "--work", str(tmp_path), "-k", "2"]
        return CliRunner().invoke(main, command)

    return run


@pytest.fixture
def judged(models: Callable[..., Result], folder: Path) -> list[Any]:
    """What is said of the poor and the good model, and of the good one cut to five dimensions."""
    good = str(folder / "good")
    result = models(str(folder / "poor"), good, f"{good},truncate_dim=5", "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def test_each_model_is_compared_with_the_first(judged: list[Any]):
    """The first has no gain; what it costs is said of all."""
    assert [each["dimension"] for each in judged] == [8, 8, 5]
    assert [each["bytes_per_vector"] for each in judged] == [32, 32, 20]
    assert all(each["articles_per_second"] > 0 for each in judged)
    assert judged[0]["gains"] == []
    for each in judged[1:]:
        for gain in each["gains"]:
            assert gain["after"] == each["values"][gain["name"]]
            assert gain["before"] == judged[0]["values"][gain["name"]]
        assert [gain["name"] for gain in each["gains"]] == ["R@2", "nDCG@2"]


def test_runs_are_kept_and_not_made_twice(
    judged: list[Any],  # noqa: ARG001
    models: Callable[..., Result],
    folder: Path,
    tmp_path: Path,
):
    """One a model, for 'compare' and 'report'; what is there is named before any work."""
    runs = sorted(path.name for path in (tmp_path / "runs" / "judged").iterdir())
    again = models(str(folder / "good"))

    assert len(runs) == 3
    assert again.exit_code == 1
    assert "remove it first" in again.stderr
    compare = ["compare", *(str(tmp_path / "runs" / "judged" / name) for name in runs[:2])]
    assert CliRunner().invoke(main, compare).exit_code == 0


def test_people_read_a_line_a_measure(models: Callable[..., Result], folder: Path):
    """With the cost of the model above."""
    result = models(str(folder / "good"))

    assert "8 dimensions, 32 bytes a vector" in result.stdout
    assert "R@2" in result.stdout


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        ("bundled", {"model": "bundled"}),
        (
            "intfloat/e5,prompt=query: ,truncate_dim=8",
            {"model": "intfloat/e5", "prompt": "query: ", "truncate_dim": "8"},
        ),
        ("a,b", {"model": "a,b"}),
        ("a,b,prompt=", {"model": "a,b", "prompt": ""}),
    ],
)
def test_settings_may_follow_a_model(written: str, settings: dict[str, str]):
    """After commas; a comma in a name is part of it."""
    assert choice_of(written).settings == settings


def test_a_catalogue_is_of_one_vector_space(folder: Path, tmp_path: Path):
    """The same model, used in two ways, answers from two catalogues."""
    for cut in ("8", "4"):
        command = [
            "run", str(folder / "judged"), "--model", str(folder / "good"),
            "--set", f"truncate_dim={cut}", "--name", cut, "--work", str(tmp_path),
        ]  # fmt: skip
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output

    assert len(list((tmp_path / "catalogues").iterdir())) == 2
    assert load(str(folder / "good")).dimension == 8
