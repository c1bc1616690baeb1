"""Judgements as TREC has them: lines of `seed iteration article grade`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from eval.errors import InvalidJudgements

Qrels: TypeAlias = Mapping[str, Mapping[str, int]]
"""Seed id → article id → grade; above 0 is relevant, 0 was judged and found unrelated."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Judgements about articles that are there, and what had to be left out."""

    qrels: Qrels
    warnings: tuple[str, ...]


def read_qrels(path: Path) -> Qrels:
    """Read a file of judgements. Raises InvalidJudgements naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidJudgements(f"cannot read judgements from {str(path)!r}: {error}") from error
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            seed, article, grade = _parsed(line, f"{path.name}, line {number}")
            if article in qrels.setdefault(seed, {}):
                raise InvalidJudgements(
                    f"{path.name}, line {number}: {article!r} is judged twice for {seed!r}; "
                    "keep one of the lines"
                )
            qrels[seed][article] = grade
    if not qrels:
        raise InvalidJudgements(f"{str(path)!r} holds no judgements")
    return qrels


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements so that `read_qrels` and trec_eval read them."""
    path.write_text("".join(f"{line}\n" for line in lines_of(qrels)), encoding="utf-8")


def lines_of(qrels: Qrels) -> Iterator[str]:
    """Yield the lines of a file of judgements; white space, % and # in ids are percent-encoded."""
    for seed in sorted(qrels):
        for article, grade in sorted(qrels[seed].items()):
            yield f"{as_word(seed)} 0 {as_word(article)} {grade}"


def digest_of(lines: Iterable[str]) -> str:
    """Return what names a set of judgements, or of anything that is written as lines."""
    return blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def check(qrels: Qrels, known: Mapping[str, object]) -> Checked:
    """Leave out what is not among the known articles; say how much that was.

    Raises InvalidJudgements if no seed with a relevant article is left.
    """
    seeds = {seed: grades for seed, grades in qrels.items() if seed in known}
    kept = {seed: {a: g for a, g in grades.items() if a in known} for seed, grades in seeds.items()}
    judged = {seed: grades for seed, grades in kept.items() if any(g > 0 for g in grades.values())}
    unknown = [a for grades in seeds.values() for a in grades if a not in known]
    counted = (
        (len(qrels) - len(seeds), "seeds are not in the catalogue", qrels.keys() - seeds.keys()),
        (len(unknown), "judged articles are not in the catalogue", unknown),
        (len(seeds) - len(judged), "seeds have no relevant article", seeds.keys() - judged.keys()),
    )
    warnings = tuple(
        f"{number} {what}, such as {min(some)!r}; left out"
        for number, what, some in counted
        if number
    )
    if not judged:
        reasons = "; ".join(warnings) or "there are none"
        raise InvalidJudgements(f"no judgement can be used: {reasons}")
    return Checked(judged, warnings)


def as_word(id_: str) -> str:
    """Return an id without white space, and without `#`, which begins a comment."""
    return "".join(quote(c) if c.isspace() or c in "%#" else c for c in id_)


def from_word(word: str) -> str:
    """Return the id that `as_word` wrote."""
    return unquote(word)


def _parsed(line: str, place: str) -> tuple[str, str, int]:
    words = line.split()
    if len(words) != 4:
        raise InvalidJudgements(
            f"{place}: expected 'seed iteration article grade', got {line[:80]!r}"
        )
    seed, _, article, written = words
    try:
        grade = int(written)
    except ValueError:
        raise InvalidJudgements(
            f"{place}: the grade must be a whole number, got {written[:40]!r}"
        ) from None
    return from_word(seed), from_word(article), grade
