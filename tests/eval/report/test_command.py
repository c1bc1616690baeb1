"""`recommender-eval report`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.cli import main
from eval.runs.folder import save
from eval.runs.run import Run


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


@pytest.fixture
def recorded(tmp_path: Path, two_languages: Run) -> Path:
    save(two_languages, tmp_path / "run")
    return tmp_path / "run"


def test_one_file_is_written(recorded: Path, tmp_path: Path):
    """The file is where it was asked for, in a folder that was not there before."""
    out = tmp_path / "reports" / "one.html"

    result = invoke(recorded, "--out", out, "--rounds", 100, "--json")

    assert result.exit_code == 0
    told = json.loads(result.output)
    assert told == {"report": str(out), "bytes": out.stat().st_size}
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_two_runs_are_compared(recorded: Path, tmp_path: Path, two_languages: Run):
    """The second run is what changed."""
    answers = tuple(replace(each, shown=()) for each in two_languages.answers)
    manifest = replace(two_languages.manifest, name="silent")
    save(Run(manifest, answers, two_languages.facts, two_languages.qrels), tmp_path / "silent")
    out = tmp_path / "two.html"

    result = invoke(recorded, tmp_path / "silent", "--out", out, "--rounds", 100)

    assert result.exit_code == 0
    assert result.output.endswith(f"written to {out}\n")
    assert "<title>silent and by hand: no difference beyond chance</title>" in out.read_text()


def test_incomparable_runs_are_one_line(recorded: Path, tmp_path: Path, two_languages: Run):
    """Runs over other articles are refused, and nothing is written."""
    other = replace(two_languages.manifest, corpus_digest="c1")
    save(
        Run(other, two_languages.answers, two_languages.facts, two_languages.qrels),
        tmp_path / "other",
    )

    result = invoke(recorded, tmp_path / "other", "--out", tmp_path / "two.html")

    assert result.exit_code == 1
    assert "different articles" in result.output
    assert not (tmp_path / "two.html").exists()


def test_what_is_no_run_is_named(tmp_path: Path):
    """The message names the folder."""
    result = invoke(tmp_path / "nothing")

    assert result.exit_code == 1
    assert "is not a recorded run" in result.output
