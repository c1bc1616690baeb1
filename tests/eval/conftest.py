"""Recorded runs over the sample articles."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.runs.making import Options, Progress, make_run
from eval.runs.run import Run
from index.encoder import Encoder

MakeRun = Callable[..., Run]


@pytest.fixture(scope="session")
def make_demo_run(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> MakeRun:
    """Ask about the sample articles, with six stories a list unless told otherwise."""
    work = tmp_path_factory.mktemp("evaluation")

    def make(name: str = "engine", **options: object) -> Run:
        asked = Options(**{"dataset": "demo", "k": 6, "matrix": ("de", "en"), **options})
        return make_run(asked, name, Path(), work, Progress(), encoder)

    return make


@pytest.fixture(scope="session")
def engine_run(make_demo_run: MakeRun) -> Run:
    """What the engine answers for all sample articles."""
    return make_demo_run()


@pytest.fixture(scope="session")
def tfidf_run(make_demo_run: MakeRun) -> Run:
    """What TF-IDF answers for all sample articles."""
    return make_demo_run("words", system="tfidf")
