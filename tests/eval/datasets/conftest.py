"""Small datasets in a folder, with invented sentences."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from eval.data import DEFAULT
from eval.datasets import find
from eval.datasets.dataset import Dataset
from eval.errors import DataAbsent

WriteLines = Callable[[str, Iterable[object]], Path]


@pytest.fixture
def write_lines(tmp_path: Path) -> WriteLines:
    """Write lines, text as it is and anything else as JSON, into a file of the test's folder."""

    def write(name: str, lines: Iterable[object]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
        path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ntrex(write_lines: WriteLines, tmp_path: Path) -> Path:
    """A folder with three documents of three, two and one lines in four languages."""
    write_lines("NTREX/DOCUMENT_IDS.tsv", ["fair.1"] * 3 + ["lake.2"] * 2 + ["mill.3"])
    texts = "NTREX/NTREX-128/newstest2019"
    for code, word in (("src.eng", "Line"), ("ref.deu", "Zeile"), ("ref.zho-CN", "行")):
        write_lines(f"{texts}-{code}.txt", [f"{word} {n}." for n in range(6)])
    write_lines(f"{texts}-ref.eng-GB.txt", [f"British line {n}." for n in range(6)])
    return tmp_path


@pytest.fixture
def folder(write_lines: WriteLines, tmp_path: Path) -> Path:
    """A folder of three articles, one known by its address only, without judgements."""
    write_lines(
        "articles.jsonl",
        [
            {"id": "a", "language": "de", "title": "Die Fähre fährt wieder", "text": "Seit heute."},
            {"id": "b", "language": "de-CH", "title": "Das Wasser sinkt", "text": "Langsam."},
            {"url": "https://News.example/c#top", "title": "The ferry sails again", "text": "Now.",
             "language": "en"},
        ],
    )  # fmt: skip
    return tmp_path


@pytest.fixture(scope="session")
def real() -> Callable[..., Dataset]:
    """Load a dataset from the real data, or skip."""

    def load(name: str, *languages: str) -> Dataset:
        try:
            return find(name).load(DEFAULT, languages)
        except DataAbsent as absent:
            pytest.skip(str(absent))

    return load
