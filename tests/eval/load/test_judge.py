"""What makes an answer wrong, one by one."""

import json
from collections.abc import Sequence

import pytest

from eval.load.soak.judge import Judge

BEFORE = {"page": ("a", "b"), "other": ("b", "c"), "lonely": ()}
STORIES = {"page": 0, "page-fr": 0, "a": 1, "a-fr": 1, "b": 2, "c": 3, "lonely": 4, "other": 5}


@pytest.fixture
def judge() -> Judge:
    """Return a judge of three pages."""
    return Judge(BEFORE, STORIES)


def body(*ids: str, translations: Sequence[str] = ()) -> bytes:
    """Return an answer; translations belong to its first item."""
    items = [{"id": id_, "translations": []} for id_ in ids]
    items[:1] = [{**each, "translations": [{"id": t} for t in translations]} for each in items[:1]]
    return json.dumps({"items": items}).encode()


def test_a_list_as_it_was_is_right(judge: Judge):
    """An empty one, too, where it was empty before."""
    assert judge.fault("page", body("a", "b", translations=["a-fr"]), 0) is None
    assert judge.fault("lonely", body(), 0) is None


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"<html>", "no list"),
        (b'{"title": "Busy"}', "no list"),
        (body(), "empty"),
        (body("a", "page"), "the page itself"),
        (body("a", translations=["page"]), "the page itself"),
        (body("a", "page-fr"), "a story twice"),
        (body("a", "a-fr"), "a story twice"),
        (body("new", "new"), "a story twice"),
        (body("gone"), "withdrawn 'gone'"),
        (body("a", translations=["gone"]), "withdrawn 'gone'"),
    ],
)
def test_faults_are_told(judge: Judge, answer: bytes, fault: str):
    """Each by its name."""
    judge.gone["gone"] = 10.0

    assert fault in str(judge.fault("page", answer, 12.0))


def test_a_withdrawn_article_may_be_shown_for_a_second(judge: Judge):
    """Whoever asks in the second after the withdrawal was acknowledged may see it still."""
    judge.gone["gone"] = 10.0

    assert judge.fault("page", body("gone"), 10.9) is None


def test_lists_of_pages_that_nothing_touched_stay(judge: Judge):
    """A list that is neither the one before nor the one after is unexpected."""
    judge.fault("page", body("a", "b"), 0)
    judge.fault("page", body("b", "a"), 0)

    (told,) = judge.unexpected(BEFORE)
    assert "('b', 'a')" in told


def test_lists_that_show_what_was_written_may_change(judge: Judge):
    """Where something new stands, or what went stood before, all that is on a list may change."""
    judge.written.update(["new", "c"])
    judge.fault("page", body("new", "b"), 0)
    judge.fault("other", body("b", "a"), 0)

    assert judge.unexpected({**BEFORE, "other": ("b", "a")}) == []
    assert judge.steady({**BEFORE, "other": ("b", "a")}) == 2
