"""Runs on disk."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.errors import InvalidRun
from eval.measures import measure
from eval.runs.folder import load, save
from eval.runs.run import Run


@pytest.fixture
def folder(engine_run: Run, tmp_path: Path) -> Path:
    """Return the engine's run on disk."""
    save(engine_run, tmp_path / "run")
    return tmp_path / "run"


def test_a_run_comes_back_as_it_was(engine_run: Run, folder: Path):
    """Lists, judgements, facts and manifest are the same; scores to six digits."""
    loaded = load(folder)

    assert loaded.manifest == engine_run.manifest
    assert loaded.qrels == engine_run.qrels
    assert loaded.facts == engine_run.facts
    assert loaded.lists == engine_run.lists
    assert loaded.candidates == engine_run.candidates
    assert loaded.lists_in("de") == engine_run.lists_in("de")
    pairs = zip(loaded.answers, engine_run.answers, strict=True)
    for again, before in pairs:
        assert (again.seed, again.only, again.seconds) == (before.seed, before.only, before.seconds)
        assert [hit.score for hit in again.shown] == pytest.approx(
            [hit.score for hit in before.shown], abs=1e-6
        )


def test_a_loaded_run_measures_the_same(engine_run: Run, folder: Path):
    """No figure depends on what is not kept."""
    again = [(each.name, each.value) for each in measure(load(folder))]

    assert again == [(each.name, pytest.approx(each.value)) for each in measure(engine_run)]


def test_an_existing_run_is_not_overwritten(engine_run: Run, folder: Path):
    """A figure that somebody may have quoted stays reproducible."""
    with pytest.raises(InvalidRun, match="exists"):
        save(engine_run, folder)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _empty(file: Path) -> None:
    with gzip.open(file, "wt"):
        pass


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("manifest.json", Path.unlink),
        ("manifest.json", _cut),
        ("answers.jsonl.gz", Path.unlink),
        ("answers.jsonl.gz", _cut),
        ("answers.jsonl.gz", _empty),
        ("articles.jsonl.gz", _cut),
        ("ranking.trec.gz", _empty),
        ("ranking.de.trec.gz", Path.unlink),
    ],
)
def test_a_damaged_run_is_refused(folder: Path, file: str, harm: Callable[[Path], None]):
    """Whatever is missing or cut off, the error names the run, and nothing counts as 0."""
    harm(folder / file)

    with pytest.raises(InvalidRun, match="run"):
        load(folder)


def test_a_folder_that_is_no_run_is_named(tmp_path: Path):
    """The error shows the folder."""
    with pytest.raises(InvalidRun, match="elsewhere"):
        load(tmp_path / "elsewhere")


def test_an_interrupted_save_leaves_nothing(engine_run: Run, folder: Path):
    """A draft that was left behind does not stand in the way."""
    shutil.rmtree(folder)
    folder.with_name(f".{folder.name}.draft").mkdir()

    save(engine_run, folder)

    assert load(folder).lists == engine_run.lists
