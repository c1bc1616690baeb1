"""Figures as Markdown and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from math import isfinite

from eval.quality.figure import DECLARED, HIDDEN, REACH, UNDECLARED, Figure, in_table
from eval.quality.measuring import Quality
from eval.quality.news import TABLE as NEWS
from eval.quality.releases import CELLS, SHARES
from eval.quality.sentences import TABLE as SENTENCES
from eval.quality.targets import Target
from eval.runs.run import Run


def as_json(quality: Quality) -> dict[str, object]:
    """Return all figures, each with its interval, its target and by how much that is missed."""
    return {
        "recordings": [_recording(each) for each in quality.recordings],
        "figures": [_as_dict(figure) for figure in quality.figures],
        "skipped": dict(quality.skipped),
    }


def as_blocks(quality: Quality, targets: Mapping[str, Target]) -> Mapping[str, str]:
    """Return tables in Markdown by name: what was promised, then in detail."""
    figures = quality.figures
    return {
        "origin": _origin(quality.recordings),
        REACH: _reach(in_table(figures, REACH), targets),
        "releases-declared": _pivot("from ↓ to →", in_table(figures, f"{CELLS}, {DECLARED}")),
        "releases-undeclared": _pivot("from ↓ to →", in_table(figures, f"{CELLS}, {UNDECLARED}")),
        "releases-hidden": _pivot("from ↓ to →", in_table(figures, f"{CELLS}, {HIDDEN}")),
        SHARES: _pivot("language of the page", in_table(figures, SHARES)),
        SENTENCES: _pivot("language", in_table(figures, SENTENCES)),
        NEWS: _pivot("language", in_table(figures, NEWS)),
    }


def as_page(quality: Quality, targets: Mapping[str, Target]) -> str:
    """Return all tables as one page, and what was skipped."""
    blocks = (f"## {name}\n\n{block}" for name, block in as_blocks(quality, targets).items())
    skipped = [f"Skipped, {name}: {reason}" for name, reason in quality.skipped.items()]
    return "\n\n".join([*blocks, *skipped]) + "\n"


def verdict(figure: Figure) -> str:
    """Return whether a target is met, and by how much it is missed; "" without one."""
    if figure.missed_by is None:
        return ""
    return "met" if figure.missed_by == 0 else f"missed by {figure.missed_by:.3f}"


def _reach(figures: Sequence[Figure], targets: Mapping[str, Target]) -> str:
    rows = [row for row in targets if any(figure.row == row for figure in figures)]
    cells = {(figure.row, figure.column): _cell(figure) for figure in figures}
    columns = (DECLARED, UNDECLARED, HIDDEN)
    return _table(
        ("measure", "reach", *columns),
        ((row, str(targets[row]), *(cells.get((row, c), "–") for c in columns)) for row in rows),
    )


def _pivot(corner: str, figures: Sequence[Figure]) -> str:
    rows, columns = (
        list(dict.fromkeys(getattr(figure, name) for figure in figures))
        for name in ("row", "column")
    )
    cells = {(figure.row, figure.column): _cell(figure) for figure in figures}
    body = ((row, *(cells.get((row, column), "–") for column in columns)) for row in rows)
    return _table((corner, *columns), body)


def _cell(figure: Figure) -> str:
    estimate = figure.estimate
    parts = (
        f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})",
        figure.note,
        f"**{said}**" if (said := verdict(figure)) else "",
    )
    return ", ".join(part for part in parts if part)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _origin(recordings: Sequence[Run]) -> str:
    rows = (
        (told.dataset, f"{told.articles:,}", f"{len(run.qrels):,}", told.model_id, told.policy)
        for run in recordings
        for told in (run.manifest,)
    )
    return _table(("recording", "articles", "pages asked for", "model", "policy"), rows)


def _recording(run: Run) -> dict[str, object]:
    names = ("dataset", "articles", "languages", "model_id", "policy", "created_at", "warnings")
    return {name: getattr(run.manifest, name) for name in names} | {"pages": len(run.qrels)}


def _as_dict(figure: Figure) -> dict[str, object]:
    told = asdict(figure)
    if figure.target is not None:
        limits = asdict(figure.target)
        # JSON knows no infinity
        told["target"] = {name: value for name, value in limits.items() if isfinite(value)}
    return told | {"missed_by": figure.missed_by}
