"""Small runs, written down in a few words, and small data of every kind."""

import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest

from eval.corpus import Facts
from eval.data import FLORES, FLORES_TAGS, LINKS, RELEASES
from eval.qrels import Qrels
from eval.quality.recording import Workplace
from eval.runs.making import Progress
from eval.runs.run import Answer, Hit, Manifest, Run
from index.encoder import Encoder

Lists = Mapping[str, str]
MakeRun = Callable[..., Run]

WORDS = ("harbour", "glacier", "orchestra", "vaccine", "parliament", "telescope", "wine", "railway")


def hits(ids: str) -> tuple[Hit, ...]:
    """Hits whose scores say nothing of their order."""
    return tuple(Hit(id_, 0.5) for id_ in ids.split())


@pytest.fixture(scope="session")
def make_run() -> MakeRun:
    """Make a run of articles called story-language, such as "a-de".

    `lists` are what was shown by the language that was asked for, None for any.
    """

    def make(
        lists: Mapping[str | None, Lists],
        qrels: Qrels,
        k: int = 10,
        corpus: Mapping[str, int] | None = None,
    ) -> Run:
        answers = tuple(
            Answer(seed, only, hits(ids), () if only else hits(ids), None, 0.01)
            for only, by_seed in lists.items()
            for seed, ids in by_seed.items()
        )
        ids = {hit.id for answer in answers for hit in answer.shown} | qrels.keys()
        ids |= {id_ for grades in qrels.values() for id_ in grades}
        facts = {}
        for id_ in ids:
            story, _, language = id_.rpartition("-")
            facts[id_] = Facts(id_, language, story, f"On {story}")
        told = {
            "k": k,
            "languages": corpus or {"de": 1, "en": 1},
            "found_languages": tuple(only for only in lists if only),
        }
        manifest = Manifest(**{**{each.name: "" for each in fields(Manifest)}, **told})
        return Run(manifest, answers, facts, qrels)

    return make


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of evaluation data, a few articles of each kind, with training data beside."""
    root = tmp_path_factory.mktemp("data")
    folder = root / "eval"
    _write(folder / RELEASES, map(json.dumps, _releases()))
    (folder / LINKS).write_text("s0\ts1\ns2\ts3\ns4\ts5\n")
    _write(folder / FLORES, ["\t".join(row) for row in _sentences()])
    _write(root / "train" / "news.tsv.xz", ["\t".join(row) for row in _news()])
    return folder


@pytest.fixture
def begun() -> list[str]:
    """Collect the names of recordings that had to be made."""
    return []


@pytest.fixture
def place(
    data: Path, tmp_path: Path, begun: list[str], encoder: Encoder
) -> Callable[..., Workplace]:
    """Make places to record in, over the small data unless told otherwise."""

    @contextmanager
    def told(name: str) -> Iterator[Progress]:
        begun.append(name)
        yield Progress()

    def make(folder: Path = data, **settings: object) -> Workplace:
        return Workplace(folder, tmp_path / "work", told, settings, encoder)

    return make


def _releases() -> Iterable[Mapping[str, str]]:
    for number, word in enumerate(WORDS):
        # a release and the one that it links are about the same
        about = f"The {WORDS[number // 2 * 2]} {word} and the {WORDS[number // 2 * 2]} report"
        for language in ("de", "fr", "it", "en"):
            yield {
                "id": f"s{number}-{language}", "translation_key": f"s{number}",
                "language": language, "title": about, "summary": "", "text": about,
            }  # fmt: skip


def _sentences() -> Iterable[Sequence[str]]:
    yield ["article", "topic", *FLORES_TAGS]
    for number in range(8):
        word = WORDS[number // 4]
        yield [
            f"a{number // 4}",
            "news",
            *[f"The {word} number {number}, {word}"] * len(FLORES_TAGS),
        ]


def _news() -> Iterable[Sequence[str]]:
    for number in range(8):
        text = " ".join([WORDS[number // 4]] * 60 + [f"day{number}"] * 20)
        yield [
            "newstest2013",
            str(number),
            *(f"{tag}={text}" for tag in ("cs", "de", "en", "es", "fr", "ru")),
        ]
    yield ["newstest2014", "0", "de=Anderswo", "en=Elsewhere"]


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
