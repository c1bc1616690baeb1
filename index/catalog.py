"""The one write door: store and vectors kept in step, and neighbours read from them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.article import Article
from index.calibration import Calibrator
from index.cards import Cards
from index.comparison import PageVersions, compare
from index.encoder import Encoder
from index.errors import StoreUnavailable, UnknownArticle
from index.evidence import Evidence
from index.facts import Facts
from index.following import FollowingIndex
from index.language import primary
from index.outcome import Put
from index.register import Register
from index.shortlists import Relater, Shortlist
from index.shortlists.neighbourhood import Neighbourhood, look_around, nearest
from index.signature import Words, sign, signatures_of
from index.store import Page, Position, Seed, Store
from index.store.statements import require_same_model
from index.stories.finder import StoryFinder
from index.text import RECIPE
from index.writer import Writer

_FEW_CHANGES = 256
"""Changes that a reader who wants all of them may wait for."""

_PATIENCE_S = 5.0


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
        self.register = Register(store, home / "index")
        self.cards = Cards(store, home / "index")
        stories = finder(store, self.model_id) if finder else None
        self._writer = Writer(store, encoder, self.model_id, stories, self.calibrator.current)
        self._relater = Relater(store, self._look, self.calibrator.number, home / "relating.lock")

    # --- writing ---------------------------------------------------------------------------

    def put(self, articles: Sequence[Article]) -> list[Put]:
        """Add or replace articles with distinct ids; each is encoded only if its text is new.

        All that are not rejected are durable on return.
        Raises ModelMismatch if the catalogue speaks another model than the encoder.
        """
        done = self._writer.put(articles)
        self._notice()
        return done

    def withdraw(self, ids: Sequence[str]) -> int:
        """Remove articles; return how many of them there were."""
        count = self.store.withdraw(ids)
        self._notice()
        return count

    def encode_anew(self) -> Iterator[int]:
        """Give every article a vector of the encoder's model, then let that model answer.

        Yields how many were encoded since the last yield. What is done stays done if it is
        interrupted, and until the end the old vectors answer.
        """
        return self._writer.encode_anew()

    def sign_missing(self) -> Iterator[int]:
        """Give every article a signature that has none, as in a catalogue of an earlier version.

        Yields how many were signed since the last yield. What is done stays done if it is
        interrupted.
        """
        return self._writer.sign_missing()

    def find_stories(self) -> Iterator[int]:
        """Look for articles that tell the same as those for which nobody has looked.

        Yields how many were looked at since the last yield; nothing if stories are not inferred.
        What is done stays done if it is interrupted.
        """
        return self._writer.find_stories()

    def save(self) -> int:
        """Write a snapshot of what is cached, if much has changed; return how many articles.

        Raises StoreUnavailable if it cannot be written.
        """
        name = self.follow().snapshot
        register = self.register.saved()
        is_whole = name is None or self.cards.is_written(name)
        size = self.index.save() if is_whole else self.index.save_again()
        # whatever store has the snapshot's name has all changes that were in the register before
        if name := self.store.position().snapshot:
            self.register.write(register, name)
            if not self.cards.is_written(name):
                self.cards.write(name, register.change)
        return size

    def outgrown(self) -> bool:
        """Say whether it is time to `save`."""
        name = self.store.position().snapshot
        return self.index.outgrown() or bool(name and not self.cards.is_written(name))

    def relate(self, wait_s: float = 0.0) -> list[int] | None:
        """Bring some shortlists in step with what was written; see `Relater.relate`."""
        return self._relater.relate(wait_s)

    def relate_stories(self, stories: Sequence[int]) -> None:
        """Make the shortlists of some stories anew, whatever else waits to be related."""
        self._relater.renew(stories)

    def relate_all(self) -> Iterator[int]:
        """Bring all shortlists in step; yields about how many articles were related in a step.

        What is done stays done if it is interrupted, and another process may do some of it.
        """
        if self.outgrown():
            # one layer is searched faster than many
            self.save()
        before = self.unrelated()
        while self.relate(_PATIENCE_S) is not None:
            left = self.unrelated()
            yield max(before - left, 0)
            before = left

    def unrelated(self) -> int:
        """Return about how many articles are still to be related; some may be so already."""
        position = self.store.position()
        outdated = self.store.shortlists.count_outdated(self.calibrator.number())
        return position.change - position.related + outdated

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
        return nearest(self.index, seed.vector, seed.languages or (seed.language,), k)

    def facts(self, rows: Rows) -> Facts:
        """Return what is known of the published among rows (n,), as of now."""
        self.follow()
        return self.register.facts(rows[self.register.published(rows)])

    def follow(self) -> Position:
        """Take note of what was written, so that facts and cards are those of now; say when.

        Raises ModelMismatch if the catalogue speaks another model than the encoder.
        """
        position = self.store.position()
        if position.model_id is not None:
            require_same_model(position.model_id, self.model_id)
        self.cards.follow(position.snapshot, self.register.follow(position.change))
        return position

    def versions(self, rows: Rows) -> Facts:
        """Return all articles that tell what some rows (n,) tell, by ascending row."""
        return self.facts(np.sort(self.store.stories.versions(rows)))

    def seed(self, page: Page | Seed) -> Seed:
        """Return what others are compared with to find a page's neighbours.

        Raises UnknownArticle if it was withdrawn.
        """
        if isinstance(page, Seed):
            return page
        seed = self.store.seed(page.id)
        if seed is None:
            raise UnknownArticle(f"no article with id {page.id!r}: it was withdrawn just now")
        return seed

    def shortlist_of_now(self, story: int) -> Shortlist | None:
        """Return the stories nearest to a story after all that was written; None if not known.

        If a few changes have not been related yet, they are now.
        """
        change, _, related, *_ = self.store.position()
        while 0 < change - related <= _FEW_CHANGES:
            if self.relate(_PATIENCE_S) is None:
                break
            related = self.store.position().related
        return self.shortlist(story) if related >= change else None

    def shortlist(self, story: int) -> Shortlist | None:
        """Return the stories nearest to a story, as they were related last; None if never.

        Articles on it may be withdrawn since: `register` knows, once it has followed.
        """
        kept = self.store.shortlists.of(story)
        # that of a story without articles is empty
        return Shortlist.from_bytes(kept.content, kept.tail) if kept and kept.content else None

    def evidence(self, seed: Seed, articles: Facts) -> Evidence:
        """Return what speaks for each of n articles under a page, as calibrated last."""
        spoken = tuple(map(primary, seed.languages or (seed.language,)))
        known = self.store.signatures.listed(seed.versions)
        told = known or sign([Words(text=seed.text, published_at=seed.published_at)])
        page = PageVersions(seed.vector, seed.unity, spoken, signatures_of(told))
        vectors = self.index.vectors(articles.row)
        signatures = self.index.signatures(articles.row)
        return compare(page, articles.spoken(), vectors, signatures, self.calibrator.current())

    def encode_text(self, text: str, language: str) -> Vectors:
        """Return the vector (dimension,) of a text that is not in the catalogue."""
        vector: Vectors = self.encoder.encode([text], [language])[0]
        return vector

    def require_model(self) -> None:
        """Raise ModelMismatch if the catalogue's vectors are not the encoder's."""
        self._writer.require_model()

    def _notice(self) -> None:
        """Let nobody show any more what has just been withdrawn or changed."""
        # what was written is safe whatever happens here, and whoever relates takes notice, too
        with suppress(StoreUnavailable):
            self._relater.notice()

    def _look(self, story: int) -> Neighbourhood | None:
        calibration = self.calibrator.current()
        return look_around(self.store, self.index, self.facts, calibration, story)
