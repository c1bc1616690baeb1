"""What a larger model buys: a run with each model, its cost, and its gain over the first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import perf_counter

from eval.comparison import Compared, compare_runs
from eval.datasets import find
from eval.errors import InvalidRun
from eval.measures import measure
from eval.runs.making import Options, Progress, make_run
from eval.runs.run import Run
from index.encoder import Encoder, load
from index.language import UNKNOWN
from index.text import clean, clean_line, text_to_embed
from recommender.settings import load_settings

SAMPLE = 128
"""Articles whose encoding is timed."""

_WARMING = 8
_CHOSEN = re.compile(r"(?P<model>.+?)(?P<pairs>(,\w+=[^,]*)*)")
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A model and the settings that it is used with, `written` as NAME,setting=value,..."""

    written: str
    settings: Mapping[str, str]

    @property
    def folder(self) -> str:
        """A name for the folder of its run."""
        return re.sub(r"[^\w.=-]+", "-", self.written).strip("-")[-100:]


@dataclass(frozen=True, slots=True)
class Judged:
    """A model as it was judged: what it costs and what it finds.

    `articles_per_second` is of encoding, by texts of the dataset, and says as much about the
    machine; `bytes_per_vector` is needed in the store and once more in memory. `values` are R@k and
    nDCG@k; `gains` compare them with those of the first model, () for that one.
    """

    model: str
    model_id: str
    dimension: int
    bytes_per_vector: int
    articles_per_second: float
    values: Mapping[str, float | None]
    gains: tuple[Compared, ...] = field(default=())


def choice_of(written: str) -> Choice:
    """Read 'NAME' or 'NAME,truncate_dim=256,...'; any text is the name of some model."""
    found = _CHOSEN.fullmatch(written)
    if found is None:
        return Choice(written, {"model": written})
    pairs = (pair.split("=", 1) for pair in found["pairs"].split(",")[1:])
    return Choice(written, {"model": found["model"], **dict(pairs)})


def folders_of(choices: Sequence[Choice], dataset: str, work: Path) -> list[Path]:
    """Return where the run of each is kept. Raises InvalidRun if there is one already."""
    folders = [work / "runs" / Path(dataset).name / choice.folder for choice in choices]
    for folder in folders:
        if folder.exists():
            raise InvalidRun(f"{str(folder)!r} exists; remove it first, or compare what is there")
    return folders


def judge_model(
    choice: Choice, asked: Options, data: Path, work: Path, progress: Progress, first: Run | None
) -> tuple[Judged, Run]:
    """Make a run with a model as `asked`, in a catalogue under `work`, and compare it with `first`.

    Raises what `load_settings`, `load` and `make_run` raise.
    """
    settings = load_settings(**choice.settings)
    encoder = load(settings.model, settings.model_options)
    options = replace(asked, settings=choice.settings)
    run = make_run(options, choice.folder, data, work / "catalogues", progress, encoder)
    names = tuple(f"{name}@{asked.k}" for name in ("R", "nDCG"))
    values = {each.name: each.value for each in measure(run) if each.name in names}
    gains = compare_runs(first, run).measures if first else ()
    judged = Judged(
        choice.written,
        encoder.model_id,
        encoder.dimension,
        encoder.dimension * _BYTES,
        _speed(encoder, asked, data),
        {name: values[name] for name in names},
        tuple(gain for name in names for gain in gains if gain.name == name),
    )
    return judged, run


def _speed(encoder: Encoder, asked: Options, data: Path) -> float:
    articles = list(islice(find(asked.dataset).load(data, asked.languages).articles(), SAMPLE))
    languages = [article.language or UNKNOWN for article in articles]
    texts = [
        text_to_embed(clean_line(a.title or ""), clean(a.summary or ""), clean(a.text or ""))
        for a in articles
    ]
    encoder.encode(texts[:_WARMING], languages[:_WARMING])
    begun = perf_counter()
    encoder.encode(texts, languages)
    return len(texts) / (perf_counter() - begun)
