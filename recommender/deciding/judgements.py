"""What editors' decisions teach: judged pairs, as qrels and as pairs of texts."""

from collections.abc import Iterable, Iterator
from typing import TypedDict
from urllib.parse import quote

from index.store import Decision, Store, Verdict
from index.store.decision import Scope

GRADES = {Verdict.PIN: 2, Verdict.APPROVE: 1, Verdict.BLOCK: 0}
"""How relevant an article is for a page; 0 was judged and found not to belong there."""


class Pair(TypedDict):
    """A page and an article in words, to train with; `label` is 1 if they belong together."""

    page: str
    article: str
    page_text: str
    article_text: str
    label: int


def judged(log: Iterable[Decision]) -> list[Decision]:
    """Return of each pair of a page and an article the latest decision, by page and article.

    `log` is in the order decided. A pair is not judged after it was undone; what has expired was
    judged all the same. Decisions in wider scopes judge no pair.
    """
    latest = {(each.seed, each.article): each for each in log if each.scope == Scope.PAGE}
    found = [each for each in latest.values() if each.verdict in GRADES]
    return sorted(found, key=lambda each: (each.seed or "", each.article))


def qrels_of(judgements: Iterable[Decision]) -> Iterator[str]:
    """Yield what was judged as TREC has it, in lines `seed 0 article grade`.

    White space, `%` and `#` in ids are percent-encoded.
    """
    for each in judgements:
        yield f"{_word(each.seed or '')} 0 {_word(each.article)} {GRADES[each.verdict]}"


def pairs_of_texts(store: Store, judgements: Iterable[Decision]) -> Iterator[Pair]:
    """Yield judged pairs of articles that are published, with the texts that are embedded."""
    for each in judgements:
        page, article = store.article(each.seed or ""), store.article(each.article)
        if page is not None and article is not None:
            yield Pair(
                page=page.id,
                article=article.id,
                page_text=page.embedded_text,
                article_text=article.embedded_text,
                label=int(GRADES[each.verdict] > 0),
            )


def _word(id_: str) -> str:
    return "".join(quote(c) if c.isspace() or c in "%#" else c for c in id_)
