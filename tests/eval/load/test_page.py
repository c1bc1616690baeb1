"""From figures to a table in a page."""

import os
from pathlib import Path

import pytest

from eval.load.errors import UnmarkedPage
from eval.load.figure import Figure, Part, keep, kept
from eval.load.memory import memory_in, memory_of
from eval.load.page import as_table, with_table
from eval.load.wrk import Timed

DOCUMENTED = Path(__file__).parents[3] / "docs" / "load.md"
MARKS = "<!-- load: written by 'recommender-eval load --write' -->\nOld.\n<!-- end load -->"
MET = Figure("cached answers", 0.81, "×", at_least=0.7, timed=Timed(900, 1, 2.5, 10), note="once")
MISSED = Figure("start to ready", 4.5, "s", at_most=3)
PART = Part("ratios", "2026-11-23", "a machine", (MET, MISSED))


def test_a_row_tells_what_was_promised_and_reached():
    """With the times of single requests where there are some; the text around stays."""
    page = with_table(f"Before.\n{MARKS}\nAfter.\n", [PART])

    assert "| cached answers | ≥ 0.7 × | 0.81 ×, **met** | 1.00 / 2.50 / 10.00 | once |" in page
    assert "| start to ready | ≤ 3 s | 4.5 s, **missed by 1.5** |  |  |" in page
    assert "Measured on 2026-11-23: a machine." in page
    assert page.startswith("Before.\n<!-- load")
    assert page.endswith("<!-- end load -->\nAfter.\n")
    assert with_table(page, [PART]) == page


@pytest.mark.parametrize("page", ["Nothing.", MARKS * 2])
def test_one_place_for_the_table_is_needed(page: str):
    """The error shows the comments to write."""
    with pytest.raises(UnmarkedPage, match="<!-- end load -->"):
        with_table(page, [PART])


def test_parts_are_kept(tmp_path: Path):
    """What was measured last is there as it was; what never was is not."""
    keep(PART, tmp_path)

    assert kept(tmp_path, "ratios") == PART
    assert kept(tmp_path, "soak") is None


def test_the_documentation_has_a_place_for_the_table():
    """So that the command can write it."""
    written = DOCUMENTED.read_text(encoding="utf-8")

    assert "start to ready" in with_table(written, [PART])


def test_memory_is_read_as_linux_tells_it():
    """Kilobytes of 1,024 bytes become megabytes; private pages are clean or dirty."""
    told = (
        "55d0-7ffd ---p 00000000 00:00 0    [rollup]\n"
        "Rss:              100000 kB\nPss:               60000 kB\n"
        "Shared_Clean:      50000 kB\nPrivate_Clean:     10000 kB\nPrivate_Dirty:     30000 kB\n"
    )

    found = memory_in(told)

    assert (found.resident, found.private) == pytest.approx((102.4, 40.96))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells")
def test_memory_of_a_process_is_plausible():
    """Python alone takes some megabytes; what it shares with nobody is a part of that."""
    found = memory_of(os.getpid())

    assert 5 < found.private < found.resident < 100_000


def test_a_figure_without_a_promise_has_no_verdict():
    """It is told for those who want to know."""
    told = as_table([Part("ratios", "2026-11-23", "a machine", (Figure("lists", 0.16, "×"),))])

    assert "| lists |  | 0.16 × |" in told
