"""A question to the service, before anything is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

import httpx
from pydantic import BaseModel

T = TypeVar("T")
Model = TypeVar("Model", bound=BaseModel)

Parameters: TypeAlias = Mapping[str, str | int | float | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """What is asked where, and how the body of an answer is read.

    The answer may take `longer_s` more seconds than others. Those that are `kept` are asked for
    again by their ETag.
    """

    method: str
    path: str
    read: Callable[[bytes], T]
    parameters: Parameters = field(default_factory=dict)
    body: bytes | None = None
    media_type: str = "application/json"
    longer_s: float = 0.0
    kept: bool = False

    def request(self, http: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """Return the request as a client with an address, a key and a time limit sends it."""
        longest = httpx.Timeout(http.timeout)
        if longest.read is not None:
            longest.read += self.longer_s
        return http.build_request(
            self.method,
            self.path,
            params=self.parameters,
            content=self.body,
            headers={} if self.body is None else {"content-type": self.media_type},
            timeout=longest,
        )


def headers_of(key: str | None) -> dict[str, str]:
    """Return what every request carries; `key` is one of `recommender keys create`, or None."""
    return {} if key is None else {"authorization": f"Bearer {key}"}


def as_model(model: type[Model]) -> Callable[[bytes], Model]:
    """Return how to read JSON as a model."""
    return model.model_validate_json


def as_nothing(_: bytes) -> None:
    """Read an answer without a body."""
