"""The way from nothing to figures, as a shell would go it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.cli import main
from eval.runs.folder import save
from eval.runs.run import Run


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in an empty folder; it must succeed."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(main, list(map(str, arguments)))
        assert result.exit_code == 0, result.output
        return result

    return call


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Return somebody's own folder: three articles, two of which belong together."""
    folder = tmp_path / "mine"
    folder.mkdir()
    articles = [
        {"id": "a 1", "language": "en", "title": "The bridge opens", "text": "Traffic flows."},
        {"id": "b", "language": "de", "title": "Die Brücke", "text": "Der Verkehr rollt."},
        {"id": "c", "language": "en", "title": "Apple cake", "text": "A recipe with sugar."},
    ]
    lines = "".join(json.dumps(article) + "\n" for article in articles)
    (folder / "articles.jsonl").write_text(lines)
    (folder / "qrels.txt").write_text("a%201 0 b 1\n")
    return folder


def test_anybodys_data_is_asked_and_measured(call: Callable[..., Result], judged: Path):
    """Two commands lead to figures, and ids with spaces are no obstacle."""
    call("run", judged, "-k", 2, "--matrix", "de")
    told = json.loads(call("measure", "data/evaluation/runs/mine/engine", "--json").output)

    values = {each["name"]: each["value"] for each in told["measures"]}
    assert values["R@2"] == 1
    assert told["language_matrix"] == {"measure": "R@2", "cells": {"en-de": 1.0}}
    assert told["manifest"]["articles"] == 3


def test_a_run_can_be_repeated(call: Callable[..., Result], judged: Path):
    """From what its folder says, and it comes out the same."""
    call("run", judged, "-k", 2, "--matrix", "")

    assert call("repeat", "data/evaluation/runs/mine/engine").output.endswith("the same\n")


def test_a_run_that_comes_out_differently_says_so(call: Callable[..., Result], judged: Path):
    """After the articles have changed, status 1 and what is not as it was."""
    call("run", judged, "-k", 2, "--matrix", "")
    articles = judged / "articles.jsonl"
    articles.write_text(articles.read_text().replace("Apple cake", "The bridge of cakes"))

    result = CliRunner().invoke(main, ["repeat", "data/evaluation/runs/mine/engine"])

    assert result.exit_code == 1
    assert "corpus_digest" in result.output
    assert result.output.endswith("not the same\n")


def test_settings_reach_the_engine(call: Callable[..., Result], judged: Path):
    """With the highest minimum score nothing is shown, and the report says why."""
    call("run", judged, "--set", "minimum_score=1", "--name", "strict", "--matrix", "")
    told = json.loads(call("measure", "data/evaluation/runs/mine/strict", "--json").output)

    fill = next(each for each in told["measures"] if each["name"] == "fill rate@10")
    assert fill["value"] == 0
    assert "below_minimum_score" in fill["note"]


def test_two_runs_are_compared(
    call: Callable[..., Result], tfidf_run: Run, engine_run: Run, tmp_path: Path
):
    """People get a table with verdicts, programs the same figures."""
    save(tfidf_run, tmp_path / "before")
    save(engine_run, tmp_path / "after")

    table = call("compare", "before", "after", "--rounds", 500).output
    told = json.loads(call("compare", "before", "after", "--rounds", 500, "--json").output)

    gain = next(each for each in told["measures"] if each["name"] == "nDCG@6")
    assert gain["verdict"] == "better"
    line = next(line for line in table.splitlines() if "nDCG@6" in line)
    assert f"{gain['after']:.4f}" in line
    assert line.endswith("better")
    assert engine_run.facts[told["movers"][0]["seed"]].title in table


def test_the_gate_holds(call: Callable[..., Result]):
    """The engine of this very checkout keeps its pinned bounds."""
    checked = json.loads(call("gate", "--json").output)

    assert all(each["holds"] for each in checked)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "demi"), "'demo'"),
        (("run", "demo", "--set", "minimum_score"), "NAME=VALUE"),
        (("run", "demo", "--set", "minimum_score=high"), "'high'"),
        (("run", "demo", "--languages", "qq"), "'qq'"),
        (("measure", "nowhere"), "nowhere"),
        (("compare", "nowhere", "nowhere"), "nowhere"),
        (("repeat", "nowhere"), "nowhere"),
        (("gate", "--bounds", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It names the value; there is no traceback, and nothing is recorded."""
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, arguments)

    assert result.exit_code in (1, 2)
    assert message in result.output.splitlines()[-1]
    assert not (tmp_path / "data" / "evaluation" / "runs").exists()
