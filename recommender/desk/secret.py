"""The secret that sessions and forms are signed with: made once, in the data folder."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

FILE = "desk.secret"


def secret_of(home: Path) -> bytes:
    """Return the secret of a data folder, 64 bytes; make it, for its owner alone, if there is none.

    Processes that start at the same time agree on one. Without the file all sessions end.
    """
    path = home / FILE
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    # such a file is readable by its owner alone from the beginning
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(32).encode())
    # another process may have been first: a link, unlike a move, does not replace its file
    with suppress(FileExistsError):
        os.link(temporary, path)
    os.unlink(temporary)
