"""Passages of translated news."""

import lzma
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import find
from eval.datasets.dataset import Dataset
from eval.datasets.passages import cut, place_of


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Give a folder beside which there are five lines of the held-out set and one of another."""
    sentence = " ".join(["word"] * 200)
    lines = [f"newstest2013\t{n}\ten={sentence} {n}\tde=Satz {n}." for n in range(5)]
    for name in ("train", "eval"):
        (tmp_path / name).mkdir()
    with lzma.open(tmp_path / "train" / "news.tsv.xz", "wt") as file:
        file.writelines(f"{line}\n" for line in [*lines, "newstest2014\t0\ten=No.\tde=Nein."])
    return tmp_path / "eval"


@given(st.lists(st.integers(0, 40)), st.integers(1, 50))
def test_passages_are_consecutive_and_long_enough(lengths: list[int], words: int):
    """Nothing is lost but less than half a passage at the end."""
    rows = [{"en": "word " * length, "no": str(n)} for n, length in enumerate(lengths)]

    passages = cut(rows, words)

    counts = [sum(len(row["en"].split()) for row in passage) for passage in passages]
    kept = [row for passage in passages for row in passage]
    assert kept == rows[: len(kept)]
    assert all(count >= words for count in counts[:-1])
    assert all(count >= words / 2 for count in counts)
    assert sum(lengths[len(kept) :]) < words / 2


def test_translations_of_a_passage_are_relevant(news: Path):
    """Two sentences make a passage; the title is the first; the other set is left alone."""
    dataset = find("news-mates").load(news, ["en", "de"])

    german = {each.id: each for each in dataset.articles() if each.language == "de"}
    assert german["news-000-de"].title == "Satz 0."
    assert german["news-001-de"].text == "Satz 3."
    assert german["news-001-de"].translation_key is None
    assert dataset.qrels["news-001-de"] == {"news-001-en": 1}
    assert [place_of(id_) for id_ in german] == [0, 1, 2]


def test_second_halves_in_any_language_are_relevant(news: Path):
    """A passage of one sentence has no halves."""
    dataset = find("news-halves").load(news, ["en", "de"])

    assert dataset.qrels["news-001-1-de"] == {"news-001-2-en": 1, "news-001-2-de": 1}
    assert set(dataset.qrels) == {f"news-00{n}-1-{tag}" for n in (0, 1) for tag in ("de", "en")}
    assert len(list(dataset.articles())) == 8


@pytest.mark.parametrize("name", ["news-mates", "news-halves"])
def test_the_real_passages_fit_together(real: Callable[..., Dataset], name: str):
    """Every passage is there in six languages, and every judgement is about one."""
    dataset = real(name)
    ids = {str(each.id) for each in dataset.articles()}
    judged: Iterable[str] = {id_ for grades in dataset.qrels.values() for id_ in grades}

    assert len({place_of(id_) for id_ in ids}) == 180
    assert len(ids) == 180 * 6 * (2 if name == "news-halves" else 1)
    assert ids >= set(judged) | dataset.qrels.keys()
