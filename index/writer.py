"""Writes articles into the store, with all that is made of their texts."""

from collections.abc import Callable, Iterator, Sequence

from index.arrays import Vectors
from index.article import Article
from index.calibration import Calibration
from index.encoder import Encoder
from index.errors import Overtaken
from index.outcome import Outcome, Put, judged
from index.signature import Words, sign
from index.store import Entry, Known, Store
from index.store.statements import require_same_model
from index.stories.finder import StoryFinder
from index.stories.scale import Scale

_ARTICLES_AT_ONCE = 256


class Writer:
    """Writes to a store by an encoder, whose vector space is called `model_id`.

    Stories that nobody declared are looked for by `stories`, if it is given, on the scale of the
    calibration that is `current`.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        model_id: str,
        stories: StoryFinder | None,
        current: Callable[[], Calibration],
    ) -> None:
        self._store, self._encoder, self._model_id = store, encoder, model_id
        self._stories, self._current = stories, current

    def put(self, articles: Sequence[Article]) -> list[Put]:
        """Add or replace articles with distinct ids; see `Catalog.put`."""
        while True:
            try:
                return self._put(articles)
            except Overtaken:
                continue

    def encode_anew(self) -> Iterator[int]:
        """Give every article a vector of the encoder's model; see `Catalog.encode_anew`."""
        while not self._store.switch_model(self._model_id):
            after = 0
            while page := self._store.unencoded(self._model_id, after, _ARTICLES_AT_ONCE):
                vectors = self._encode([item.article for item in page])
                self._store.write_vectors(page, vectors, self._model_id)
                after = page[-1].row
                yield len(page)

    def sign_missing(self) -> Iterator[int]:
        """Give every article a signature that has none; see `Catalog.sign_missing`."""
        after = 0
        while page := self._store.signatures.missing(after, _ARTICLES_AT_ONCE):
            self._store.signatures.fill(page, _signatures([item.article for item in page]))
            after = page[-1].row
            yield len(page)

    def find_stories(self) -> Iterator[int]:
        """Look for articles that tell the same as others; see `Catalog.find_stories`."""
        while self._stories and (rows := self._store.stories.unsought(_ARTICLES_AT_ONCE)):
            self._stories.find(rows, self._usual())
            yield len(rows)

    def require_model(self) -> None:
        """Raise ModelMismatch if the catalogue's vectors are not the encoder's."""
        stored = self._store.position().model_id
        if stored is not None:
            require_same_model(stored, self._model_id)

    def _put(self, articles: Sequence[Article]) -> list[Put]:
        self.require_model()
        known = self._store.known([article.id for article in articles])
        owners = self._store.owners([article.url for article in articles if article.url])
        outcomes = judged(articles, known, owners)
        entries = self._encoded(
            [
                article
                for article, put in zip(articles, outcomes, strict=True)
                if put.outcome in (Outcome.ADDED, Outcome.CHANGED)
            ],
            known,
        )
        if entries:
            self._store.write(entries, self._model_id)
            if self._stories:
                written = self._store.stories.unsought_among([each.article.id for each in entries])
                self._stories.find(written, self._usual())
        return outcomes

    def _usual(self) -> Scale:
        levels = self._current().levels
        return Scale(levels.mean, levels.spread)

    def _encoded(self, articles: list[Article], known: dict[str, Known]) -> list[Entry]:
        fresh = [
            article
            for article in articles
            if article.id not in known or known[article.id].text_digest != article.text_digest
        ]
        vectors = dict(zip((a.id for a in fresh), self._encode(fresh), strict=True))
        signatures = dict(zip((a.id for a in fresh), _signatures(fresh), strict=True))
        return [
            Entry(article, vectors.get(article.id), signatures.get(article.id))
            for article in articles
        ]

    def _encode(self, articles: Sequence[Article]) -> Vectors:
        texts = [article.embedded_text for article in articles]
        return self._encoder.encode(texts, [article.language for article in articles])


def _signatures(articles: Sequence[Article]) -> list[bytes]:
    return sign(
        [Words(each.title, each.summary, each.text, each.published_at) for each in articles]
    )
