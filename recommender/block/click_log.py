"""The click log: a file for each day, a line for each view."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import StoreUnavailable

CLICKS = "clicks"
"""The folder of the log, in the data folder."""


class ClickLog:
    """Lines that are added to, by any number of processes, and never changed.

    Nothing says when in the day a view was, so that no line can be matched with the log of a
    server that knows who asked.
    """

    def __init__(self, home: Path) -> None:
        """Keep the log under a data folder."""
        self._folder = home / CLICKS

    def append(self, line: Mapping[str, Any], day: date) -> None:
        """Add a line to a day's file, whole or not at all. Raises StoreUnavailable."""
        path = self._folder / f"{day:%Y-%m-%d}.jsonl"
        try:
            self._folder.mkdir(exist_ok=True)
            _append(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        except OSError as error:
            raise StoreUnavailable(
                f"cannot add to {str(path)!r}: {error.strerror}; make room, or set "
                "RECOMMENDER_CLICKS to off"
            ) from error


def _append(path: Path, line: bytes) -> None:
    # one write to a file that is opened to append is not mixed with those of other processes
    with path.open("ab", buffering=0) as file:
        written = file.write(line)
        if written < len(line):
            # the disk is full: a piece of a line would spoil the log
            os.truncate(path, file.tell() - written)
            raise OSError(0, "no room for a line")
