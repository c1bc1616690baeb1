"""What is recorded: which articles, which pages of them, and how long a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from eval.data import FLORES_TAGS
from eval.datasets import flores, linked, passages
from eval.datasets.dataset import Dataset, Source
from eval.quality.hidden import revealed, stories_of, without_keys
from eval.runs.run import Run
from index.encoder.training.languages import CORE

# a minimum score trades short lists for poor ones; where only the order is judged, it stays out
_ORDER_ALONE = {"minimum_score": -1.0}
# single texts: translations are neither declared nor looked for
_TEXTS_ALONE = {**_ORDER_ALONE, "infer_stories": False}

_DEPTH_OF_RELEASES, _DEPTH_OF_SENTENCES = 10, 5
_VERSIONS = len(linked.LANGUAGES)
_PASSAGES, _HALVES = 20, 60
_EVERY = 3  # a list in each of 34 languages for every sentence would take a quarter of an hour


@dataclass(frozen=True, slots=True)
class Question:
    """A recording: `k` stories for each seed of what `read` returns, under a name.

    `ask` makes of it what the engine is given, `judge` of the run what is measured. `settings`
    differ from the defaults.
    """

    name: str
    source: Source
    k: int
    read: Callable[[Path], Dataset]
    ask: Callable[[Dataset], Dataset] = lambda dataset: dataset
    judge: Callable[[Run, Dataset], Run] = lambda run, _: run
    settings: Mapping[str, object] = field(default_factory=dict)


def core_languages() -> tuple[str, ...]:
    """Return the languages that the bundled encoder promises, as FLORES tags them, English first.

    FLORES has Norwegian as Bokmål.
    """
    return tuple(tag for tag in FLORES_TAGS if tag in CORE or (tag == "nb" and "no" in CORE))


def _from_english(folder: Path) -> Dataset:
    """Read sentences in all core languages; seeds are some of the English ones, spread evenly."""
    dataset = flores.ARTICLES.load(folder, core_languages())
    english = sorted(seed for seed in dataset.qrels if seed.endswith("-en"))
    qrels = {seed: dataset.qrels[seed] for seed in english[::_EVERY]}
    others = tuple(tag for tag in dataset.languages if tag != "en")
    return replace(dataset, qrels=qrels, languages=others)


def _revealed_to(k: int) -> Callable[[Run, Dataset], Run]:
    return lambda run, dataset: revealed(run, stories_of(dataset), k)


RELEASES = Question(
    "press releases", linked.SOURCE, _DEPTH_OF_RELEASES, linked.SOURCE.load
)  # fmt: skip
RELEASES_UNDECLARED = Question(
    "press releases, nothing declared",
    linked.SOURCE,
    # ten stories may stand there in every version, after all others of the page's own
    _DEPTH_OF_RELEASES * _VERSIONS + _VERSIONS - 1,
    linked.SOURCE.load,
    lambda dataset: replace(without_keys(dataset), name=f"{dataset.name}-undeclared"),
    _revealed_to(_DEPTH_OF_RELEASES),
    _ORDER_ALONE,
)
RELEASES_HIDDEN = replace(
    RELEASES_UNDECLARED,
    name="press releases, translations hidden",
    ask=without_keys,
    settings=_TEXTS_ALONE,
)
SENTENCES = Question(
    "sentences of FLORES-200",
    flores.ARTICLES,
    _DEPTH_OF_SENTENCES + 1,
    _from_english,
    without_keys,
    _revealed_to(_DEPTH_OF_SENTENCES),
    _TEXTS_ALONE,
)
PASSAGES = Question(
    "news and its translation",
    passages.MATES,
    _PASSAGES,
    passages.MATES.load,
    settings=_TEXTS_ALONE,
)
HALVES = Question(
    "news and its second half",
    passages.HALVES,
    _HALVES,
    passages.HALVES.load,
    settings=_TEXTS_ALONE,
)
