"""How each request went: in the measures, and in the log if it is worth a line."""

import logging
from time import monotonic
from typing import Any

from starlette.types import Scope

from recommender.operations.logs import FIELDS
from recommender.operations.measures import CACHE, REFUSED, REQUEST_SECONDS

_REFUSALS = frozenset({401, 403, 408, 413, 429, 503})
_ELSEWHERE = "other"
"""The route of requests that came to none."""
_LONGEST_PATH = 300

logger = logging.getLogger("recommender.request")


class Journal:
    """Notes requests; those that took `log_from_s` seconds or failed are logged, too.

    Routes are noted by their template. Neither bodies nor keys, parameters or addresses of clients
    are logged.
    """

    def __init__(self, log_from_s: float) -> None:
        self._log_from_s = log_from_s
        self._literal: set[str] = set()
        # looking a measure up by its labels takes longer than to count
        self._seconds: dict[tuple[str, int], Any] = {}
        self._cache: dict[str, Any] = {}
        self._next_refusal = 0.0

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Note a request by its scope, as layers and routes have left it; status 0 is no answer."""
        route = self._route(scope)
        key = (route, status // 100)
        measure = self._seconds.get(key)
        if measure is None:
            measure = self._seconds[key] = REQUEST_SECONDS.labels(route, _class_of(status))
        measure.observe(seconds)
        state = scope["state"]
        if cache := state.get("cache"):
            count = self._cache.get(cache)
            if count is None:
                count = self._cache[cache] = CACHE.labels(cache)
            count.inc()
        if status in _REFUSALS:
            REFUSED.labels(str(status)).inc()
        if seconds >= self._log_from_s or status >= 500:
            self._log(scope, route, status, seconds)

    def _route(self, scope: Scope) -> str:
        path: str | None = getattr(scope.get("route"), "path_format", None)
        if path is None:
            # a layer has answered before a route was looked for; the cache knows what is served
            if "cache" not in scope["state"] and scope["path"] not in self._literal:
                return _ELSEWHERE
            path = scope["path"]
        if path == scope["path"]:
            self._literal.add(path)
        return path

    def _log(self, scope: Scope, route: str, status: int, seconds: float) -> None:
        if status == 503 and not self._may_log_refusal():
            return
        state = scope["state"]
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")[:_LONGEST_PATH]
        fields = {
            "method": scope["method"],
            "route": route,
            "path": path,
            "status": status,
            "ms": round(seconds * 1000, 2),
            "cache": state.get("cache"),
            "caller": getattr(state.get("caller"), "name", None),
        }
        message = "%s %s: %d in %.1f ms"
        level = logging.ERROR if status >= 500 else logging.INFO
        logger.log(
            level, message, scope["method"], path, status, seconds * 1000, extra={FIELDS: fields}
        )

    def _may_log_refusal(self) -> bool:
        # a service that is overloaded must not be busy writing lines about it: one a second will do
        now = monotonic()
        if now < self._next_refusal:
            return False
        self._next_refusal = now + 1
        return True


def _class_of(status: int) -> str:
    return f"{status // 100}xx" if status else "none"
