"""Who asks: the languages that a reader prefers, and those that a reader can read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import numpy as np

from index.arrays import Rows
from index.errors import InvalidArticle
from index.language import covers, primary, standard_tag
from index.store import Store
from recommender.errors import InvalidRequest

P = ParamSpec("P")
T = TypeVar("T")

MOST_LANGUAGES = 20
MOST_SEEN = 1_000


@dataclass(frozen=True, slots=True)
class Reader:
    """`languages` are preferred, best first; others than `only` are not shown. () is no wish.

    `seen` are the ids of articles that the reader has before them already.
    """

    languages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, languages: Sequence[str], only: Sequence[str], seen: Sequence[str] = ()
    ) -> "Reader":
        """Read tags as they were written. Raises InvalidRequest for an unknown or far too many."""
        if len(seen) > MOST_SEEN:
            raise InvalidRequest("exclude", f"at most {MOST_SEEN} ids; got {len(seen)}")
        return cls(_tags(languages, "languages"), _tags(only, "only"), frozenset(seen))

    def place(self, language: str, otherwise: str) -> int:
        """Return the place of a language among the preferred, from 0; smaller is better.

        Exact tags come first, then the same language in another form. A reader without a wish
        prefers the language `otherwise`.
        """
        preferred = self.languages or (otherwise,)
        if language in preferred:
            return 2 * preferred.index(language)
        loose = [primary(tag) for tag in preferred]
        if primary(language) in loose:
            return 2 * loose.index(primary(language)) + 1
        return 2 * len(preferred)

    def rows_seen(self, store: Store) -> Rows:
        """Return the rows of what the reader has before them; the look-up is made if it is any."""
        return np.array(store.rows_of(self.seen) if self.seen else [], np.int64)

    def reads(self, language: str) -> bool:
        """Say whether an article in this language may be shown."""
        return not self.only or any(covers(asked, language) for asked in self.only)


def listed_languages(listed: str) -> list[str]:
    """Return the tags of a list such as 'de,fr'."""
    return [tag for tag in listed.split(",") if tag.strip()]


def accepted_languages(header: str) -> list[str]:
    """Return the languages of an Accept-Language header (RFC 9110), best first.

    What is no language, such as '*', or not wanted is left out: readers do not write it themselves.
    """
    wishes = [wish for wish in map(_wish, header.split(",")) if wish[0] > 0]
    return [tag for _, tag in sorted(wishes, key=lambda wish: -wish[0])][:MOST_LANGUAGES]


def as_request(check: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
    """Call `check`; what it refuses is the request's fault."""
    try:
        return check(*values, **named)
    except InvalidArticle as error:
        raise InvalidRequest(error.field, str(error)) from error


def _wish(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    try:
        return float(parameter.strip().removeprefix("q=") or 1), standard_tag(tag)
    except (ValueError, InvalidArticle):
        return 0.0, ""


def _tags(languages: Sequence[str], field: str) -> tuple[str, ...]:
    if len(languages) > MOST_LANGUAGES:
        raise InvalidRequest(field, f"at most {MOST_LANGUAGES} languages; got {len(languages)}")
    return tuple(as_request(standard_tag, language, field) for language in languages)
