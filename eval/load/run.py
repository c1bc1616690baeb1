"""All of it, in parts that may be measured one by one, when the machine is quiet."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from eval.datasets.dataset import Dataset
from eval.load.effort import Effort
from eval.load.figure import Figure
from eval.load.million import measure_invented
from eval.load.real import measure_ingesting, measure_ratios
from eval.load.releases import catalogue_of, copied, releases
from eval.load.soak.soak import measure_soak
from recommender.bootstrap import Services

_Part: TypeAlias = Callable[[Dataset, Services, Path, Effort], Iterator[Figure]]


def _ratios(_: Dataset, real: Services, folder: Path, effort: Effort) -> Iterator[Figure]:
    with copied(real.settings.home, folder) as home:
        yield from measure_ratios(real, home, folder, effort)


def _ingesting(dataset: Dataset, real: Services, folder: Path, effort: Effort) -> Iterator[Figure]:
    with copied(real.settings.home, folder) as home:
        yield from measure_ingesting(dataset, real, home, folder, effort)


def _soak(dataset: Dataset, real: Services, folder: Path, effort: Effort) -> Iterator[Figure]:
    with copied(real.settings.home, folder) as home:
        yield from measure_soak(dataset, real, home, folder, effort)


def _million(_: Dataset, real: Services, folder: Path, effort: Effort) -> Iterator[Figure]:
    yield from measure_invented(real, folder, effort)


PARTS: Mapping[str, _Part] = MappingProxyType(
    {"ratios": _ratios, "ingesting": _ingesting, "million": _million, "soak": _soak}
)
"""By name, in the order of the table."""


def measure(name: str, data: Path, work: Path, effort: Effort) -> Iterator[Figure]:
    """Yield what a part measures; catalogues and files are kept under `work`.

    Raises DataAbsent, NoClient, NotServed.
    """
    folder = work / "load" / name
    folder.mkdir(parents=True, exist_ok=True)
    dataset = releases(data, effort)
    with catalogue_of(dataset, work, effort.shown) as real:
        yield from PARTS[name](dataset, real, folder, effort)
