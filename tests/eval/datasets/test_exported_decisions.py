"""Whether evaluation understands decisions as the engine exports them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets.decisions import Decision as ReadDecision
from eval.datasets.decisions import judgements, read_decisions
from eval.errors import InvalidJudgements
from eval.qrels import lines_of
from index.catalog import Catalog
from index.store import Decision, Verdict
from index.store.decision import Scope
from recommender.api.decision_wire import DecisionOut
from recommender.cli import main
from recommender.deciding.judgements import judged, qrels_of

MADE = [("a", "pin"), ("b", "approve"), ("c", "pin"), ("d", "pin"), ("c", "block"), ("d", "undo")]


def test_exported_decisions_are_judgements(open_catalog: Callable[..., Catalog], tmp_path: Path):
    """The latest decision on each pair counts, and what was undone is not judged."""
    store = open_catalog().store
    for article, verdict in MADE:
        made = Decision("page", article, Verdict(verdict), datetime.now(UTC), by="mia", note="Why.")
        store.decisions.append(made)
    wide = Decision(None, "a", Verdict.BLOCK, datetime.now(UTC), scope=Scope.SITE)
    store.decisions.append(wide)

    decisions = read_decisions(exported("decisions.jsonl", tmp_path))

    assert [(each.article, each.decision) for each in decisions] == [*MADE, ("a", "block")]
    assert {(each.by, each.note) for each in decisions[:-1]} == {("mia", "Why.")}
    assert judgements(decisions) == {"page": {"a": 2, "b": 1, "c": 0}}


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "q/ä %#"]), st.sampled_from("abc"),
                  st.sampled_from(["pin", "approve", "block", "undo"])),
        max_size=12,
    )
)  # fmt: skip
def test_judgements_are_those_of_the_engines_own_export(made: list[tuple[str, str, str]]):
    """Both understand the log in the same way, whatever was decided and undone."""
    log = [
        Decision(seed, article, Verdict(verdict), datetime(2026, 11, 5, tzinfo=UTC), number=number)
        for number, (seed, article, verdict) in enumerate(made, start=1)
    ]
    lines = [f"{DecisionOut.of(each).model_dump_json()}\n" for each in log]
    engine = [line.split() for line in qrels_of(judged(log))]

    try:
        read = judgements(ReadDecision.model_validate_json(line) for line in lines)
    except InvalidJudgements:
        read = {}

    assert list(lines_of(read)) == [" ".join(words) for words in engine]


def exported(name: str, folder: Path) -> Path:
    arguments = ["--home", str(folder), "decisions", "--export", str(folder / name)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return folder / name
