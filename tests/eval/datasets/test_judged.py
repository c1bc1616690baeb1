"""Whether anybody's folder of articles and judgements is read."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.datasets import find
from eval.datasets.errors import InvalidDataset
from eval.errors import DataAbsent, InvalidJudgements

C = "https://news.example/c"


@pytest.fixture
def judged(folder: Path, write_lines: Callable[..., Path]) -> Path:
    """The folder with judgements about a and b."""
    write_lines("qrels.txt", [f"a 0 {C} 2", "a 0 b 0", "b 0 a 1", "b 0 typo 1"])
    return folder


def test_judgements_and_articles_share_ids(judged: Path):
    """An article without an id is known by its canonical address."""
    dataset = find(str(judged)).load(Path("elsewhere"))

    assert dataset.name == judged.name
    assert [article.id for article in dataset.articles()] == ["a", "b", C]
    assert dataset.qrels == {"a": {C: 2, "b": 0}, "b": {"a": 1, "typo": 1}}


def test_judgements_may_name_an_address_as_it_was_linked(
    folder: Path, write_lines: Callable[..., Path]
):
    """It stands for the canonical address, also where that holds percent signs."""
    address = "https://news.example/f%C3%A4hre?q=%25"
    article = {"url": address, "title": "Die Fähre", "text": "Seit heute.", "language": "de"}
    write_lines("articles.jsonl", [{**article, "id": "a", "url": None}, article])
    write_lines("qrels.txt", [f"a 0 {address}&utm_source=letter 1", "a 0 https:// 1"])

    dataset = find(str(folder)).load(folder)

    assert [each.id for each in dataset.articles()] == ["a", address]
    assert dataset.qrels == {"a": {address: 1, "https://": 1}}


def test_articles_can_be_read_again(judged: Path):
    """Each call starts at the first article."""
    dataset = find(str(judged)).load(judged)

    assert list(dataset.articles()) == list(dataset.articles()) != []


def test_articles_may_be_compressed(judged: Path):
    """By the ending of the file."""
    plain = judged / "articles.jsonl"
    (judged / "articles.jsonl.xz").write_bytes(lzma.compress(plain.read_bytes()))
    plain.unlink()

    assert len(list(find(str(judged)).load(judged).articles())) == 3


def test_the_languages_are_those_of_the_articles(judged: Path, write_lines: Callable[..., Path]):
    """Most articles first; one that declares none is identified, and a few words are not enough."""
    lines = (judged / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    text = "The harbour was closed for three days because of the storm, and opened this morning."
    more = [
        {"id": "d", "title": "Open again", "text": text},
        {"id": "e", "title": "Ok", "text": "x"},
    ]
    write_lines("articles.jsonl", [*lines, *more])

    assert find(str(judged)).load(judged).languages == ("en", "de", "de-CH")


@pytest.mark.parametrize(
    ("languages", "ids", "qrels"),
    [
        (["de"], ["a"], {}),
        (["de", "de-CH"], ["a", "b"], {"a": {"b": 0}, "b": {"a": 1, "typo": 1}}),
        (["de", "en"], ["a", C], {"a": {C: 2}}),
    ],
)
def test_languages_restrict_articles_and_judgements(
    judged: Path, languages: list[str], ids: list[str], qrels: dict[str, dict[str, int]]
):
    """Judgements about other languages go; those about unknown articles stay, to be reported."""
    dataset = find(str(judged)).load(judged, languages)

    assert [article.id for article in dataset.articles()] == ids
    assert dataset.qrels == qrels


def test_a_language_stands_for_its_forms_where_it_is_not_there_itself(
    judged: Path, write_lines: Callable[..., Path]
):
    """Asking for German finds Swiss German articles if there are no others."""
    lines = (judged / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    write_lines("articles.jsonl", lines[1:])

    assert find(str(judged)).load(judged, ["de"]).languages == ("de-CH",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"articles\.jsonl, line 4: not valid JSON"),
        ({"title": "No id", "text": "x"}, r"line 4: the article has neither an id nor a url"),
        ({"id": "d", "tags": "x"}, r"line 4: tags: .*got 'x'"),
        ({"id": "a", "title": "Again"}, r"line 4: id 'a' stands on an earlier line, too"),
        ({"id": "d", "language": "qqq9"}, r"line 4: language 'qqq9' is not a known"),
        ({"url": "news.example/d"}, r"line 4: url 'news\.example/d' is not an absolute"),
    ],
)
def test_a_line_that_is_no_article_is_named(
    judged: Path, write_lines: Callable[..., Path], line: object, message: str
):
    """With its number and the reason."""
    lines = (judged / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    write_lines("articles.jsonl", [*lines, line])

    with pytest.raises(InvalidDataset, match=message):
        find(str(judged)).load(judged)


def test_a_file_without_articles_is_refused(judged: Path, write_lines: Callable[..., Path]):
    """Nothing could be found in it."""
    write_lines("articles.jsonl", [])

    with pytest.raises(InvalidDataset, match="holds no articles"):
        find(str(judged)).load(judged)


def test_a_judgement_that_is_none_is_named(judged: Path, write_lines: Callable[..., Path]):
    """The grade has to be a number."""
    write_lines("qrels.txt", ["a 0 b good"])

    with pytest.raises(InvalidJudgements, match=r"qrels\.txt, line 1: .*'good'"):
        find(str(judged)).load(judged)


@pytest.mark.parametrize("name", ["articles.jsonl", "qrels.txt"])
def test_a_missing_file_is_named(judged: Path, name: str):
    """The error says what a folder of one's own data needs."""
    (judged / name).unlink()

    with pytest.raises(DataAbsent, match=rf"{name}' *, which is not there; a folder of your own"):
        find(str(judged)).load(judged)


def test_judgements_count_before_decisions(judged: Path, write_lines: Callable[..., Path]):
    """With both files in a folder, the decisions are not read."""
    write_lines("decisions.jsonl", [json.dumps({"seed": "nobody"})])

    assert "a" in find(str(judged)).load(judged).qrels
