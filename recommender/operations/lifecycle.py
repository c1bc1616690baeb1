"""Whether a process that answers is about to end."""

from dataclasses import dataclass


@dataclass(slots=True)
class Lifecycle:
    """What is left of a process's life.

    While it is `leaving`, each answer closes its connection, so that clients come back to another
    process. While it is `stopping`, nobody takes over, and it says that it is not ready.
    """

    leaving: bool = False
    stopping: bool = False
