"""Answers at once what can be answered at once: from ready bytes, or from shortlists."""

from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.types import Scope

from index.errors import EngineError, StoreUnavailable
from index.store import Position
from recommender.bootstrap import Services
from recommender.operations.lists import note_list
from recommender.ranking import Ranking
from recommender.reader import accepted_languages
from recommender.ready.answer import Answer, answer_in, answer_of
from recommender.ready.asked import Asked, asked
from recommender.ready.cache import Cache, Moment
from recommender.ready.kept import KeptAnswers

_NOWHERE = Position(-1, None)


class Answerer:
    """Related stories as bytes. `shared` says which caches may keep them, as Cache-Control does."""

    def __init__(self, services: Services, shared: bytes = b"public") -> None:
        self._services, self._shared = services, shared
        self._cache = Cache(services.settings.cache_mb << 20)
        self._kept = KeptAnswers(services)
        self._position = _NOWHERE
        self._by_browser = any(
            services.policies.named(name).languages.accept_language
            for name in services.policies.names
        )

    def ready(self, query: bytes, accept_language: bytes) -> tuple[Answer, str] | None:
        """Return an answer, and how it was had.

        It was ready ('hit'), its list was kept in the store ('kept'), or it was made ('miss'). None
        for what takes longer, is wrong, or cannot be had: the routes say which. While the store
        cannot be read, an answer that was ready is better than none ('stale').
        """
        key = (query, accept_language if self._by_browser else b"")
        try:
            if not self._keep_up():
                return None
        except StoreUnavailable:
            kept = self._cache.stale(key)
            return (kept, "stale") if kept else None
        except EngineError:
            return None
        if kept := self._cache.fresh(key) or self._cache.fresh((*key, self.moment)):
            return kept, "hit"
        wanted = asked(query)
        if wanted is None or (found := self._looked_up(wanted, accept_language)) is None:
            return None
        self._cache.keep(key, found[0])
        return found

    @property
    def moment(self) -> Moment:
        """The last change and the last decision that answers know of."""
        return self._position.change, self._position.decided

    def keep_searched(self, ranking: Ranking, scope: Scope, begun: Moment) -> Answer:
        """Return a list that took a search as an answer, and keep it until anything is written.

        `begun` is the moment when the search began.
        """
        accept_language = b"".join(
            value for name, value in scope["headers"] if name == b"accept-language"
        )
        wanted = asked(scope["query_string"])
        answer = self._answer(ranking, wanted.languages if wanted else ())
        key = (scope["query_string"], accept_language if self._by_browser else b"")
        self._cache.keep((*key, begun), answer)
        return answer

    def _answer(self, ranking: Ranking, languages: Sequence[str]) -> Answer:
        """Return a ranking for a reader whose `languages` the address names, if it does."""
        note_list(ranking)
        by_browser = ranking.considered.request.policy.languages.accept_language and not languages
        return answer_of(
            ranking,
            self._services.catalog.model_id,
            self._services.settings.max_age_s,
            self._shared,
            b"Accept-Language" if by_browser else b"",
        )

    def _keep_up(self) -> bool:
        """Let go of answers that may have changed; False if lists wait to be related first."""
        position = self._services.catalog.follow()
        if position == self._position:
            return True
        if not self._services.is_kept and position.related < position.change:
            return False
        before = self._position
        if position.decided != before.decided or position.related < before.related:
            self._cache.forget_all()
        elif position.touched != before.touched:
            touched = self._services.catalog.store.shortlists.touched(before.touched)
            self._cache.forget(touched)
        # last: what could not be let go of, since the store cannot be read, is let go of next time
        self._position = position
        return True

    def _looked_up(self, wanted: Asked, accept_language: bytes) -> tuple[Answer, str] | None:
        try:
            if kept := self._kept.of(wanted, self._position):
                age = self._services.settings.max_age_s
                return answer_in(kept.body, (kept.story,), age, self._shared), "kept"
            made = self._made(wanted, accept_language)
        except EngineError:
            return None
        return None if made is None else (made, "miss")

    def _made(self, wanted: Asked, accept_language: bytes) -> Answer | None:
        services, recommender = self._services, self._services.recommender
        policy = services.policies.named(wanted.policy)
        by_browser = policy.languages.accept_language and not wanted.languages
        browser = accepted_languages(accept_language.decode("latin-1")) if by_browser else []
        ranking = recommender.related_at_once(
            wanted.ids or (recommender.id_at(wanted.url or ""),),
            services.settings.k if wanted.k is None else wanted.k,
            self._position,
            languages=wanted.languages or browser,
            only=wanted.only,
            exclude=wanted.exclude,
            now=datetime.now(UTC),
            policy=policy,
        )
        return None if ranking is None else self._answer(ranking, wanted.languages)
