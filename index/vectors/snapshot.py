"""The index on disk: files that are never changed, and a manifest that says what they are.

A snapshot has a name, with which the names of its files begin. It is complete before the store
names it, and only then those before it are dropped; so every process finds one that is whole,
wherever another is interrupted. Processes that still use an old one keep their hold of its files.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from index.errors import StoreUnavailable
from index.vectors import compaction
from index.vectors.layers import Layers
from index.vectors.manifest import File, Manifest, Stamp, Unusable, status
from index.vectors.segment import Segment

_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot in use: its files are mapped into memory, which all processes share."""

    change: int
    segment: Segment
    _opened: tuple[tuple[Path, tuple[int, int]], ...]

    def is_untouched(self) -> bool:
        """Say whether the files are as they were opened; to use one that was cut short is fatal."""
        try:
            return all(status(path) == known for path, known in self._opened)
        except OSError:
            return False


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let nobody else save meanwhile, in this process or another; wait for those who do.

    Raises StoreUnavailable if the folder cannot be written to.
    """
    with contextlib.ExitStack() as stack:
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(folder / _LOCK))
        yield


def save(folder: Path, layers: Layers, stamp: Stamp, change: int) -> None:
    """Write all layers as one under a new name. Raises StoreUnavailable if they cannot be."""
    stem = folder / stamp.name
    with explained(folder), contextlib.ExitStack() as stack:
        stack.callback(_remove, folder, lambda name: name.startswith(stamp.name))
        shape, languages = compaction.write(layers, stem)
        for path in compaction.files(stem):
            _sync(path)
        files = tuple(File.at(path) for path in compaction.files(stem))
        manifest = Manifest(stamp, change, shape, languages, files)
        draft = folder / f"{stamp.name}.draft"
        draft.write_bytes(manifest.written())
        _sync(draft)
        draft.replace(_manifest(folder, stamp.name))
        _sync(folder)
        # nothing is left of what was not finished
        stack.pop_all()


def load(folder: Path, stamp: Stamp) -> Snapshot:
    """Return the snapshot. Raises Unusable unless it is whole and ours."""
    try:
        return _checked(folder, stamp)
    except (OSError, Unusable) as error:
        raise Unusable(f"snapshot {stamp.name!r} of the index: {error}") from error


def _checked(folder: Path, stamp: Stamp) -> Snapshot:
    manifest = Manifest.read(_manifest(folder, stamp.name).read_bytes())
    if manifest.stamp != stamp:
        raise Unusable("it is of another model, or of another store or state of it")
    for file in manifest.files:
        if not file.is_whole(folder):
            raise Unusable(f"{file.name} is damaged")
    return _opened(folder, manifest)


def drop_others(folder: Path, name: str) -> None:
    """Remove all files that are not of this snapshot."""
    _remove(folder, lambda file: not file.startswith(f"{name}.") and file != _LOCK)


def _remove(folder: Path, chosen: Callable[[str], bool]) -> None:
    for path in folder.iterdir():
        if chosen(path.name):
            # where a file that is in use cannot be removed, it is next time
            with contextlib.suppress(PermissionError):
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise StoreUnavailable where something cannot be written to the folder of the index."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write the index to {str(folder)!r}: {error}; check that the disk is not full "
            "and the folder may be written"
        ) from error


def _opened(folder: Path, manifest: Manifest) -> Snapshot:
    # without its manifest the next process could not use it, so that is watched, too
    paths = (
        _manifest(folder, manifest.stamp.name),
        *(folder / file.name for file in manifest.files),
    )
    opened = tuple((path, status(path)) for path in paths)
    segment = compaction.read(folder / manifest.stamp.name, manifest.shape, manifest.languages)
    return Snapshot(manifest.change, segment, opened)


def _manifest(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
