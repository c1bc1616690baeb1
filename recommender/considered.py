"""What a list was chosen from and by: all that it takes to choose it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.store import Page, Seed
from recommender.columns import Columns, SeedColumns
from recommender.gathering import Gathered
from recommender.request import Request


@dataclass(frozen=True, slots=True)
class Considered:
    """What became candidates of pages, and the request that they were chosen for.

    `columns` and `seed` are what the policy saw: the articles that were `gathered`, best first.
    """

    pages: Sequence[Page | Seed]
    request: Request
    gathered: Gathered
    columns: Columns
    seed: SeedColumns
