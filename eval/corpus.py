"""The articles that a run is made over, as far as measures ask about them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from index.store import Store


@dataclass(frozen=True, slots=True)
class Facts:
    """What measures and reports ask about an article.

    Language versions of one article share `story`.
    """

    id: str
    language: str
    story: str
    title: str
    url: str | None = None
    section: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """All published articles of a catalogue; `digest` changes with the content of any of them."""

    digest: str
    facts: Mapping[str, Facts]
    row_of: Mapping[str, int]
    id_of: Mapping[int, str]

    @property
    def languages(self) -> Mapping[str, int]:
        """How many articles there are in each language, most first."""
        return dict(Counter(facts.language for facts in self.facts.values()).most_common())


def read_corpus(store: Store) -> Corpus:
    """Read what the store holds now."""
    whole = blake2b(digest_size=16)
    facts, row_of = {}, {}
    for article in store.listed():
        whole.update(f"{article.id}\t{article.digest}\n".encode())
        row_of[article.id] = article.row
        facts[article.id] = Facts(
            article.id,
            article.language,
            article.translation_key or article.id,
            article.title,
            article.url,
            article.section,
            article.published_at,
        )
    return Corpus(whole.hexdigest(), facts, row_of, {row: id_ for id_, row in row_of.items()})
