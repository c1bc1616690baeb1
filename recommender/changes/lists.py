"""The list under a page as its readers see it: the same bytes for a digest and for a file."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Protocol

from recommender.api.wire import Item
from recommender.ranking import Ranking

_UNSEEN = {"score", "pinned"}
_A_DAY = timedelta(days=1)


class Addressed(Protocol):
    """A page, as any list of pages has it."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def url(self) -> str | None:
        """Where it is read."""

    @property
    def language(self) -> str:
        """Its tag."""


def written(page: Addressed, ranking: Ranking) -> bytes:
    """Return the page's address and all that is seen of its list, as JSON; never how it came."""
    items = [Item.of(found).model_dump(mode="json", exclude=_UNSEEN) for found in ranking.selected]
    shown = {"id": page.id, "url": page.url, "language": page.language, "items": items}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def holds_until(ranking: Ranking, now: datetime) -> datetime:
    """Return until when a list for all readers stays as it is, if nothing touches it.

    That is a day, since age counts, unless before that a decision expires or a candidate's date
    comes.
    """
    gathered = ranking.considered.gathered
    ends = [each.decision.until for each in gathered.standing if each.decision.until]
    published = gathered.articles.published
    ends += [datetime.fromtimestamp(at, UTC) for at in published[published > now.timestamp()]]
    return min([now + _A_DAY, *ends])


def digest_of(written: bytes) -> bytes:
    """Return 16 bytes that tell two lists apart."""
    return hashlib.sha256(written).digest()[:16]
