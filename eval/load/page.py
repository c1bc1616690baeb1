"""The table of what was measured, in a page between two comments that name it."""

import re
from collections.abc import Sequence
from pathlib import Path

from eval.load.errors import UnmarkedPage
from eval.load.figure import Figure, Part

_OPENING = "<!-- load: written by 'recommender-eval load --write' -->"
_CLOSING = "<!-- end load -->"
_HEADING = ("what", "reach", "measured", "p50 / p99 / p99.9, ms", "how")


def write_table(path: Path, parts: Sequence[Part]) -> None:
    """Write the table into a page. Raises UnmarkedPage unless it has one place for it."""
    page = with_table(path.read_text(encoding="utf-8"), parts)
    path.write_text(page, encoding="utf-8")


def with_table(page: str, parts: Sequence[Part]) -> str:
    """Return the page with what stands between the comments replaced. Raises UnmarkedPage."""
    between = re.compile(f"{re.escape(_OPENING)}.*?{re.escape(_CLOSING)}", re.DOTALL)
    found = between.findall(page)
    if len(found) != 1:
        raise UnmarkedPage(
            f"the page has {len(found)} places for the table; write once, on lines of their own, "
            f"{_OPENING} and {_CLOSING}"
        )
    return page.replace(found[0], f"{_OPENING}\n\n{as_table(parts)}\n\n{_CLOSING}")


def as_table(parts: Sequence[Part]) -> str:
    """Return all figures as Markdown, and when and where they were measured."""
    rows = [_HEADING, ("---",) * len(_HEADING)]
    rows += [_cells(figure) for part in parts for figure in part.figures]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    origins = dict.fromkeys(f"Measured on {each.measured_at}: {each.machine}." for each in parts)
    return "\n".join([table, "", *origins])


def _cells(figure: Figure) -> tuple[str, ...]:
    timed = figure.timed
    took = f"{timed.p50:.2f} / {timed.p99:.2f} / {timed.p999:.2f}" if timed else ""
    measured = figure.measured + (f", **{figure.verdict}**" if figure.verdict else "")
    return figure.name, figure.reach, measured, took, figure.note
