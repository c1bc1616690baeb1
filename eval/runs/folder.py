"""A run on disk: a folder that can be measured, read by other tools, and repeated.

`manifest.json` says where it comes from, `qrels.txt` what it is judged by, `articles.jsonl.gz` what
is known of the articles that occur. `ranking.trec.gz` holds what was shown, `candidates.trec.gz`
what that was chosen from, `ranking.<language>.trec.gz` what was shown when only one language was
asked for; `answers.jsonl.gz` the scores, times and reasons that a TREC file has no place for.
"""

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.corpus import Facts
from eval.errors import InvalidRun
from eval.qrels import read_qrels, write_qrels
from eval.runs.run import Answer, Hit, Lists, Manifest, Run
from eval.runs.trec import read_lists, write_lists

_MANIFEST = TypeAdapter(Manifest)
_FACTS = TypeAdapter(Facts)


def save(run: Run, folder: Path) -> None:
    """Write a run; a folder of that name appears whole or not at all. Raises InvalidRun."""
    if folder.exists():
        raise InvalidRun(f"{str(folder)!r} exists; give another name, or remove it first")
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    (draft / "manifest.json").write_bytes(_MANIFEST.dump_json(run.manifest, indent=1))
    write_qrels(draft / "qrels.txt", run.qrels)
    _write_lines(draft / "articles.jsonl.gz", map(asdict, run.facts.values()))
    _write_lines(draft / "answers.jsonl.gz", map(_beside_lists, run.answers))
    name = run.manifest.name
    write_lists(draft / "ranking.trec.gz", run.lists, name)
    write_lists(draft / "candidates.trec.gz", run.candidates, name)
    for language in run.manifest.found_languages:
        write_lists(draft / f"ranking.{language}.trec.gz", run.lists_in(language), name)
    draft.replace(folder)


def load(folder: Path) -> Run:
    """Read what `save` wrote. Raises InvalidRun naming what is missing or damaged."""
    try:
        manifest = _MANIFEST.validate_json((folder / "manifest.json").read_bytes())
        facts = [_FACTS.validate_python(line) for line in _lines(folder / "articles.jsonl.gz")]
        beside = list(_lines(folder / "answers.jsonl.gz"))
    except FileNotFoundError as error:
        raise InvalidRun(f"{str(folder)!r} is not a recorded run: no {error.filename!r}") from error
    except (OSError, EOFError, ValidationError, ValueError) as error:
        raise InvalidRun(f"the run in {str(folder)!r} is damaged: {error}") from error
    if not beside:
        raise InvalidRun(f"the run in {str(folder)!r} is empty: it answered no seed")
    return Run(
        manifest,
        tuple(_answers(folder, manifest, beside)),
        {each.id: each for each in facts},
        read_qrels(folder / "qrels.txt"),
    )


def _beside_lists(answer: Answer) -> dict[str, object]:
    whole = asdict(answer)
    for name in ("shown", "candidates"):
        whole[name] = [round(hit.score, 6) for hit in getattr(answer, name)]
    return whole


def _answers(
    folder: Path, manifest: Manifest, beside: Sequence[dict[str, Any]]
) -> Iterator[Answer]:
    shown: dict[str | None, Lists] = {
        only: read_lists(folder / f"ranking.{only}.trec.gz") for only in manifest.found_languages
    }
    shown[None] = read_lists(folder / "ranking.trec.gz")
    candidates = read_lists(folder / "candidates.trec.gz")
    for line in beside:
        seed, only = line["seed"], line["only"]
        line["shown"] = _hits(folder, shown[only].get(seed, []), line["shown"])
        near = candidates.get(seed, []) if only is None else []
        line["candidates"] = _hits(folder, near, line["candidates"])
        yield Answer(**line)


def _hits(folder: Path, ids: Sequence[str], scores: Sequence[float]) -> tuple[Hit, ...]:
    if len(ids) != len(scores):
        raise InvalidRun(f"the run in {str(folder)!r} is damaged: lists and scores do not agree")
    return tuple(Hit(id_, score) for id_, score in zip(ids, scores, strict=True))


def _write_lines(path: Path, values: Iterable[Mapping[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
