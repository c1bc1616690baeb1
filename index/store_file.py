"""Which file stands at a path, so that another one in its place is noticed."""

from pathlib import Path


def file_at(path: Path) -> tuple[int, int] | None:
    """Return the device of the file at a path and its number there; None if none can be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
