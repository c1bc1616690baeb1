"""What the engine is to reach, kept in a file beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

from eval.quality.errors import InvalidTargets

PROMISED = Path(__file__).with_name("targets.toml")


@dataclass(frozen=True, slots=True)
class Target:
    """A value is to be in [`at_least`, `at_most`]; one of them may be infinite."""

    at_least: float = -inf
    at_most: float = inf

    def missed_by(self, value: float) -> float:
        """Return how far outside a value is, 0 if it is within."""
        return max(self.at_least - value, value - self.at_most, 0.0)

    def __str__(self) -> str:
        if self.at_most == inf:
            return f"≥ {self.at_least:g}"
        if self.at_least == -inf:
            return f"≤ {self.at_most:g}"
        return f"{self.at_least:g} to {self.at_most:g}"


def read_targets(path: Path = PROMISED) -> Mapping[str, Target]:
    """Read targets by the name of the row. Raises InvalidTargets naming the one that is wrong."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InvalidTargets(f"cannot read the targets in {str(path)!r}: {error}") from error
    return {row: _target(row, table, path) for row, table in tables.items()}


def _target(row: str, table: object, path: Path) -> Target:
    where = f"{str(path)!r}: the target of {row!r}"
    if not isinstance(table, dict) or not table.keys() <= {"at_least", "at_most"} or not table:
        raise InvalidTargets(f"{where} needs at_least, at_most or both; got {table!r}")
    for value in table.values():
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise InvalidTargets(f"{where} must be a number; got {value!r}")
    return Target(**table)
