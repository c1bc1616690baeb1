"""Whether editors' decisions become judgements."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import find
from eval.datasets.decisions import Decision, judgements, read_decisions
from eval.errors import InvalidJudgements

GRADES = {"pin": 2, "approve": 1, "block": 0}


def decided(article: str, decision: str, at: str = "2026-11-05T08:30:00Z", **more: object) -> dict:
    return {"seed": "a", "article": article, "decision": decision, "at": at, **more}


def test_decisions_are_graded(folder: Path, write_lines: Callable[..., Path]):
    """A pinned article is more relevant than an approved one, and a blocked one is not."""
    lines = [
        decided("b", "pin", by="mia"),
        decided("c", "approve", note="ok"),
        decided("d", "block"),
    ]
    write_lines("decisions.jsonl", lines)

    dataset = find(str(folder)).load(folder)

    assert dataset.qrels == {"a": {"b": 2, "c": 1, "d": 0}}
    assert [article.id for article in dataset.articles()][:2] == ["a", "b"]


def test_the_latest_decision_counts():
    """By the instant, whatever its offset, and not by the order in the file."""
    lines = [
        decided("b", "block", "2026-11-05T10:30:00+01:00"),
        decided("b", "pin", "2026-11-05T09:00:00"),
    ]
    decisions = [Decision.model_validate(line) for line in lines]

    assert judgements(decisions) == judgements(decisions[::-1]) == {"a": {"b": 0}}


def test_of_two_decisions_at_one_time_the_later_line_counts():
    """The order in the file says what came after what."""
    lines = [decided("b", "block"), decided("b", "pin")]

    assert judgements(map(Decision.model_validate, lines)) == {"a": {"b": 2}}


def test_only_decisions_about_pages_are_judgements():
    """Not those about many pages at once, nor those about stories, whatever comes later."""
    lines = [
        decided("b", "pin"),
        decided("b", "block", "2026-11-06", seed=None, scope="site"),
        decided("b", "merge", "2026-11-06", scope="story"),
        decided("b", "undo", "2026-11-07", scope="story"),
    ]

    assert judgements(map(Decision.model_validate, lines)) == {"a": {"b": 2}}


def test_undoing_leaves_a_pair_without_judgement():
    """It is not even judged irrelevant."""
    lines = [
        decided("b", "pin", "2026-11-05"),
        decided("b", "undo", "2026-11-06"),
        decided("c", "approve"),
    ]

    assert judgements(map(Decision.model_validate, lines)) == {"a": {"c": 1}}


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"),
                  st.sampled_from([*GRADES, "undo"]), st.integers(1, 28)),
        max_size=30,
    )
)  # fmt: skip
def test_each_pair_is_graded_as_replaying_the_days_would(
    rows: list[tuple[str, str, str, int]],
):
    """Day after day, line after line, with a table of what holds now."""
    expected: dict[tuple[str, str], int] = {}
    for day in range(1, 29):
        for seed, article, decision, at in rows:
            if at == day:
                expected.pop((seed, article), None)
                if decision in GRADES:
                    expected[seed, article] = GRADES[decision]
    decisions = [
        Decision(seed=s, article=a, decision=d, at=f"2026-02-{at:02d}") for s, a, d, at in rows
    ]

    if not expected:
        with pytest.raises(InvalidJudgements):
            judgements(decisions)
    else:
        qrels = judgements(decisions)
        assert {(s, a): g for s, grades in qrels.items() for a, g in grades.items()} == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[", r"decisions\.jsonl, line 3: not valid JSON"),
        (decided("b", "like"), r"line 3: decision: .*got 'like'"),
        (decided("b", "pin", "yesterday"), r"line 3: at: .*not an iso 8601 time.*got 'yesterday'"),
        (decided("b", "pin", "1793000000"), r"line 3: at: .*got '1793000000'"),
        (decided(" ", "pin"), r"line 3: article: .*got ' '"),
        ({"article": "b", "decision": "pin", "at": "2026-11-05"}, r"line 3: .*seed is missing"),
    ],
)
def test_a_bad_value_names_line_and_field(
    write_lines: Callable[..., Path], line: object, message: str
):
    """Empty lines are counted, too."""
    path = write_lines("decisions.jsonl", [decided("b", "pin"), "", line])

    with pytest.raises(InvalidJudgements, match=message):
        read_decisions(path)


def test_a_file_in_which_all_was_taken_back_is_refused(
    folder: Path, write_lines: Callable[..., Path]
):
    """There is nothing to judge by."""
    write_lines("decisions.jsonl", [decided("b", "undo")])

    with pytest.raises(InvalidJudgements, match="all were taken back"):
        find(str(folder)).load(folder)
