"""Signals as something to wait for, like a message."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TAKEN = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Inbox:
    """Signals that have come and are not read yet."""

    def __init__(self, source: socket.socket) -> None:
        self._source = source

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when a signal comes."""
        return self._source.fileno()

    def read(self) -> bytes:
        """Return the numbers of the signals that came, one a byte; does not wait."""
        with suppress(BlockingIOError):
            return self._source.recv(64)
        return b""


@contextmanager
def signals() -> Iterator[Inbox]:
    """Collect signals, instead of what they do otherwise, in a process's first thread."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in TAKEN}
    descriptor = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    try:
        yield Inbox(ours)
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)
        ours.close()
        theirs.close()
