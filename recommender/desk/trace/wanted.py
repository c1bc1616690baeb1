"""Which part of the log somebody wants to see, as they typed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends

from index.store import Verdict
from index.store.decision import Scope, Which
from recommender.bootstrap import Services
from recommender.deciding.moments import moment_of
from recommender.desk.page.sheet import id_of
from recommender.errors import InvalidRequest

Kind = TypeVar("Kind", bound=StrEnum)

_DAY = len("2026-11-05")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields of the filter; "" is any.

    `page` and `article` are ids or addresses. A day as `until` counts as a whole.
    """

    by: str = ""
    since: str = ""
    until: str = ""
    page: str = ""
    article: str = ""
    verdict: str = ""
    scope: str = ""

    @property
    def fields(self) -> Mapping[str, str]:
        """Those that are filled in, by name."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name).strip())}

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        return urlencode(self.fields)

    def which(self, services: Services) -> Which:
        """Return what is asked of the log. Raises InvalidRequest, UnknownArticle."""
        asked = self.fields
        return Which(
            by=asked.get("by"),
            since=moment_of("since", asked.get("since")),
            until=_end_of("until", asked.get("until")),
            page=id_of(services, asked["page"]) if "page" in asked else None,
            article=id_of(services, asked["article"]) if "article" in asked else None,
            verdict=_one_of(Verdict, "verdict", asked.get("verdict")),
            scope=_one_of(Scope, "scope", asked.get("scope")),
        )


def _end_of(field: str, written: str | None) -> datetime | None:
    moment = moment_of(field, written)
    if moment is None or written is None or len(written) > _DAY:
        return moment
    try:
        return moment + timedelta(days=1)
    except OverflowError:
        # nothing comes after the last day that there is
        return None


def _one_of(kind: type[Kind], field: str, written: str | None) -> Kind | None:
    if written is None:
        return None
    try:
        return kind(written)
    except ValueError:
        raise InvalidRequest(
            field, f"{field} {written[:80]!r} is unknown; give one of {', '.join(kind)}"
        ) from None


Asking = Annotated[Wanted, Depends(Wanted)]
"""What is wanted, as an address says it."""
