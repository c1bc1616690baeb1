import json
from pathlib import Path

import numpy as np
import pytest
import torch

from index.encoder.static import load_static
from index.encoder.training.__main__ import main
from index.encoder.training.batches import Kind, Material
from index.encoder.training.cache import load_corpus
from index.encoder.training.corpus import read
from index.encoder.training.export import quantise
from index.encoder.training.train import Plan, Run, train
from index.encoder.training.validation import translations

PIECES = 300


def arguments(packed: Path, work: Path, steps: int) -> list[str]:
    options = {
        "--data": packed,
        "--work": work,
        "--out": work / "model",
        "--vocabulary": PIECES,
        "--dimension": 32,
        "--steps": steps,
        "--every": 20,
    }
    return [str(part) for option in options.items() for part in option]


@pytest.fixture(scope="module")
def trained(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder of a finished run of the one command."""
    # a tiny model is trained no faster by more threads, only less evenly
    torch.set_num_threads(1)
    work = tmp_path_factory.mktemp("work")
    main(arguments(packed, work, steps=60))
    return work


def test_one_command_gives_a_model_that_knows_translations(trained: Path, packed: Path):
    """The exported folder loads, and nearly all news is nearest to its own translation."""
    encoder = load_static(trained / "model")
    rows = list(read(packed, "news"))[:40]
    english, german = ([row.texts[language] for row in rows] for language in ("en", "de"))
    scores = encoder.encode(german, ["de"] * 40) @ encoder.encode(english, ["en"] * 40).T

    assert encoder.dimension == 32
    assert np.mean(scores.argmax(axis=1) == np.arange(40)) > 0.8


def test_the_same_command_again_trains_no_further(trained: Path, packed: Path):
    """A finished run is only exported again: same rows, same id."""
    before = load_static(trained / "model").model_id
    main(arguments(packed, trained, steps=60))

    assert load_static(trained / "model").model_id == before


def test_a_resumed_run_equals_an_uninterrupted_one(
    trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A run that is cut off after its checkpoint goes on to the same weights."""
    plan = Plan(dimension=16, steps=8, every=4)
    whole = Run(PIECES, plan, tmp_path / "whole.pt")
    train(whole, trained / "cache")

    cut = Run(PIECES, plan, tmp_path / "cut.pt")
    with monkeypatch.context() as patch:
        patch.setattr("index.encoder.training.train.validate", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(cut, trained / "cache")
    resumed = Run(PIECES, plan, tmp_path / "cut.pt")
    train(resumed, trained / "cache")

    assert resumed.step == whole.step == 8
    for ours, theirs in zip(resumed.model.parameters(), whole.model.parameters(), strict=True):
        np.testing.assert_allclose(ours.detach(), theirs.detach(), atol=1e-5)


def test_the_next_window_begins_where_the_first_ends(trained: Path):
    """In a `next` pair the second text continues the first, in the document's order."""
    corpus = load_corpus(trained / "cache" / "news")
    material = Material(Kind("news", 1, rows=(3, 3), relation="next", pairs=16), corpus)
    first, second = material.spans(material.tables[0], (0, 0), 16, np.random.default_rng(0))

    np.testing.assert_array_equal(first[:, 1] - first[:, 0], 2)
    np.testing.assert_array_equal(second[:, 0] - first[:, 1], 1)


def test_a_run_may_start_from_the_weights_of_another(trained: Path, tmp_path: Path):
    """Rows and scale are taken over; steps and the optimiser's memory begin anew."""
    run = Run(PIECES, Plan(dimension=32, seed=7), tmp_path / "new.pt")
    run.start_from(trained / "checkpoint.pt")
    old = torch.load(trained / "checkpoint.pt", weights_only=True)

    assert run.step == 0
    assert not run.optimizer.state
    torch.testing.assert_close(run.model.state_dict(), old["model"])


def test_rounding_that_would_hurt_is_refused():
    """A row with one huge value would lose the rest in int8, so it is not exported."""
    row = np.full((1, 5000), 0.3, np.float32)
    row[0, 0] = 100
    with pytest.raises(ValueError, match="int8"):
        quantise(row)


def test_rounding_keeps_directions():
    """Ordinary rows keep their direction to three decimals."""
    rows = np.random.default_rng(0).normal(size=(100, 64)).astype(np.float32)
    small, scales = quantise(rows)
    restored = small * scales[:, None]
    cosines = np.sum(rows * restored, 1) / np.linalg.norm(rows, axis=1)
    np.testing.assert_allclose(cosines / np.linalg.norm(restored, axis=1), 1, atol=1e-3)


def test_a_translation_is_sought_among_all_held_out_english(tmp_path: Path):
    """Rows that agree are all found first; where two translations are swapped, two are not."""
    count = 60
    np.save(tmp_path / "pieces.npy", np.arange(2 * count, dtype=np.int32))
    np.save(tmp_path / "bounds.npy", np.arange(2 * count + 1))
    segments = np.arange(2 * count, dtype=np.int32).reshape(2, count).T
    np.save(tmp_path / "segments.npy", segments)
    (tmp_path / "lists.json").write_text(json.dumps([["en", "de", 0, count]]))
    english = np.random.default_rng(0).normal(size=(count, 32)).astype(np.float32)
    swapped = english[[1, 0, *range(2, count)]]

    assert translations(np.concatenate([english, english]), tmp_path) == {"de": 1.0}
    assert translations(np.concatenate([english, swapped]), tmp_path) == {"de": 58 / 60}


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
