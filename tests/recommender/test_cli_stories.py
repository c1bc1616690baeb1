"""`recommender stories`."""

import json
from pathlib import Path

from click.testing import CliRunner

from recommender.cli import main

TEXT = (
    "The council of Basel has decided to build a tram line from the station to the hospital. Work "
    "begins in spring 2027, takes 3 years and costs 48 million francs. Residents had collected "
    "1250 signatures against the noise. The city wants to plant trees along the line."
)


def run(home: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--home", str(home), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_copy_with_a_new_headline_is_listed(tmp_path: Path):
    """With what it is a copy of, and why; also for other programs."""
    file = tmp_path / "articles.jsonl"
    lines = ({"id": id_, "language": "en", "title": f"{id_}!", "text": TEXT} for id_ in "ab")
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run(tmp_path, "ingest", str(file))

    (listed,) = json.loads(run(tmp_path, "stories", "--json"))

    assert {listed["id"], listed["like"]} == {"a", "b"}
    assert listed["origin"] == "duplicate"
    assert "duplicate" in run(tmp_path, "stories")


def test_an_empty_list_says_so(tmp_path: Path):
    """Instead of nothing."""
    assert "no articles" in run(tmp_path, "stories")
