"""Writing files so that each is whole at any moment, old or new."""

import filecmp
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import EngineError


class ExportFailed(EngineError):
    """An export that cannot be written, or must not be; what is written already stays whole."""


def safe_name(id_: str) -> str:
    """Return a file name for any id: the first 32 hexadecimal digits of its SHA-256.

    It is safe where upper and lower case are one, where names are short, and for ids with slashes.
    """
    return hashlib.sha256(id_.encode()).hexdigest()[:32] + ".json"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Let what the operating system refuses say what it was, and what to do."""
    try:
        yield
    except OSError as error:
        raise ExportFailed(
            f"cannot write {str(error.filename or path)!r}: {error.strerror or error}; see that "
            "the folder may be written and the disk is not full, then export again: what is there "
            "already is kept"
        ) from error


def replace_with(path: Path, parts: Iterable[bytes]) -> bool:
    """Let a file have a content, all of it or as it was; return whether it was another.

    Its folder is made. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.parent / f".{os.getpid()}.part"
    try:
        with unfinished.open("wb") as file:
            file.writelines(parts)
        if path.exists() and filecmp.cmp(unfinished, path, shallow=False):
            return False
        unfinished.replace(path)
        return True
    finally:
        unfinished.unlink(missing_ok=True)


def sweep_up(folder: Path) -> None:
    """Remove what an export that was killed has left unfinished in a folder. Raises OSError."""
    for unfinished in folder.glob(".[0-9]*.part"):
        unfinished.unlink(missing_ok=True)
