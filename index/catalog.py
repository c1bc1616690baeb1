"""The one write door: store and vectors kept in step, and neighbours read from them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.article import Article
from index.calibration import Calibrator
from index.comparison import Page, compare
from index.encoder import Encoder
from index.errors import Overtaken
from index.evidence import Evidence
from index.following import FollowingIndex
from index.language import primary
from index.outcome import Outcome, Put, judged
from index.signature import Words, sign, signatures_of
from index.store import Entry, Known, Outline, Seed, Store
from index.store.statements import require_same_model
from index.stories.finder import StoryFinder
from index.stories.scale import Scale
from index.text import RECIPE

_ARTICLES_AT_ONCE = 256


class Catalog:
    """Articles and their neighbours, in the folder `home`.

    `model_id` names the vector space: the encoder's model and the recipe of the embedded text.
    The store is the truth, the index a cache that follows it. Stories that nobody declared are
    found by a `finder`, made of the store and `model_id`; without one they are not. Safe to use
    from several threads.
    """

    def __init__(
        self,
        store: Store,
        home: Path,
        encoder: Encoder,
        finder: Callable[[Store, str], StoryFinder] | None = StoryFinder,
    ) -> None:
        self.store = store
        self.encoder = encoder
        self.model_id = f"{encoder.model_id}/{RECIPE}"
        self.index = FollowingIndex(store, home / "index", self.model_id, encoder.dimension)
        self.calibrator = Calibrator(store, self.index, self.model_id)
        self._stories = finder(store, self.model_id) if finder else None

    # --- writing ---------------------------------------------------------------------------

    def put(self, articles: Sequence[Article]) -> list[Put]:
        """Add or replace articles with distinct ids; each is encoded only if its text is new.

        All that are not rejected are durable on return.
        Raises ModelMismatch if the catalogue speaks another model than the encoder.
        """
        while True:
            try:
                return self._put(articles)
            except Overtaken:
                continue

    def withdraw(self, ids: Sequence[str]) -> int:
        """Remove articles; return how many of them there were."""
        return self.store.withdraw(ids)

    def encode_anew(self) -> Iterator[int]:
        """Give every article a vector of the encoder's model, then let that model answer.

        Yields how many were encoded since the last yield. What is done stays done if it is
        interrupted, and until the end the old vectors answer.
        """
        while not self.store.switch_model(self.model_id):
            after = 0
            while page := self.store.unencoded(self.model_id, after, _ARTICLES_AT_ONCE):
                vectors = self._encode([item.article for item in page])
                self.store.write_vectors(page, vectors, self.model_id)
                after = page[-1].row
                yield len(page)

    def sign_missing(self) -> Iterator[int]:
        """Give every article a signature that has none, as in a catalogue of an earlier version.

        Yields how many were signed since the last yield. What is done stays done if it is
        interrupted.
        """
        after = 0
        while page := self.store.signatures.missing(after, _ARTICLES_AT_ONCE):
            self.store.signatures.fill(page, _signatures([item.article for item in page]))
            after = page[-1].row
            yield len(page)

    def find_stories(self) -> Iterator[int]:
        """Look for articles that tell the same as those for which nobody has looked.

        Yields how many were looked at since the last yield; nothing if stories are not inferred.
        What is done stays done if it is interrupted.
        """
        while self._stories and (rows := self.store.stories.unsought(_ARTICLES_AT_ONCE)):
            self._stories.find(rows, self._usual())
            yield len(rows)

    # --- reading ---------------------------------------------------------------------------

    def neighbours(self, vector: Vectors, k: int, only: Sequence[str] = ()) -> tuple[Scores, Rows]:
        """Return scores (k',) and rows (k',) of the nearest articles, best first, k' <= k.

        `only` are the languages to look among; () is all of them.
        Everything that was durable when this was called is seen.
        Raises ModelMismatch if the catalogue speaks another model than the encoder.
        """
        return self.index.search(vector, k, only)

    def candidates(self, seed: Seed, k: int) -> tuple[Scores, Rows]:
        """Return scores and rows of the k articles nearest to a page in each of two directions.

        Those are the languages that its story is told in, and all others: cosines are higher within
        a language, so that the nearest of all would hardly be in another. Best first.
        """
        told = {primary(language) for language in seed.languages or (seed.language,)}
        others = [each for each in self.index.languages() if primary(each) not in told]
        if not others:
            return self.neighbours(seed.vector, k)
        both = [self.neighbours(seed.vector, k, only) for only in (tuple(told), others)]
        scores, rows = (np.concatenate(parts) for parts in zip(*both, strict=True))
        order = np.argsort(-scores, kind="stable")
        return scores[order], rows[order]

    def evidence(self, seed: Seed, outlines: Sequence[Outline]) -> Evidence:
        """Return what speaks for each of n articles under a page, as calibrated last."""
        rows = [outline.row for outline in outlines]
        languages = [primary(outline.language) for outline in outlines]
        spoken = tuple(map(primary, seed.languages or (seed.language,)))
        known = self.store.signatures.listed(seed.versions)
        told = known or sign([Words(text=seed.text, published_at=seed.published_at)])
        page = Page(seed.vector, seed.unity, spoken, signatures_of(told))
        vectors = self.index.vectors(np.array(rows, np.int64))
        signatures = signatures_of(self.store.signatures.listed(rows))
        return compare(page, languages, vectors, signatures, self.calibrator.current())

    def encode_text(self, text: str, language: str) -> Vectors:
        """Return the vector (dimension,) of a text that is not in the catalogue."""
        vector: Vectors = self.encoder.encode([text], [language])[0]
        return vector

    def require_model(self) -> None:
        """Raise ModelMismatch if the catalogue's vectors are not the encoder's."""
        stored = self.store.position().model_id
        if stored is not None:
            require_same_model(stored, self.model_id)

    # --- judging what is put ---------------------------------------------------------------

    def _put(self, articles: Sequence[Article]) -> list[Put]:
        self.require_model()
        known = self.store.known([article.id for article in articles])
        owners = self.store.owners([article.url for article in articles if article.url])
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
            self.store.write(entries, self.model_id)
            if self._stories:
                written = self.store.stories.unsought_among([each.article.id for each in entries])
                self._stories.find(written, self._usual())
        return outcomes

    def _usual(self) -> Scale:
        levels = self.calibrator.current().levels
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
        return self.encoder.encode(texts, [article.language for article in articles])


def _signatures(articles: Sequence[Article]) -> list[bytes]:
    return sign(
        [Words(each.title, each.summary, each.text, each.published_at) for each in articles]
    )
