"""The log of editors' decisions in the store."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.errors import StoreUnavailable
from index.store import Decision, Entry, Store, Verdict
from index.store.decision import Lists

MODEL = "model-1"
X = np.array([1, 0], dtype=np.float32)
NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
DECIDE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from index.store import Decision, Store, Verdict

store = Store(Path(sys.argv[1]))
for number in range(1_000_000):
    made = Decision("page", f"a{number}", Verdict.PIN, datetime.now(UTC))
    print(store.decisions.append(made).article, flush=True)
"""


def decided(article: str, verdict: str = "pin", at: datetime = NOON, **more: object) -> Decision:
    return Decision("page", article, Verdict(verdict), at, **more)  # type: ignore[arg-type]


def held(store: Store, seed: str = "page") -> list[tuple[str, str]]:
    standing = store.decisions.standing(seed)
    return [(each.decision.article, each.decision.verdict.value) for each in standing]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(path)
    yield opened
    opened.close()


def test_a_decision_is_there_after_reopening(store: Store, path: Path):
    """With all that was said, as it was said, and a number."""
    made = decided("a", position=3, by="mia", note="Same court case.\n彼女が担当")

    kept = store.decisions.append(made)
    store.close()

    (found,) = Store(path).decisions.all()
    assert found == kept
    assert (kept.number, kept.at, kept.position, kept.by, kept.note) == (
        1, NOON, 3, "mia", "Same court case.\n彼女が担当",
    )  # fmt: skip


def test_decisions_come_in_the_order_in_which_they_were_made(store: Store):
    """All of them, those that were overruled and undone, too, under whatever page."""
    for article, verdict in [("b", "pin"), ("a", "block"), ("b", "undo"), ("b", "approve")]:
        store.decisions.append(decided(article, verdict))
    store.decisions.append(Decision("other", "b", Verdict.PIN, NOON))

    found = store.decisions.all()

    assert [each.number for each in found] == [1, 2, 3, 4, 5]
    assert [each.article for each in found] == ["b", "a", "b", "b", "b"]
    assert found[-1].seed == "other"


def test_the_latest_decision_on_a_pair_holds(store: Store):
    """Until it is undone, and in the order of the decisions that hold."""
    for article, verdict in [("b", "pin"), ("c", "pin"), ("d", "pin"), ("b", "block")]:
        store.decisions.append(decided(article, verdict))
    store.decisions.append(decided("d", "undo"))

    assert held(store) == [("c", "pin"), ("b", "block")]


def test_a_decision_knows_the_row_of_its_article_while_that_is_published(
    store: Store, make_article: Callable[..., Article]
):
    """Withdrawn it has none; published again, the decision holds again."""
    store.write([Entry(make_article(id_), X) for id_ in ("page", "a")], MODEL)
    store.decisions.append(decided("a"))

    def row() -> int | None:
        return store.decisions.standing("page")[0].row

    assert row() == 2
    store.withdraw(["a"])
    assert row() is None
    store.write([Entry(make_article("a", title="Back"), X)], MODEL)
    assert row() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM decisions",
        "UPDATE decisions SET note = 'never said'",
        "DELETE FROM decided_lists",
        "UPDATE decided_lists SET place = 1",
    ],
)
def test_decisions_are_only_ever_added(store: Store, path: Path, statement: str):
    """The database itself refuses to change or remove one."""
    kept = store.decisions.append(decided("a"))
    store.decisions.keep_lists(kept.number, Lists(("b",), ("a", "b"), None))

    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        sqlite3.connect(path).execute(statement)

    assert store.decisions.all() == [replace(kept, lists=Lists(("b",), ("a", "b"), None))]


def test_times_are_in_utc(store: Store):
    """Whatever the offset that they were given in."""
    brussels = timezone(timedelta(hours=1))

    kept = store.decisions.append(decided("a", at=NOON.astimezone(brussels)))

    assert kept.at.isoformat() == "2026-11-05T12:00:00+00:00"


def test_times_do_not_run_backwards(store: Store):
    """A clock that was set back leaves those who go by the time with the right order."""
    store.decisions.append(decided("a", "pin", NOON))
    store.decisions.append(decided("a", "block", NOON - timedelta(hours=1)))
    store.decisions.append(decided("a", "approve", NOON + timedelta(microseconds=1)))

    times = [each.at for each in store.decisions.all()]

    assert times == [NOON, NOON, NOON + timedelta(microseconds=1)]


def test_only_a_pin_has_a_position(store: Store):
    """A decision that makes no sense is not kept."""
    with pytest.raises(StoreUnavailable, match="CHECK"):
        store.decisions.append(decided("a", "block", position=1))

    assert store.decisions.all() == []


def test_threads_decide_at_the_same_time(store: Store):
    """Nothing is lost and no number is given twice."""

    def decide(name: str) -> None:
        for n in range(20):
            store.decisions.append(decided(f"{name}{n}"))

    threads = [threading.Thread(target=decide, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.number for each in store.decisions.all()] == list(range(1, 81))
    assert len(held(store)) == 80


def test_a_killed_process_keeps_every_decision_that_it_acknowledged(path: Path):
    """They are there for the next process, in order and without any repair."""
    command = [sys.executable, "-c", DECIDE, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(25)]
        process.kill()
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]

    found = [each.article for each in Store(path).decisions.all()]

    assert found[: len(acknowledged)] == acknowledged == [f"a{n}" for n in range(len(acknowledged))]
    assert len(found) <= len(acknowledged) + 1
