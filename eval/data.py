"""Readers of the evaluation data. It must never be trained on, nor be committed."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.errors import DataAbsent, InvalidJudgements
from index.sources.jsonl import open_lines

DEFAULT = Path("../shared/data/eval")

RELEASES = "swiss-press-releases.jsonl.xz"
LINKS = "swiss-press-releases.links.tsv"
FLORES = "flores200-devtest.tsv.xz"

_FLORES_COLUMNS = """
    en zh zh-Hant ja ko es pt fr de it nl ru uk pl cs tr ar fa he hi bn ta te ur id vi th sv da nb
    fi el hu ro bg hr sr sk sl lt lv et ca sw af is sq ka hy az kk mr gu ne si my km tl ms eu gl
"""
FLORES_TAGS = tuple(_FLORES_COLUMNS.split())
"""BCP 47 tags of the columns of the FLORES file, in order."""


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
    rows = (json.loads(line) for line in _lines(folder / RELEASES))
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
    """Story → stories that its author linked in the text. Raises InvalidJudgements for no pair."""
    links = defaultdict(set)
    for number, line in enumerate(_lines(folder / LINKS), start=1):
        if line and not line.startswith("#"):
            story, tab, linked = line.partition("\t")
            if not tab:
                raise InvalidJudgements(
                    f"{LINKS}, line {number}: expected two stories with a tab between them, "
                    f"got {line[:80]!r}"
                )
            links[story].add(linked.partition("\t")[0])
    return dict(links)


def read_flores(folder: Path) -> list[ParallelSentence]:
    """FLORES-200 devtest, 1,012 sentences of about 281 articles in 61 languages (CC BY-SA 4.0)."""
    return [
        ParallelSentence(row[0], dict(zip(FLORES_TAGS, row[2:], strict=True)))
        for row in _rows(folder / FLORES)
    ]


@dataclass(frozen=True, slots=True)
class GradedPair:
    """Two sentences, each with its language, and how alike people found them, from 0 to 5."""

    languages: tuple[str, str]
    texts: tuple[str, str]
    grade: float


def read_stsb(folder: Path) -> list[GradedPair]:
    """STS-B test in eleven languages: sentence 1 of each against sentence 2 in English."""
    rows = list(_rows(folder / "stsb-multilingual-test.tsv.xz"))
    english = {row[0]: row[3] for row in rows if row[1] == "en"}
    return [
        GradedPair((row[1], "en"), (row[2], english[row[0]]), float(row[4]))
        for row in rows
        if row[0] in english
    ]


def _rows(path: Path) -> Iterator[list[str]]:
    lines = _lines(path)
    next(lines, None)
    for line in lines:
        yield line.split("\t")


def _lines(path: Path) -> Iterator[str]:
    if not path.exists():
        raise DataAbsent(f"{path} is not there; give the folder of evaluation data with --data")
    with open_lines(path) as (lines, _):
        for line in lines:
            yield line.decode().rstrip("\r\n")
