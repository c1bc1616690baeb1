"""The command `recommender-eval quality`, from data to a page."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.cli import main
from eval.quality.errors import IncompleteQuality, UnmarkedPage
from eval.quality.figure import REACH
from eval.quality.marked import with_blocks, write_blocks
from eval.quality.measuring import Quality, measure_quality
from eval.quality.recording import Workplace
from eval.quality.tables import as_blocks
from eval.quality.targets import read_targets

PAGE = Path(__file__).parents[3] / "docs" / "quality.md"
NAMES = (
    "origin", "reach", "releases-declared", "releases-undeclared", "releases-hidden", "shares",
    "sentences", "news",
)  # fmt: skip


def page_of(*names: str) -> str:
    """Return a page with a place for each table, and text around."""
    marks = (
        f"Before {name}.\n<!-- {name}: written by 'recommender-eval quality --write' -->\nOld."
        f"\n<!-- end {name} -->\n"
        for name in names
    )
    return "# Quality\n\n" + "\n".join(marks) + "After.\n"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Callable[..., Result]:
    """Run the command over the small data; it records once."""
    work = tmp_path_factory.mktemp("work")

    def call(*arguments: object) -> Result:
        given = ("quality", "--data", data, "--work", work, *arguments)
        return CliRunner().invoke(main, list(map(str, given)))

    return call


def test_every_target_has_its_row(measured: Callable[..., Result]):
    """With value, interval, and by how much it is missed; a target without a row would be lost."""
    told = json.loads(measured("--json").stdout)

    promised = [each for each in told["figures"] if each["table"] == REACH]
    assert {each["row"] for each in promised} == read_targets().keys()
    for each in promised:
        estimate, limits = each["estimate"], each["target"]
        assert estimate["low"] <= estimate["value"] <= estimate["high"]
        if list(limits) == ["at_least"]:
            short = max(limits["at_least"] - estimate["value"], 0)
            assert each["missed_by"] == pytest.approx(short)
    assert told["skipped"] == {}


def test_people_get_lines_and_a_page(measured: Callable[..., Result], tmp_path: Path):
    """What is printed says of every target whether it is met; the page holds all tables."""
    result = measured("--out", tmp_path / "out")

    assert len(re.findall(r"\b(met|missed by \d\.\d{3})", result.stdout)) >= len(read_targets())
    page = (tmp_path / "out" / "quality.md").read_text()
    assert all(f"## {name}\n" in page for name in NAMES)
    assert json.loads((tmp_path / "out" / "quality.json").read_text())["recordings"]


def test_tables_are_written_into_a_page_once(measured: Callable[..., Result], tmp_path: Path):
    """Only what stands between the comments changes, and a second time nothing does."""
    page = tmp_path / "page.md"
    page.write_text(page_of(*NAMES))
    assert measured("--write", page).exit_code == 0
    once = page.read_text()
    measured("--write", page)

    assert page.read_text() == once
    assert "Old." not in once
    assert once.startswith("# Quality\n\nBefore origin.\n<!-- origin")
    assert once.endswith("<!-- end news -->\nAfter.\n")
    assert "| linked story, R@10, de → fr | ≥ 0.66 |" in once


def test_absent_data_is_skipped(tmp_path: Path):
    """Each part says which file it looked for, and nothing is recorded."""
    given = ["quality", "--data", str(tmp_path), "--work", str(tmp_path / "work")]
    result = CliRunner().invoke(main, given)

    assert result.exit_code == 0
    for part, file in (("press", "press-releases"), ("sentences", "flores"), ("news", "news")):
        assert re.search(rf"skipped, {part}.*{file}.*not there", result.stdout)
    assert not (tmp_path / "work").exists()


def test_a_page_is_not_written_from_a_part(place: Callable[..., Workplace], tmp_path: Path):
    """The tables that stand there would be lost."""
    page = tmp_path / "page.md"
    page.write_text(page_of(*NAMES))
    quality = measure_quality(place(tmp_path), read_targets())

    with pytest.raises(IncompleteQuality, match="press releases"):
        write_blocks(page, quality, read_targets())
    assert page.read_text() == page_of(*NAMES)


@pytest.mark.parametrize("page", [page_of(), page_of("news", "news")])
def test_a_place_for_each_table_is_needed(page: str):
    """One, and only one; the error shows the comments to write."""
    with pytest.raises(UnmarkedPage, match="<!-- end news -->"):
        with_blocks(page, {"news": "| new |"})


def test_the_documentation_has_a_place_for_every_table():
    """And every one is filled, so that nobody reads an empty page."""
    written = PAGE.read_text(encoding="utf-8")
    tables = as_blocks(Quality((), (), {}), read_targets())

    assert tables.keys() == set(NAMES)
    assert with_blocks(written, dict.fromkeys(tables, "")) != written
    for name in tables:
        table = written.split(f"<!-- {name}: ")[1].split(f"<!-- end {name} -->")[0]
        assert table.count("\n| ") > 2, name
