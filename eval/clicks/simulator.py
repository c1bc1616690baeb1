"""Readers whose behaviour is known, to check estimators by and to try the command with."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from eval.clicks.log import ClickLog, Floats, Ints

_CANDIDATES = 6
_CURVE = (1.0, 0.6, 0.4, 0.3)


@dataclass(frozen=True, slots=True)
class Simulation:
    """Pages with six candidates each, of which a random policy shows four.

    `curve` (4,) is the examination and `relevance` (pages, 6) the probability of a click on what is
    examined. `lists` (l, 4) are all lists that there can be, as places in the candidates, and
    `policy` (pages, l) the probability that a page shows them. `target` (pages, 4) are the lists to
    judge.
    """

    curve: Floats
    relevance: Floats
    lists: Ints
    policy: Floats
    target: Ints

    @property
    def true_value(self) -> float:
        """Expected clicks per page view of the target."""
        relevance = np.take_along_axis(self.relevance, self.target, axis=1)
        return float((relevance @ self.curve).mean())

    @property
    def propensities(self) -> Floats:
        """Probability (pages, 6) that a reader examines each candidate under the policy."""
        examined = np.zeros((len(self.lists), self.relevance.shape[1]))
        np.put_along_axis(examined, self.lists, self.curve[None, :], axis=1)
        chances: Floats = self.policy @ examined
        return chances

    @property
    def target_lists(self) -> dict[str, list[str]]:
        """The target by the ids of the log."""
        return {
            _page(page): [_article(page, candidate) for candidate in row]
            for page, row in enumerate(self.target.tolist())
        }

    def log(self, views: int, rng: np.random.Generator) -> ClickLog:
        """Let readers view pages at random."""
        pages, candidates = self.relevance.shape
        page = rng.integers(pages, size=views)
        # page p's chances add up from p to p + 1, so one search draws lists for all pages
        chances = (np.arange(pages)[:, None] + self.policy.cumsum(axis=1)).ravel()
        drawn = np.searchsorted(chances, page + rng.random(views))
        shown = self.lists[drawn % len(self.lists)]
        row_page = page[:, None]
        clicked = rng.random(shown.shape) < self.curve * self.relevance[row_page, shown]
        return ClickLog(
            tuple(map(_page, range(pages))),
            tuple(_article(p, c) for p in range(pages) for c in range(candidates)),
            page,
            np.repeat(np.arange(views), shown.shape[1]),
            (row_page * candidates + shown).ravel(),
            np.tile(np.arange(1, shown.shape[1] + 1), views),
            clicked.ravel(),
            self.propensities[row_page, shown].ravel(),
        )


def simulate(rng: np.random.Generator, pages: int = 30) -> Simulation:
    """Draw relevances, a policy and a target.

    The policy draws one article after the other without replacement, those that it holds for better
    more often (Plackett, 1975, The analysis of permutations). The target is sure of itself, and
    right more often.
    """
    relevance = rng.beta(1.5, 6.0, size=(pages, _CANDIDATES))
    lists = np.array(list(permutations(range(_CANDIDATES), len(_CURVE))))
    preference = np.exp(rng.normal(scale=1.0, size=relevance.shape))
    target = np.argsort(-relevance + rng.normal(scale=0.1, size=relevance.shape), axis=1)
    return Simulation(
        np.array(_CURVE), relevance, lists, _plackett_luce(preference, lists), target[:, :4]
    )


def _plackett_luce(preference: Floats, lists: Ints) -> Floats:
    """Probability (pages, l) of each list; preference (pages, candidates) is positive."""
    drawn = preference[:, lists]
    before = drawn.cumsum(axis=2) - drawn
    left = preference.sum(axis=1)[:, None, None] - before
    chances: Floats = (drawn / left).prod(axis=2)
    return chances


def _page(page: int) -> str:
    return f"page-{page}"


def _article(page: int, candidate: int) -> str:
    return f"article-{page}-{candidate}"
