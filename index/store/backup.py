"""A copy of a store as it is at one moment, while others read and write it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from index.errors import StoreUnavailable


def back_up(store: Path, to: Path) -> int:
    """Copy the store in the file `store` to a new file; return its size in bytes.

    Writers need not wait. The copy appears under its name when it is whole and on the disk.
    Raises StoreUnavailable if there is no store, the file exists already or cannot be written.
    """
    if not store.exists():
        raise StoreUnavailable(f"there is no store {str(store)!r} to back up; give its --home")
    if to.exists():
        raise StoreUnavailable(f"{str(to)!r} exists already; name a new file, or remove it first")
    partial = to.with_name(f"{to.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        _copy(store, partial)
        size = partial.stat().st_size
        partial.replace(to)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise StoreUnavailable(
            f"cannot back up {str(store)!r} to {str(to)!r}: {error}; check that its folder is "
            "there, may be written and has room"
        ) from error
    return size


def _copy(store: Path, to: Path) -> None:
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(to)) as target:
        # all at once: in small portions it would begin again with everything that is written
        source.backup(target)
    descriptor = os.open(to, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
