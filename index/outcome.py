"""What becomes of articles that are put into the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.article import Article
from index.store import Known


class Outcome(StrEnum):
    """What became of an article that was put into the catalogue."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Put:
    """The outcome for one article; `reason` says why it was rejected."""

    id: str
    outcome: Outcome
    reason: str | None = None


def judged(
    articles: Sequence[Article], known: Mapping[str, Known], owners: Mapping[str, str]
) -> list[Put]:
    """Return what becomes of articles with distinct ids, in order.

    `known` are those that are there already, by id; `owners` the ids of articles by their url. Of
    several articles with one url the first has it, unless another one had it before.
    """
    owner_of = dict(owners)
    return [_judged(article, known.get(article.id), owner_of) for article in articles]


def _judged(article: Article, known: Known | None, owner_of: dict[str, str]) -> Put:
    owner = owner_of.setdefault(article.url, article.id) if article.url else article.id
    if owner != article.id:
        reason = (
            f"url {article.url!r} already belongs to article {owner!r}; "
            "delete that one first, or give each its own url"
        )
        return Put(article.id, Outcome.REJECTED, reason)
    if known is None:
        return Put(article.id, Outcome.ADDED)
    same = known.digest == article.digest and known.text_digest == article.text_digest
    return Put(article.id, Outcome.UNCHANGED if same else Outcome.CHANGED)
