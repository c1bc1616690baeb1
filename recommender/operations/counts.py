"""Where the processes of one service count together.

Each writes to files of its own in a folder, which `/metrics` adds up (the multiprocess mode of
prometheus_client). They are kept in memory where there is such a folder: a process that writes to a
mapped file is killed when the disk is full.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_IN_MEMORY = Path("/dev/shm")


@contextmanager
def counting_folder() -> Iterator[str]:
    """Make a folder to count in, and remove it at the end."""
    usable = _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK)
    with tempfile.TemporaryDirectory(
        prefix="recommender-counts-",
        dir=_IN_MEMORY if usable else None,
        # whoever outlives its supervisor removes it, too
        ignore_cleanup_errors=True,
    ) as folder:
        yield folder


def forget(folder: str, pid: int) -> None:
    """Take back what a process that has ended said of its present; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
