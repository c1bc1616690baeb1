"""Whoever ingests beside a service lets its answers go first."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from recommender.keeping import alone

_PATIENCE_S = 60


@contextmanager
def ingesting(home: Path) -> Iterator[int]:
    """Ingest what never comes; give the process by its number."""
    command = [sys.executable, "-m", "recommender", "--home", str(home), "ingest", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        yield process.pid
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(_PATIENCE_S) == 0


def is_less_urgent(pid: int, than: int) -> bool:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if os.getpriority(os.PRIO_PROCESS, pid) > than:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such priorities")
def test_answers_go_first(tmp_path: Path):
    """The process that ingests is less urgent than what was started in the same way."""
    with alone(tmp_path, Event()), ingesting(tmp_path) as pid:
        assert is_less_urgent(pid, os.getpriority(os.PRIO_PROCESS, 0))
