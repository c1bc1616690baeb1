"""One cell of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.quality.estimate import Estimate
from eval.quality.targets import Target

REACH = "reach"
"""The table of what was promised."""

DECLARED = "as a site runs it"
UNDECLARED = "nothing declared"
HIDDEN = "translations hidden"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and where it stands; `note` names what it is of, if that varies."""

    table: str
    row: str
    column: str
    estimate: Estimate
    target: Target | None = None
    note: str = ""

    @property
    def missed_by(self) -> float | None:
        """How far from the target, 0 if it is met; None without a target."""
        return None if self.target is None else self.target.missed_by(self.estimate.value)


def promised(
    column: str,
    estimates: Mapping[str, Estimate],
    targets: Mapping[str, Target],
    notes: Mapping[str, str] | None = None,
) -> list[Figure]:
    """Return those of the estimates, by row, that have a target; `notes` by row go with them."""
    return [
        Figure(REACH, row, column, estimate, targets[row], (notes or {}).get(row, ""))
        for row, estimate in estimates.items()
        if row in targets
    ]


def in_table(figures: Iterable[Figure], table: str) -> list[Figure]:
    """Return the figures of a table."""
    return [figure for figure in figures if figure.table == table]
