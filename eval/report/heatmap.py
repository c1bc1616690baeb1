"""Language matrices as tables whose cells are coloured by value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TypeAlias

from eval.comparison import Compared, Comparison
from eval.measures import LanguageMatrix
from eval.measures.language_matrix import Cell
from eval.report.side import Side
from eval.report.wording import counted, language_name, short, short_signed
from index.language import covers


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: what it says, its colour from 0 to 1, and whether it is of one language.

    `fell` says that a change is for the worse; `sure` that it is beyond chance. `tip` says it in
    words.
    """

    text: str
    shade: float | None = None
    tip: str = ""
    within: bool = False
    fell: bool = False
    sure: bool = False


Rows: TypeAlias = tuple[tuple[str, tuple[Square, ...]], ...]
"""Seed language and its squares, the last of them their mean."""


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Squares by seed language (rows) and found language (columns).

    The last row and the last column are means over the cells of two languages. `strongest` is the
    value that has the full colour.
    """

    title: str
    kind: str
    strongest: str
    found: tuple[str, ...]
    rows: Rows
    means: tuple[Square, ...]


def heatmap(side: Side) -> Heatmap | None:
    """Return the language matrix of a run, from 0 to 1; None if none was recorded."""
    matrix = side.matrix
    values, counts = matrix.values, matrix.counts
    if not values:
        return None
    squares = {
        cell: Square(
            short(value),
            value,
            f"{_pair(cell)}: {short(value)}, {counted(counts[cell], 'page')}",
            _is_within(cell),
        )
        for cell, value in values.items()
    }
    title = f"{matrix.name} of {side.name}"
    return Heatmap(title, "level", "1", *_laid_out(values, squares, lambda v: Square(short(v), v)))


def difference_heatmap(comparison: Comparison, matrix: LanguageMatrix) -> Heatmap | None:
    """Return what changed in each cell of both matrices; the largest change has the full colour."""
    by_name = {each.name: each for each in comparison.cells}
    compared = {
        cell: by_name[name] for cell in matrix.by_seed if (name := "→".join(cell)) in by_name
    }
    values = {cell: (each.after or 0) - (each.before or 0) for cell, each in compared.items()}
    if not values:
        return None
    strongest = max(map(abs, values.values())) or 1

    def mean(value: float) -> Square:
        return Square(short_signed(value), abs(value) / strongest, fell=value < 0)

    squares = {
        cell: replace(
            mean(values[cell]),
            tip=f"{_pair(cell)}: {_said(each)}",
            within=_is_within(cell),
            sure=each.verdict in ("better", "worse"),
        )
        for cell, each in compared.items()
    }
    title = f"Change of {matrix.name}"
    return Heatmap(title, "change", short(strongest), *_laid_out(values, squares, mean))


def _said(each: Compared) -> str:
    pages = counted(each.rose + each.fell + each.stayed, "page")
    return (
        f"{short(each.before)} → {short(each.after)}; of {pages} {each.rose} rose, "
        f"{each.fell} fell; {each.verdict or 'too few stories to test'}"
    )


def _laid_out(
    values: Mapping[Cell, float],
    squares: Mapping[Cell, Square],
    mean: Callable[[float], Square],
) -> tuple[tuple[str, ...], Rows, tuple[Square, ...]]:
    """Return the found languages, the rows, and the means below them."""
    blank = Square("")

    def mean_of(cells: Iterable[Cell]) -> Square:
        across = [values[cell] for cell in cells if cell in values and not _is_within(cell)]
        return mean(fmean(across)) if across else blank

    seeds, found = (tuple(sorted(set(tags))) for tags in zip(*values, strict=True))
    rows = tuple(
        (
            one,
            (
                *(squares.get((one, other), blank) for other in found),
                mean_of((one, other) for other in found),
            ),
        )
        for one in seeds
    )
    means = (mean_of((one, other) for one in seeds) for other in found)
    return found, rows, (*means, mean_of(values))


def _is_within(cell: Cell) -> bool:
    seed, found = cell
    return covers(found, seed)


def _pair(cell: Cell) -> str:
    seed, found = cell
    return f"{language_name(seed)} → {language_name(found)}"
