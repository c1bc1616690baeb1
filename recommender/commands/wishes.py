"""The options of commands that ask for a list, and what they wish for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from recommender.wish import Wish

R = TypeVar("R")

_OPTIONS = (
    click.option("-k", type=int, help="How many stories.  [default: 6]"),
    click.option(
        "--languages",
        default="",
        metavar="DE,FR",
        help="The reader's languages, best first.  [default: the page's]",
    ),
    click.option(
        "--only",
        default="",
        metavar="DE,FR",
        help="Show nothing in other languages than these.  [default: any]",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="ID",
        help="An article that is on the page already, or has been read; repeatable.",
    ),
    click.option("--policy", metavar="NAME", help="The policy that chooses.  [default: news]"),
)


def wish_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of a list; it is called with `k`, `policy` and `wish`."""

    @wraps(command)
    def with_wish(languages: str, only: str, exclude: tuple[str, ...], **others: object) -> R:
        return command(wish=_wish(languages, only, exclude), **others)

    wished: Callable[..., R] = with_wish
    for option in reversed(_OPTIONS):
        wished = option(wished)
    return wished


def _wish(languages: str, only: str, exclude: tuple[str, ...]) -> Wish:
    from datetime import UTC, datetime

    from recommender.reader import listed_languages

    return {
        "languages": listed_languages(languages),
        "only": listed_languages(only),
        "exclude": exclude,
        "now": datetime.now(UTC),
    }
