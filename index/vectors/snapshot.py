"""A vector index on disk: one file of vectors, and a manifest that says what it is.

The manifest is replaced atomically, after the vectors that it names are safely on disk, so a
reader finds the old snapshot or the new one, never half of either.
"""

import hashlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.vectors.faiss_index import VectorIndex

logger = logging.getLogger(__name__)

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot must agree on with the catalogue that loads it.

    `name` is drawn anew for each snapshot and kept in the store, too: a store that was restored
    from a backup does not take the index of its future for its own.
    """

    name: str
    model_id: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a snapshot; `change` is the last change of the store that it contains."""

    stamp: Stamp
    change: int
    file: str
    checksum: str


_MANIFEST = TypeAdapter(Manifest)


def save(folder: Path, index: VectorIndex, stamp: Stamp, change: int) -> None:
    """Write the index and the manifest that names it, then drop what came before."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{change:012d}-{os.getpid()}.faiss"
    index.write(file)
    _sync(file)
    manifest = Manifest(stamp, change, file.name, _checksum(file))
    draft = folder / f"{MANIFEST}.{os.getpid()}"
    draft.write_bytes(_MANIFEST.dump_json(manifest, indent=2))
    _sync(draft)
    draft.replace(folder / MANIFEST)
    _sync(folder)
    for old in folder.glob("*.faiss"):
        if old != file:
            old.unlink(missing_ok=True)


def load(folder: Path, stamp: Stamp) -> tuple[VectorIndex, int] | None:
    """Return the index and the last change in it; None, with a warning, unless whole and ours."""
    try:
        manifest = _MANIFEST.validate_json((folder / MANIFEST).read_bytes())
        file = folder / manifest.file
        if manifest.stamp != stamp:
            problem = "it is of another model, or of another store or state of it"
        elif _checksum(file) != manifest.checksum:
            problem = f"{file.name} is damaged"
        else:
            return VectorIndex.read(file), manifest.change
    except (OSError, ValidationError) as error:
        problem = "a file is missing" if isinstance(error, FileNotFoundError) else str(error)
    logger.warning("index in %s: %s; building it anew from the store", folder, problem)
    return None


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
