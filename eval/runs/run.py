"""What a system answered for every judged seed, and all that is needed to measure it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from eval.corpus import Facts
from eval.qrels import Qrels

Lists: TypeAlias = Mapping[str, Sequence[str]]
"""Seed id → article ids, best first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article in a list; `score` is the system's own, larger is nearer."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered for one seed.

    `only` is the one language that was asked for, None for any. `shown` is the final list,
    `candidates` what it was chosen from, both best first. `similarity` is the mean cosine of the
    pairs of shown articles, `recall` the share of the exact nearest neighbours that the index
    finds; both None where they were not or cannot be computed. `seconds` is what the answer took.
    """

    seed: str
    only: str | None
    shown: tuple[Hit, ...]
    candidates: tuple[Hit, ...]
    unfilled_reason: str | None
    seconds: float
    similarity: float | None = None
    recall: float | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Where a run comes from: enough to repeat it, and to refuse a comparison that means nothing.

    `options` are what it was asked for with. `languages` counts the articles of the corpus by
    language; `warnings` say what was left out.
    """

    name: str
    system: str
    dataset: str
    corpus_digest: str
    judgements_digest: str
    articles: int
    languages: Mapping[str, int]
    k: int
    found_languages: tuple[str, ...]
    policy: str
    model_id: str
    options: Mapping[str, object]
    settings: Mapping[str, object]
    versions: Mapping[str, str]
    created_at: str
    seconds: float
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """A recorded run; `facts` are of the articles that occur in it, as seed, shown or judged."""

    manifest: Manifest
    answers: tuple[Answer, ...]
    facts: Mapping[str, Facts]
    qrels: Qrels

    @cached_property
    def lists(self) -> Lists:
        """What was shown for each seed, in any language."""
        return self._shown(None)

    @cached_property
    def candidates(self) -> Lists:
        """What the shown were chosen from, for each seed."""
        return {a.seed: [hit.id for hit in a.candidates] for a in self.answers if a.only is None}

    def lists_in(self, language: str) -> Lists:
        """Return what was shown for each seed when only this language was asked for."""
        return self._shown(language)

    def _shown(self, only: str | None) -> Lists:
        return {a.seed: [hit.id for hit in a.shown] for a in self.answers if a.only == only}
