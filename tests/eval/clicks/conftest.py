"""Click logs that are small enough to work out by hand."""

from collections.abc import Callable, Sequence

import pytest

from eval.clicks.log import ClickLog, Impression, columns

Row = tuple[str, bool, float | None]


@pytest.fixture
def log_of() -> Callable[..., ClickLog]:
    """Make a log of views (page, [(article, clicked, propensity), ...]) with positions in order."""

    def make(views: Sequence[tuple[str, Sequence[Row]]]) -> ClickLog:
        return columns(
            Impression.model_validate(
                {
                    "seed": seed,
                    "items": [
                        {"id": id_, "position": place, "clicked": clicked, "propensity": propensity}
                        for place, (id_, clicked, propensity) in enumerate(rows, start=1)
                    ],
                }
            )
            for seed, rows in views
        )

    return make


@pytest.fixture
def three_views(log_of: Callable[..., ClickLog]) -> ClickLog:
    """One page; article a is examined with probability .8, b with .7; four clicks."""
    return log_of(
        [
            ("page", [("a", True, 0.8), ("b", False, 0.7)]),
            ("page", [("b", True, 0.7), ("a", True, 0.8)]),
            ("page", [("a", False, 0.8), ("b", True, 0.7)]),
        ]
    )
