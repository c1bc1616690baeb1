"""Whether an encoder is opened only to encode, and never taken for another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index.arrays import Vectors
from index.encoder import Encoder, remembered
from index.errors import ModelMismatch


@dataclass(frozen=True)
class Ones:
    """An encoder whose vectors are all alike."""

    model_id: str
    dimension: int = 3

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:  # noqa: ARG002
        return np.ones((len(texts), self.dimension), np.float32)


class Shelf:
    """Opens the encoder that is on it, and counts how often."""

    def __init__(self) -> None:
        self.model_id, self.opened = "ones-1", 0

    def open(self) -> Encoder:
        self.opened += 1
        return Ones(self.model_id)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def ask(tmp_path: Path, shelf: Shelf) -> Callable[..., Encoder]:
    """Ask for the encoder as a new process would."""
    return lambda key="ones": remembered(tmp_path / "home" / "model.json", key, shelf.open)


def test_a_known_encoder_is_opened_when_it_first_encodes(ask: Callable[..., Encoder], shelf: Shelf):
    """Its name and dimension are known without; once it is open, it stays open."""
    ask()
    encoder = ask()

    assert (encoder.model_id, encoder.dimension, shelf.opened) == ("ones-1", 3, 1)
    assert encoder.encode(["a", "b"], ["en", "en"]).shape == (2, 3)
    encoder.encode(["c"], ["en"])
    assert shelf.opened == 2


def test_another_choice_is_another_encoder(ask: Callable[..., Encoder], shelf: Shelf):
    """What was noted of one says nothing about the other."""
    ask(["ones", {}])
    ask(["ones", {"truncate_dim": 2}])

    assert shelf.opened == 2


def test_a_damaged_note_is_written_anew(ask: Callable[..., Encoder], shelf: Shelf, tmp_path: Path):
    """It only costs the time to open the model."""
    ask()
    (tmp_path / "home" / "model.json").write_text("{")

    assert ask().model_id == "ones-1"
    assert shelf.opened == 2
    assert ask().model_id == "ones-1"
    assert shelf.opened == 2


def test_a_model_that_changed_under_its_name_gives_no_vector(
    ask: Callable[..., Encoder], shelf: Shelf
):
    """The error names both, and the next start knows the new one."""
    ask()
    shelf.model_id = "ones-2"

    with pytest.raises(ModelMismatch, match=r"'ones-2' now and was 'ones-1'.*rebuild --encode"):
        ask().encode(["a"], ["en"])

    assert ask().model_id == "ones-2"
