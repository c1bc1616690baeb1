"""The report as HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.comparison import compare_runs
from eval.measures import Measured, unfilled_reasons
from eval.report import plot, wording
from eval.report.charts import latency_plot, milliseconds, reliability_plots
from eval.report.estimate import Estimate
from eval.report.examples import chosen, moved
from eval.report.headline import Headline, headline, headline_of_two
from eval.report.heatmap import Heatmap, difference_heatmap, heatmap
from eval.report.languages import LanguageRow, by_language
from eval.report.origin import origin
from eval.report.reliability import reliability
from eval.report.side import Side, side_of
from eval.runs.run import Run

_PERCENTILES = (50, 75, 90, 95, 99, 100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its interval."""

    measured: Measured
    estimate: Estimate


def report(run: Run, rounds: int = 10_000) -> str:
    """Return the report of a run as one HTML page; intervals are of `rounds` resamples.

    Raises InvalidRun where the run cannot be measured.
    """
    side = side_of(run, rounds)
    rows = by_language([side])
    figures = [Figure(each, side.estimate(each.by_seed or {})) for each in side.measured]
    return _written(
        [side],
        rows,
        headline(side, rows),
        [heatmap(side)],
        figures=figures,
        comparison=None,
        groups=chosen(side),
    )


def side_by_side(
    before: Run,
    after: Run,
    rounds: int = 10_000,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> str:
    """Return the report of a change from one run to another as one HTML page.

    Raises Incomparable unless both answered the same questions, and InvalidRun where one of them
    cannot be measured.
    """
    comparison = compare_runs(before, after, rounds, progress)
    names = [run.manifest.name for run in (before, after)]
    if len(set(names)) == 1:
        names = [f"{names[0]} (before)", f"{names[1]} (after)"]
    sides = [side_of(run, rounds, name) for run, name in zip((before, after), names, strict=True)]
    rows = by_language(sides)
    change = difference_heatmap(comparison, sides[0].matrix)
    return _written(
        sides,
        rows,
        headline_of_two(comparison, sides, rows),
        [*map(heatmap, sides), change],
        figures=[],
        comparison=comparison,
        groups=moved(comparison, sides),
    )


def _written(
    sides: Sequence[Side],
    rows: Sequence[LanguageRow],
    said: Headline,
    heatmaps: Sequence[Heatmap | None],
    **given: object,
) -> str:
    found = [reliability(side) for side in sides]
    return (
        _environment()
        .get_template("report.html")
        .render(
            sides=sides,
            rows=rows,
            headline=said,
            heatmaps=[each for each in heatmaps if each],
            reliabilities=found,
            reliability_plots=reliability_plots(sides, found),
            latency_plot=latency_plot(sides),
            percentiles=[
                (share, [_percentile(side, share) for side in sides]) for share in _PERCENTILES
            ],
            unfilled=_unfilled(sides),
            origin=origin(sides),
            **given,
        )
    )


def _percentile(side: Side, share: int) -> float:
    return float(np.percentile(milliseconds(side), share))


def _unfilled(sides: Sequence[Side]) -> list[tuple[str, list[int]]]:
    """Return the reasons for short lists, with how many lists each run gave them for."""
    counts = [unfilled_reasons(side.run) for side in sides]
    reasons = dict.fromkeys(reason for each in counts for reason in each)
    return [(reason, [each.get(reason, 0) for each in counts]) for reason in reasons]


def _link(url: str | None) -> str | None:
    """Return an address that may be opened: one of the web, and not a script."""
    return url if url and url.startswith(("http://", "https://")) else None


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("eval.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=wording.number,
        short=wording.short,
        signed=wording.signed,
        percent=wording.percent,
        day=wording.day,
        language=wording.language_name,
        link=_link,
    )
    environment.globals.update(frame=plot)
    return environment
