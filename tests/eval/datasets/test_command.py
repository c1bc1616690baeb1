"""The command `recommender-eval datasets`."""

import json
from pathlib import Path

from click.testing import CliRunner

from eval.cli import main
from eval.datasets import SOURCES


def test_all_datasets_are_listed_with_what_is_missing(tmp_path: Path):
    """A missing one says where it was looked for and how to get it; the demo needs no files."""
    result = CliRunner().invoke(main, ["datasets", "--data", str(tmp_path)])

    assert result.exit_code == 0
    assert all(name in result.output for name in SOURCES)
    assert f"{tmp_path / 'NTREX/DOCUMENT_IDS.tsv'}  (not there)" in result.output
    assert "clone the public repository" in result.output


def test_one_dataset_is_shown_with_its_size(ntrex: Path):
    """Articles, seeds, judgements, and articles by language."""
    result = CliRunner().invoke(main, ["datasets", "parallel-halves", "--data", str(ntrex)])

    assert "12 articles, 6 seeds, 18 judgements" in result.output
    assert "en 4, de 4, zh-CN 4" in result.output


def test_programs_read_json(tmp_path: Path):
    """What is there has its size, and what is not has none."""
    result = CliRunner().invoke(main, ["datasets", "--data", str(tmp_path), "--json"])

    listed = {each["name"]: each for each in json.loads(result.output)}
    assert listed.keys() == SOURCES.keys()
    assert listed["demo"]["articles"] == sum(listed["demo"]["languages"].values()) == 156
    assert "articles" not in listed["parallel-mates"]
    assert str(tmp_path / "NTREX/DOCUMENT_IDS.tsv") in listed["parallel-mates"]["missing"]


def test_a_quick_list_reads_nothing(tmp_path: Path):
    """Then no dataset has a size."""
    result = CliRunner().invoke(main, ["datasets", "--data", str(tmp_path), "--quick", "--json"])

    assert not any("articles" in each for each in json.loads(result.output))


def test_an_unknown_name_is_one_line(tmp_path: Path):
    """No traceback."""
    result = CliRunner().invoke(main, ["datasets", str(tmp_path / "none")])

    assert result.exit_code == 1
    assert result.output.startswith("Error: no dataset is called")
