"""What was measured, against what was to be reached."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path

from pydantic import TypeAdapter

from eval.load.wrk import Timed
from eval.quality.targets import Target


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table; `note` says how it was measured, `timed` what single requests took."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""
    timed: Timed | None = None

    @property
    def reach(self) -> str:
        """What was promised, in words; "" if nothing was."""
        return f"{self._target} {self.unit}".strip() if self._is_promised else ""

    @property
    def measured(self) -> str:
        """The value in words."""
        return f"{self.value:,.3g} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        """Whether the value is what was promised; "" if nothing was."""
        missed = self._target.missed_by(self.value)
        said = f"missed by {missed:.3g}" if missed else "met"
        return said if self._is_promised else ""

    @property
    def _is_promised(self) -> bool:
        return self.at_least is not None or self.at_most is not None

    @property
    def _target(self) -> Target:
        least = -inf if self.at_least is None else self.at_least
        return Target(least, inf if self.at_most is None else self.at_most)


@dataclass(frozen=True, slots=True)
class Part:
    """What was measured in one go, on the same day, on a machine in words."""

    name: str
    measured_at: str
    machine: str
    figures: tuple[Figure, ...]


_PART = TypeAdapter(Part)


def part_of(name: str, figures: Iterable[Figure]) -> Part:
    """Return what was measured just now, on this machine."""
    return Part(name, datetime.now(UTC).date().isoformat(), machine(), tuple(figures))


def keep(part: Part, folder: Path) -> None:
    """Keep what was measured, in place of what was measured before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{part.name}.json").write_bytes(_PART.dump_json(part, indent=1))


def kept(folder: Path, name: str) -> Part | None:
    """Return what was measured last; None if it never was."""
    path = folder / f"{name}.json"
    return _PART.validate_json(path.read_bytes()) if path.exists() else None


def as_dict(part: Part) -> Mapping[str, object]:
    """Return it for other programs."""
    return asdict(part)


def machine() -> str:
    """Return the machine in words: its processor, how many cores, how much memory."""
    import os
    import platform

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor() or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else ""
