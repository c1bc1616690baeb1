"""Lists as files that other tools read."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import InvalidRun
from eval.runs.trec import read_lists, write_lists

IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
LISTS = st.dictionaries(IDS, st.lists(IDS, min_size=1, max_size=5, unique=True), max_size=5)


@given(LISTS)
def test_lists_come_back_as_they_were(lists: dict[str, list[str]]):
    """Ids with spaces, percent signs, line ends and any script survive, and so does the order."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.gz"
        write_lists(path, lists, "a name")

        assert read_lists(path) == lists


def test_trec_eval_sees_the_order_of_the_list(tmp_path: Path):
    """The file's scores fall with the rank, so a tool that sorts by score keeps the order."""
    write_lists(tmp_path / "run.gz", {"q": ["b", "c", "a"]}, "pinned")
    with gzip.open(tmp_path / "run.gz", "rt") as file:
        run = pytrec_eval.parse_run(file)

    found = pytrec_eval.RelevanceEvaluator({"q": {"b": 1}}, {"recip_rank"}).evaluate(run)

    assert found["q"]["recip_rank"] == 1
    assert sorted(run["q"], key=run["q"].get, reverse=True) == ["b", "c", "a"]


@pytest.mark.parametrize("line", ["q Q0 a 1 -1", "q Q0 a first -1 run", "nonsense"])
def test_a_line_that_is_not_a_runs_is_named(tmp_path: Path, line: str):
    """The error says which line it was and shows it."""
    with gzip.open(tmp_path / "run.gz", "wt") as file:
        file.write(f"q Q0 b 1 -1 run\n{line}\n")

    with pytest.raises(InvalidRun, match="line 2") as caught:
        read_lists(tmp_path / "run.gz")
    assert line in str(caught.value)


def test_a_file_that_is_not_compressed_is_refused(tmp_path: Path):
    """It says which file cannot be read."""
    (tmp_path / "run.gz").write_text("q Q0 b 1 -1 run\n")

    with pytest.raises(InvalidRun, match=r"run\.gz"):
        read_lists(tmp_path / "run.gz")
