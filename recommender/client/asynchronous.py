"""The client for programs that do other things meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from types import TracebackType
from typing import Self, TypeVar, Unpack

import httpx

from index.article import RawArticle
from recommender.api.decision_wire import DecidedOut, DecisionIn, DecisionsOut, UndoIn
from recommender.api.explanation_wire import ExplainedOut
from recommender.api.wire import ArticleOut, PutOut, RelatedIn, RelatedOut, ReportOut
from recommender.changes.wire import ChangesOut
from recommender.client import calls
from recommender.client.batches import batches, total
from recommender.client.call import Call, headers_of
from recommender.client.calls import Wishes
from recommender.client.conversation import Came, Kept, Step, conversation

T = TypeVar("T")


class AsyncClient:
    """A service at an address, as `Client` has it, with methods to await.

    Use it in an `async with` block, or `await` its `close` after use.
    """

    def __init__(
        self,
        base_url: str,
        key: str | None = None,
        *,
        timeout_s: float = 10.0,
        retries: int = 1,
        kept: int = 256,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url, timeout=timeout_s, headers=headers_of(key)
        )
        self._retries, self._kept = retries, Kept(kept)

    async def related(
        self,
        id: str | Sequence[str] | None = None,  # noqa: A002
        *,
        url: str | None = None,
        **wishes: Unpack[Wishes],
    ) -> RelatedOut:
        """Return stories related to a page, named by its id or its url, or to several pages."""
        return await self._carry_out(calls.related(id, url, wishes))

    async def explain(
        self,
        id: str | Sequence[str] | None = None,  # noqa: A002
        *,
        url: str | None = None,
        why_not: Sequence[str] = (),
        **wishes: Unpack[Wishes],
    ) -> ExplainedOut:
        """Return the same with the reasons, also for the articles `why_not`."""
        return await self._carry_out(calls.explain(id, url, why_not, wishes))

    async def related_to_text(self, text: RelatedIn) -> RelatedOut:
        """Return stories related to a text; an ExplainedOut if it asks for reasons."""
        return await self._carry_out(calls.related_to_text(text))

    async def put_article(self, id: str, article: RawArticle) -> PutOut:  # noqa: A002
        """Add or replace an article; it is found from then on."""
        return await self._carry_out(calls.put_article(id, article))

    async def get_article(self, id: str) -> ArticleOut:  # noqa: A002
        """Return an article as it is kept."""
        return await self._carry_out(calls.get_article(id))

    async def delete_article(self, id: str) -> None:  # noqa: A002
        """Remove an article; no list shows it from then on."""
        await self._carry_out(calls.delete_article(id))

    async def add_articles(self, articles: Iterable[RawArticle]) -> ReportOut:
        """Add or replace articles, about a megabyte at a time, as they are read.

        The lines of the report count the articles, from 1. What was sent before a problem is kept,
        and to send it again does no harm.
        """
        return total(
            [
                (before, await self._carry_out(calls.add_articles(lines)))
                for before, lines in batches(articles)
            ]
        )

    async def decide(self, decision: DecisionIn) -> DecidedOut:
        """Pin, approve or block an article, merge or split stories."""
        return await self._carry_out(calls.decide(decision))

    async def undo(self, which: UndoIn) -> DecidedOut:
        """Take back a decision by its number."""
        return await self._carry_out(calls.undo(which))

    async def decisions(self, id: str) -> DecisionsOut:  # noqa: A002
        """Return the decisions that hold under a page."""
        return await self._carry_out(calls.decisions(id))

    async def changes(
        self, after: str | None = None, *, wait_s: float = 0.0
    ) -> AsyncIterator[ChangesOut]:
        """Yield the pages whose lists changed after a cursor, in parts; `next` is the new cursor.

        With `wait_s`, at most 30, it goes on for ever, asking for what follows; without, it ends
        where nothing does. Raises ForeignCursor if the store was set back: begin without `after`.
        """
        while True:
            part = await self._carry_out(calls.changes(after, wait_s))
            after = part.next
            if part.changes:
                yield part
            elif not wait_s:
                return

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _carry_out(self, call: Call[T]) -> T:
        steps = conversation(call, call.request(self._http), self._kept, self._retries)
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._came_of(step))
        except StopIteration as end:
            answer: T = end.value
            return answer

    async def _came_of(self, step: Step) -> Came:
        if isinstance(step, float):
            await asyncio.sleep(step)
            return None
        try:
            return await self._http.send(step)
        except httpx.TransportError as error:
            return error
