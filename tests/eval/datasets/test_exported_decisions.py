"""Whether evaluation understands decisions as the engine exports them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from eval.datasets.decisions import judgements, read_decisions
from index.catalog import Catalog
from index.store import Decision, Verdict
from recommender.cli import main

MADE = [("a", "pin"), ("b", "approve"), ("c", "pin"), ("d", "pin"), ("c", "block"), ("d", "undo")]


def test_exported_decisions_are_judgements(open_catalog: Callable[..., Catalog], tmp_path: Path):
    """The latest decision on each pair counts, and what was undone is not judged."""
    store = open_catalog().store
    for article, verdict in MADE:
        made = Decision("page", article, Verdict(verdict), datetime.now(UTC), by="mia", note="Why.")
        store.decisions.append(made)
    exported = tmp_path / "decisions.jsonl"

    result = CliRunner().invoke(
        main, ["--home", str(tmp_path), "decisions", "--export", str(exported)]
    )

    assert result.exit_code == 0, result.output
    decisions = read_decisions(exported)
    assert [(each.article, each.decision) for each in decisions] == MADE
    assert {(each.by, each.note) for each in decisions} == {("mia", "Why.")}
    assert judgements(decisions) == {"page": {"a": 2, "b": 1, "c": 0}}
