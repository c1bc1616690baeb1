"""Whether judgements are read, written and checked."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.errors import InvalidJudgements
from eval.qrels import as_word, check, from_word, read_qrels, write_qrels

IDS = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["a b", "50 %", "100%25", "nachrichten/ä ö", "日本 語", "#1", "https://news.example/a?b=%20c"]
)
QRELS = st.dictionaries(
    IDS, st.dictionaries(IDS, st.integers(-2, 4), min_size=1, max_size=4), min_size=1, max_size=4
)


@given(IDS)
def test_an_id_becomes_one_word_and_back(id_: str):
    """White space and percent signs do not get lost."""
    word = as_word(id_)

    assert len(word.split()) == 1
    assert from_word(word) == id_


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QRELS)
def test_what_is_written_is_read(tmp_path: Path, qrels: dict[str, dict[str, int]]):
    """Whatever the ids look like."""
    path = tmp_path / "qrels.txt"
    write_qrels(path, qrels)

    assert read_qrels(path) == qrels


def test_other_programs_can_read_the_file(tmp_path: Path):
    """Four words a line: seed, iteration, article, grade."""
    path = tmp_path / "qrels.txt"
    write_qrels(path, {"b": {"z": 0}, "a b": {"100 %": 2}})

    assert path.read_text() == "a%20b 0 100%20%25 2\nb 0 z 0\n"


def test_empty_lines_and_comments_are_passed_over(tmp_path: Path):
    """A file that was made by hand may have them; tabs do as well as blanks."""
    path = tmp_path / "qrels.txt"
    path.write_text("# by hand\n\na\t0\tb\t1\n")

    assert read_qrels(path) == {"a": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a 0 b\n", r"qrels\.txt, line 1: expected 'seed iteration article grade', got 'a 0 b'"),
        ("a 0 b 1\na 0 c 0.5\n", r"line 2: the grade must be a whole number, got '0\.5'"),
        ("a 0 b 1\n\na 0 b 1\n", r"line 3: 'b' is judged twice for 'a'; keep one"),
        ("# nothing\n", r"holds no judgements"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, message: str):
    """With what stood there and what to do."""
    path = tmp_path / "qrels.txt"
    path.write_text(text)

    with pytest.raises(InvalidJudgements, match=message):
        read_qrels(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None):
    """One that is not there, or is no text."""
    path = tmp_path / "qrels.txt"
    if content:
        path.write_bytes(content)

    with pytest.raises(InvalidJudgements, match=r"cannot read judgements from '.*qrels\.txt'"):
        read_qrels(path)


def test_what_is_not_in_the_catalogue_is_left_out_and_counted():
    """Each kind of loss has its number and an example."""
    qrels = {"a": {"b": 1, "gone": 1}, "b": {"a": 0}, "lost": {"a": 1}}

    checked = check(qrels, {"a": None, "b": None})

    assert checked.qrels == {"a": {"b": 1}}
    assert checked.warnings == (
        "1 seeds are not in the catalogue, such as 'lost'; left out",
        "1 judged articles are not in the catalogue, such as 'gone'; left out",
        "1 seeds have no relevant article, such as 'b'; left out",
    )


def test_whole_judgements_bring_no_warning():
    """An article that was judged irrelevant stays."""
    checked = check({"a": {"b": 1, "c": 0}}, {"a": None, "b": None, "c": None})

    assert checked.qrels == {"a": {"b": 1, "c": 0}}
    assert checked.warnings == ()


def test_judgements_of_another_catalogue_are_refused():
    """Nothing that could be measured is left."""
    with pytest.raises(InvalidJudgements, match=r"no judgement can be used: 1 seeds are not in"):
        check({"x": {"y": 1}}, {"a": None})
