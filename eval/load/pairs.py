"""The service against the bare endpoint: asked in turn, so that what slows one slows both."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from eval.load.effort import Effort
from eval.load.serving import Service
from eval.load.wrk import Asking, Timed, ask


@dataclass(frozen=True, slots=True)
class Compared:
    """The median over rounds of the service's rate over that of the bare endpoint, and both.

    `by_processor` is the same of answers by the second of processor time that the worker took:
    where other programs want the processor, too, it changes less.
    """

    ratio: float
    by_processor: float
    bare: Timed
    service: Timed

    @property
    def rates(self) -> str:
        """Both rates in words."""
        rates = f"{self.service.rate:,.0f} of {self.bare.rate:,.0f} requests/s"
        return f"{rates}; {self.by_processor:.2f} × by processor time"


def compare(
    bare: Service, service: Service, paths: Path, asking: Asking, effort: Effort
) -> Compared:
    """Ask both for the same paths in the same way, in turn."""
    for each in (bare, service):
        ask(each.url, paths, asking, effort.seconds)
    pairs = []
    for _ in range(effort.rounds):
        base, ours = (_asked(each, paths, asking, effort.seconds) for each in (bare, service))
        pairs.append((base, ours))
        effort.shown(f"{ours[0].rate:.0f} of {base[0].rate:.0f} requests/s")
    ratios = [(ours.rate / base.rate, work / less) for (base, less), (ours, work) in pairs]
    ratio, by_processor = (median(each) for each in zip(*ratios, strict=True))
    times = ([pair[n][0] for pair in pairs] for n in (0, 1))
    return Compared(ratio, by_processor, *map(typical, times))


def _asked(service: Service, paths: Path, asking: Asking, seconds: int) -> tuple[Timed, float]:
    """Return what asking took, and the answers by second of processor time."""
    before = service.processor_s()
    timed = ask(service.url, paths, asking, seconds)
    return timed, timed.rate * seconds / (service.processor_s() - before)


def typical(rounds: list[Timed]) -> Timed:
    """Return the median of each figure over rounds; what failed is summed up."""
    rate, p50, p99, p999 = (
        median(getattr(each, name) for each in rounds) for name in ("rate", "p50", "p99", "p999")
    )
    return Timed(rate, p50, p99, p999, sum(each.failed for each in rounds))
