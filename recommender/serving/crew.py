"""All processes that serve by one reading of the settings."""

import socket
from functools import partial

from recommender.operations.counts import forget
from recommender.serving import keeper, worker
from recommender.serving.child import Child
from recommender.serving.messages import Order, Plan, Ready
from recommender.serving.post import Post


class Crew:
    """Workers that answer what comes to `listener`, and a keeper.

    The keeper starts when all workers are ready, so that nobody waits for it.
    """

    def __init__(self, plan: Plan, listener: socket.socket, workers: int) -> None:
        self._plan, self._ended = plan, partial(forget, plan.counts)
        answer = partial(Child, "worker", worker.run, plan, listener)
        self._workers = [Post(answer, self._ended) for _ in range(workers)]
        self._keeper: Post | None = None

    @property
    def children(self) -> list[Child]:
        """All processes that there are now."""
        return [post.child for post in self._posts() if post.child]

    @property
    def ready(self) -> Ready | None:
        """What the workers found, once all of them answer."""
        found = [post.ready for post in self._workers]
        return found[0] if all(found) else None

    @property
    def refusal(self) -> str | None:
        """Why a worker could not start."""
        return next((post.refusal for post in self._workers if post.refusal), None)

    def look_after(self, now: float) -> None:
        """Listen to all processes, and replace those that have ended."""
        for post in self._posts():
            post.look_after(now)
        if self._keeper is None and self.ready:
            self._keeper = Post(partial(Child, "keeper", keeper.run, self._plan), self._ended)

    def dismiss(self, order: Order) -> list[Child]:
        """Tell all processes to end, and return them."""
        leaving = [child for post in self._posts() for child in post.give_up()]
        for child in leaving:
            child.tell(order)
        return leaving

    def _posts(self) -> list[Post]:
        return [*self._workers, *([self._keeper] if self._keeper else [])]
