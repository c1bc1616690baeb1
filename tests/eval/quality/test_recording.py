"""Recordings that are made once."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from eval.datasets import linked
from eval.datasets.dataset import Dataset
from eval.errors import DataAbsent
from eval.quality import recording
from eval.quality.questions import Question
from eval.quality.recording import Workplace

Place = Callable[..., Workplace]


def _few(folder: Path) -> Dataset:
    """Read the small releases, in any language at once."""
    return replace(linked.SOURCE.load(folder, ["de", "en"]), languages=())


FEW = Question("few", linked.SOURCE, 3, _few)


def test_a_recording_is_made_once(place: Place, begun: list[str]):
    """The second time it is read, and is the same."""
    first = place().recorded(FEW)

    assert place().recorded(FEW).lists == first.lists
    assert begun == ["few"]


@pytest.mark.parametrize("change", [{"k": 4}, {"settings": {"minimum_score": 0.3}}])
def test_another_question_is_asked_anew(place: Place, begun: list[str], change: dict[str, object]):
    """So are longer lists, or other settings."""
    place().recorded(FEW)
    place().recorded(replace(FEW, **change))

    assert len(begun) == 2


def test_another_policy_is_asked_anew(place: Place):
    """And the run says which it was."""
    assert place().recorded(FEW).manifest.policy == "news-1"
    assert place(policy="evergreen").recorded(FEW).manifest.policy == "evergreen-1"


def test_another_engine_is_asked_anew(
    place: Place, begun: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Any change of its code is enough; what only trains it is not of it."""
    engine = tmp_path / "engine"
    (engine / "training").mkdir(parents=True)
    (engine / "scores.py").write_text("WEIGHT = 1")
    monkeypatch.setattr(recording, "_RECOMMENDER", engine)
    place().recorded(FEW)
    (engine / "training" / "loss.py").write_text("LOSS = 1")
    place().recorded(FEW)
    assert len(begun) == 1

    (engine / "scores.py").write_text("WEIGHT = 2")
    place().recorded(FEW)
    assert len(begun) == 2


def test_other_data_is_asked_anew(place: Place, begun: list[str], data: Path, tmp_path: Path):
    """A file that was replaced, even by one of the same size."""
    mine = copytree(data, tmp_path / "mine")
    place(mine).recorded(FEW)
    for file in mine.iterdir():
        os.utime(file, (0, 0))
    place(mine).recorded(FEW)

    assert len(begun) == 2


def test_absent_data_is_named(place: Place, tmp_path: Path):
    """Before anything is begun."""
    with pytest.raises(DataAbsent, match="swiss-press-releases"):
        place(tmp_path).recorded(FEW)
