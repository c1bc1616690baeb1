"""The command `recommender-eval`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.bench.asking import bench_asking
from eval.bench.figure import Figure
from eval.bench.ingesting import bench_ingesting
from eval.cli import main
from eval.data import DEFAULT, read_links, read_releases
from eval.errors import DataAbsent
from index.encoder import Encoder
from recommender.demo.articles import SAMPLES


@pytest.mark.parametrize("command", [[], ["encoder"], ["bench"]])
def test_help_teaches(command: list[str]):
    """Each command says what it does and what it needs."""
    result = CliRunner().invoke(main, [*command, "--help"])

    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_absent_data_is_named(tmp_path: Path):
    """A measure whose data is not there is skipped, and says which file it looked for."""
    result = CliRunner().invoke(main, ["encoder", "--data", str(tmp_path), "--json"])

    report = json.loads(result.output)
    assert result.exit_code == 0
    assert len(report["skipped"]) == 3
    assert str(tmp_path / "swiss-press-releases.jsonl.xz") in report["skipped"][0]


def test_an_unknown_model_is_one_line(tmp_path: Path):
    """No traceback, and the name that was given."""
    result = CliRunner().invoke(main, ["encoder", "--model", str(tmp_path / "none")])

    assert result.exit_code == 1
    assert result.output.startswith("Error: no sentence-transformers model")


@pytest.fixture(scope="module")
def ingested(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Figure]]:
    """Ingest the sample articles; where they are, and what was measured."""
    folder = tmp_path_factory.mktemp("ingested")
    measured = bench_ingesting(Path(str(SAMPLES)), folder, encoder)
    return folder, {figure.name: figure for figure in measured}


def test_shares_of_an_ingest_add_up(ingested: tuple[Path, dict[str, Figure]]):
    """Every part of the time is accounted for, and all articles of the file go in."""
    _, figures = ingested

    assert figures["ingesting"].note == "156 articles"
    assert figures["ingesting, rejected"].value == 0
    assert sum(f.value for f in figures.values() if f.unit == "%") == pytest.approx(100)


def test_asking_by_a_search_costs_more_than_the_bare_search(
    encoder: Encoder, ingested: tuple[Path, dict[str, Figure]]
):
    """The ratio compares a whole answer with the vector search in it."""
    folder, _ = ingested
    figures = {figure.name: figure for figure in bench_asking(folder, encoder)}

    assert figures["asking by a search"].value > 1


def test_the_links_are_among_the_releases():
    """The packed data fits together: nearly every linking story has articles."""
    try:
        releases, links = read_releases(DEFAULT), read_links(DEFAULT)
    except DataAbsent as absent:
        pytest.skip(str(absent))

    stories = {release.story for release in releases}
    assert len(stories & links.keys()) / len(links) > 0.95
