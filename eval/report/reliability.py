"""Whether a score means the same within a language and across languages.

Niculescu-Mizil and Caruana (2005), Predicting good probabilities with supervised learning, draw
such reliability diagrams. Ours compares two groups instead of a line, for a score is no
probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from eval.measures.answered import facts_of
from eval.report.estimate import Estimate, estimate
from eval.report.side import Side

_BINS = 8


@dataclass(frozen=True, slots=True)
class Bin:
    """Shown articles of like score, [low, high), the last one with its high end.

    `within` are those in the page's language, `across` the others: their mean score, and the share
    that is related.
    """

    low: float
    high: float
    within: tuple[float, Estimate]
    across: tuple[float, Estimate]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins by score, lowest first, with about as many shown articles in each."""

    bins: tuple[Bin, ...]

    @property
    def gap(self) -> float | None:
        """How much more often a shown article across languages is related than one within.

        A difference of shares at like scores: the mean over bins that have both, weighted by the
        articles across; None if no bin has both, or if of either group none at all is related, for
        then judgements were hardly made of it.
        """
        if not any(each.within[1].mean for each in self.bins):
            return None
        if not any(each.across[1].mean for each in self.bins):
            return None
        pairs = [
            (of_across.n, of_across.mean - of_within.mean)
            for (_, of_within), (_, of_across) in ((each.within, each.across) for each in self.bins)
            if of_across.mean is not None and of_within.mean is not None
        ]
        total = sum(n for n, _ in pairs)
        return sum(n * difference for n, difference in pairs) / total if total else None


@dataclass(frozen=True, slots=True)
class _Shown:
    seed: str
    score: float
    across: bool
    related: bool


def reliability(side: Side) -> Reliability:
    """Return the share of related articles among those shown, by score; no bins if none are.

    Taken are the lists in one language alone, where those were recorded, for there a policy has no
    choice between the versions of a story; else the lists in any language.
    """
    shown = _all_shown(side)
    if not shown:
        return Reliability(())
    scores = np.array([each.score for each in shown])
    edges = np.unique(np.quantile(scores, np.linspace(0, 1, _BINS + 1)))
    if len(edges) == 1:
        edges = np.repeat(edges, 2)
    place = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    return Reliability(
        tuple(
            _bin(side, ends, [each for each, where in zip(shown, place, strict=True) if where == i])
            for i, ends in enumerate(pairwise(edges.tolist()))
        )
    )


def _all_shown(side: Side) -> list[_Shown]:
    """Return what was shown on judged pages; an article without a judgement is not related."""
    restricted = bool(side.run.manifest.found_languages)
    shown = []
    for answer in side.run.answers:
        if (answer.only is not None) is restricted and answer.seed in side.related:
            own, related = facts_of(side.run, answer.seed).language, side.related[answer.seed]
            for hit in answer.shown:
                facts = facts_of(side.run, hit.id)
                shown.append(
                    _Shown(answer.seed, hit.score, facts.language != own, facts.story in related)
                )
    return shown


def _bin(side: Side, ends: tuple[float, float], shown: Sequence[_Shown]) -> Bin:
    low, high = ends
    within = [each for each in shown if not each.across]
    across = [each for each in shown if each.across]
    return Bin(low, high, _group(side, within), _group(side, across))


def _group(side: Side, shown: Sequence[_Shown]) -> tuple[float, Estimate]:
    """Return the mean score and the share that is related, with an interval by the page's story."""
    score = float(np.mean([each.score for each in shown])) if shown else 0.0
    stories = side.stories(each.seed for each in shown)
    return score, estimate([float(each.related) for each in shown], stories, side.rounds)
