"""Readers of the evaluation data. It must never be trained on, nor be committed."""

import json
import lzma
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

DEFAULT = Path("../shared/data/eval")

_FLORES_COLUMNS = """
    en zh zh-Hant ja ko es pt fr de it nl ru uk pl cs tr ar fa he hi bn ta te ur id vi th sv da nb
    fi el hu ro bg hr sr sk sl lt lv et ca sw af is sq ka hy az kk mr gu ne si my km tl ms eu gl
"""
FLORES_TAGS = tuple(_FLORES_COLUMNS.split())
"""BCP 47 tags of the columns of the FLORES file, in order."""


class DataAbsent(Exception):
    """An evaluation file is not there; the measure that needs it is skipped, saying so."""


@dataclass(frozen=True, slots=True)
class Release:
    """A press release in one language; its versions in other languages share `story`."""

    id: str
    story: str
    language: str
    title: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class ParallelSentence:
    """A sentence of an article in many languages, by BCP 47 tag."""

    article: str
    texts: dict[str, str]


def read_releases(folder: Path) -> list[Release]:
    """Swiss press releases of 2008–2021 in de, fr, it and en (CC BY-NC-SA 4.0)."""
    with lzma.open(
        _present(folder / "swiss-press-releases.jsonl.xz"), "rt", encoding="utf-8"
    ) as file:
        rows = (json.loads(line) for line in file)
        return [
            Release(
                row["id"],
                row["translation_key"],
                row["language"],
                row["title"] or "",
                row["summary"] or "",
                row["text"] or "",
            )
            for row in rows
        ]


def read_links(folder: Path) -> dict[str, set[str]]:
    """Story → stories that its author linked in the text."""
    path = _present(folder / "swiss-press-releases.links.tsv")
    links = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            story, linked = line.split("\t")[:2]
            links[story].add(linked)
    return dict(links)


def read_flores(folder: Path) -> list[ParallelSentence]:
    """FLORES-200 devtest, 1,012 sentences of about 281 articles in 61 languages (CC BY-SA 4.0)."""
    with lzma.open(_present(folder / "flores200-devtest.tsv.xz"), "rt", encoding="utf-8") as file:
        file.readline()
        rows = (line.rstrip("\n").split("\t") for line in file)
        return [
            ParallelSentence(row[0], dict(zip(FLORES_TAGS, row[2:], strict=True))) for row in rows
        ]


def _present(path: Path) -> Path:
    if not path.exists():
        raise DataAbsent(f"{path} is not there; give the folder of evaluation data with --data")
    return path


@dataclass(frozen=True, slots=True)
class GradedPair:
    """Two sentences, each with its language, and how alike people found them, from 0 to 5."""

    languages: tuple[str, str]
    texts: tuple[str, str]
    grade: float


def read_stsb(folder: Path) -> list[GradedPair]:
    """STS-B test in eleven languages: sentence 1 of each against sentence 2 in English."""
    path = _present(folder / "stsb-multilingual-test.tsv.xz")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        file.readline()
        rows = [line.rstrip("\n").split("\t") for line in file]
    english = {row[0]: row[3] for row in rows if row[1] == "en"}
    return [
        GradedPair((row[1], "en"), (row[2], english[row[0]]), float(row[4]))
        for row in rows
        if row[0] in english
    ]
