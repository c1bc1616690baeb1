"""What a supervisor and its processes say to each other, and what both know from the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Order(Enum):
    """What a supervisor tells a process; both finish what is in progress."""

    STOP = "the service ends"
    RETIRE = "another process has taken over"


@dataclass(frozen=True, slots=True)
class Ready:
    """A process does its work; a worker says what it found."""

    articles: int = 0
    model_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A process cannot do its work, in words for whoever started the service."""

    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What processes are started with.

    `given` are settings from the command line, each process reads the others itself, so that a
    reload finds new ones. `application` is the 'module:function' that makes the application from
    wired services. The processes count what happens in files in `counts`.
    """

    application: str
    given: Mapping[str, Any]
    counts: str
