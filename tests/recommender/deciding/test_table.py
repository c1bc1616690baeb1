"""Decisions as a table for spreadsheets."""

import csv
import io
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from index.store import Decision, Verdict
from recommender.deciding.table import table

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.builds(
    "".join, st.tuples(st.sampled_from("=+-@\t\r"), st.sampled_from(["1+1", "SUM(A1)", ""]))
)


@given(texts, texts, texts)
def test_no_cell_is_a_formula_and_all_can_be_read(article: str, by: str, note: str):
    """Whatever is written in ids, names and notes."""
    made = Decision("p", article, Verdict.PIN, NOON, 2, by, note, number=1)

    (row,) = csv.DictReader(io.StringIO("".join(table([made])), newline=""))

    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    read = [row[name].removeprefix("'") for name in ("article", "by", "note")]
    assert read == [each.removeprefix("'") for each in (article, by, note)]
    assert (row["number"], row["position"], row["until"]) == ("1", "2", "")
