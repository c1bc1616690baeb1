"""`recommender calibrate`."""

import json
from pathlib import Path

from click.testing import CliRunner

from recommender.cli import main


def run(home: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--home", str(home), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def articles(folder: Path) -> Path:
    file = folder / "articles.jsonl"
    things = ("bridge", "oak", "cake", "verdict", "goal", "strike", "comet", "novel", "tax", "sea")
    lines = (
        {"id": thing, "language": "en", "title": f"The {thing}", "text": f"News of the {thing}."}
        for thing in things
    )
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


def test_ingesting_calibrates_a_new_catalogue(tmp_path: Path):
    """Once there is something to learn from; --show learns nothing."""
    before = json.loads(run(tmp_path, "calibrate", "--show", "--json"))
    run(tmp_path, "ingest", str(articles(tmp_path)))
    after = json.loads(run(tmp_path, "calibrate", "--show", "--json"))

    assert before["articles"] == {}
    assert after["articles"] == {"en": 10}
    assert [pair["languages"] for pair in after["pairs"]] == [["en", "en"]]


def test_learning_shows_a_line_for_each_two_languages(tmp_path: Path):
    """With what is usual and what is rare."""
    run(tmp_path, "ingest", str(articles(tmp_path)))

    output = run(tmp_path, "calibrate")

    assert "one in a thousand" in output
    assert "  en en" in output


def test_an_empty_catalogue_can_be_calibrated(tmp_path: Path):
    """It keeps the levels that ship."""
    assert "other, two" in run(tmp_path, "calibrate")
