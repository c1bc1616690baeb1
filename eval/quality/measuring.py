"""All parts in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.errors import DataAbsent
from eval.quality.figure import Figure
from eval.quality.news import news_figures
from eval.quality.questions import (
    HALVES,
    PASSAGES,
    RELEASES,
    RELEASES_HIDDEN,
    RELEASES_UNDECLARED,
    SENTENCES,
    Question,
)
from eval.quality.recording import Workplace
from eval.quality.releases import release_figures
from eval.quality.sentences import sentence_figures
from eval.quality.targets import Target
from eval.runs.run import Run


@dataclass(frozen=True, slots=True)
class Part:
    """Questions, and what their recordings say."""

    questions: tuple[Question, ...]
    figures: Callable[[Sequence[Run], Mapping[str, Target]], list[Figure]]


PARTS: Mapping[str, Part] = {
    "press releases": Part((RELEASES, RELEASES_UNDECLARED, RELEASES_HIDDEN), release_figures),
    "sentences": Part((SENTENCES,), sentence_figures),
    "news": Part((PASSAGES, HALVES), news_figures),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """What could be measured, and of which recordings; `skipped` says why the rest could not."""

    figures: tuple[Figure, ...]
    recordings: tuple[Run, ...]
    skipped: Mapping[str, str]


def measure_quality(place: Workplace, targets: Mapping[str, Target]) -> Quality:
    """Measure every part whose data is there."""
    figures: list[Figure] = []
    recordings: list[Run] = []
    skipped = {}
    for name, part in PARTS.items():
        try:
            runs = [place.recorded(question) for question in part.questions]
        except DataAbsent as absent:
            skipped[name] = str(absent)
            continue
        recordings += runs
        figures += part.figures(runs, targets)
    return Quality(tuple(figures), tuple(recordings), skipped)
