"""Bounds that a change must not break, pinned in the repository.

A bound is tightened when the engine got better. It is loosened only with a reason, which is kept.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from eval.errors import BrokenGate, Incomparable
from eval.measures import measure
from eval.runs.run import Run

_HEADING = "# What a change must not break; see 'recommender-eval gate --help'."
PINNED = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a measure may not fall below, or rise above, by more than `margin`.

    Exactly one of `at_least` and `at_most` is given. `margin` is for what another machine's
    arithmetic or a few pages may change.
    """

    measure: str
    margin: float
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float | None) -> bool:
        """Say whether a value is within the bound; one that could not be computed is not."""
        if value is None:
            return False
        if self.at_least is not None:
            return value >= self.at_least - self.margin
        return self.at_most is not None and value <= self.at_most + self.margin

    def moved_to(self, value: float) -> "Bound":
        """Return the bound with its limit at a value."""
        if self.at_least is not None:
            return replace(self, at_least=round(value, 4))
        return replace(self, at_most=round(value, 4))

    def is_tighter_than(self, other: "Bound") -> bool:
        """Say whether this one allows less."""
        if self.at_least is not None and other.at_least is not None:
            return self.at_least > other.at_least
        return (self.at_most or 0.0) < (other.at_most or 0.0)


@dataclass(frozen=True, slots=True)
class Gate:
    """Bounds for runs on one dataset with one list length, and why any was ever loosened."""

    dataset: str
    k: int
    corpus_digest: str
    judgements_digest: str
    bounds: tuple[Bound, ...]
    loosened: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A bound and what was measured."""

    bound: Bound
    value: float | None

    @property
    def holds(self) -> bool:
        """Whether the value is within the bound."""
        return self.bound.holds(self.value)


def read_gate(path: Path = PINNED) -> Gate:
    """Read pinned bounds. Raises BrokenGate if the file cannot be understood."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        bounds = tuple(Bound(**bound) for bound in content.pop("bound"))
        if wrong := [b.measure for b in bounds if (b.at_least is None) is (b.at_most is None)]:
            raise BrokenGate(f"{path}: {wrong[0]!r} needs either at_least or at_most")
        return Gate(bounds=bounds, loosened=tuple(content.pop("loosened", ())), **content)
    except (OSError, tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BrokenGate(f"cannot read the bounds in {str(path)!r}: {error}") from error


def check_run(gate: Gate, run: Run) -> list[Checked]:
    """Return each bound with what the run measures.

    Raises Incomparable if the run is over other articles, judgements or lists than the bounds.
    """
    for name in ("corpus_digest", "judgements_digest", "k"):
        pinned, ours = getattr(gate, name), getattr(run.manifest, name)
        if pinned != ours:
            raise Incomparable(
                f"the bounds were pinned with {name} {pinned!r}, this run has {ours!r}; if the "
                "articles, the judgements or what is kept of them were changed on purpose, pin "
                "anew with --loosen 'REASON'"
            )
    return _checked(gate, run)


def tightened(gate: Gate, run: Run) -> Gate:
    """Return the gate with every bound that the run betters moved to what it measures."""
    moved = []
    for each in check_run(gate, run):
        candidate = each.bound if each.value is None else each.bound.moved_to(each.value)
        moved.append(candidate if candidate.is_tighter_than(each.bound) else each.bound)
    return replace(gate, bounds=tuple(moved))


def loosened(gate: Gate, run: Run, reason: str, today: date) -> Gate:
    """Return the gate with every bound that the run breaks moved to what it measures.

    It is then over the run's articles and judgements; `reason` and what was moved are kept.
    Raises BrokenGate if a measure cannot be computed, or without a reason.
    """
    if not reason.strip():
        raise BrokenGate("bounds are loosened only for a reason; give one")
    bounds, moved = [], []
    for each in _checked(gate, run):
        if each.value is None:
            raise BrokenGate(f"{each.bound.measure!r} could not be measured")
        new = each.bound if each.holds else each.bound.moved_to(each.value)
        bounds.append(new)
        moved += [] if each.holds else [f"{each.bound.measure} to {each.value:.4f}"]
    note = {"date": today.isoformat(), "reason": reason, "moved": moved}
    return replace(
        gate,
        corpus_digest=run.manifest.corpus_digest,
        judgements_digest=run.manifest.judgements_digest,
        bounds=tuple(bounds),
        loosened=(*gate.loosened, note),
    )


def write_gate(gate: Gate, path: Path = PINNED) -> None:
    """Write bounds so that `read_gate` reads them and a person can review the change."""
    content = {name: getattr(gate, name) for name in Gate.__slots__[:4]}
    content["bound"] = [
        {name: value for name, value in asdict(bound).items() if value is not None}
        for bound in gate.bounds
    ]
    if gate.loosened:
        content["loosened"] = list(gate.loosened)
    path.write_text(f"{_HEADING}\n{tomli_w.dumps(content)}", encoding="utf-8")


def _checked(gate: Gate, run: Run) -> list[Checked]:
    values = {each.name: each.value for each in measure(run)}
    if unknown := [b.measure for b in gate.bounds if b.measure not in values]:
        raise BrokenGate(f"no measure is called {unknown[0]!r}; there are {', '.join(values)}")
    return [Checked(bound, values[bound.measure]) for bound in gate.bounds]
