"""What a snapshot of the index says of itself, so that damage is noticed before it is used."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.signature import SIGNATURE
from index.vectors.probing import Shape


class Unusable(Exception):
    """A snapshot that is missing, damaged, or of something else."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot must agree on with the catalogue that loads it.

    `name` is drawn anew for each snapshot and kept in the store, too: a store that was restored
    from a backup does not take the index of its future for its own.
    """

    name: str
    model_id: str
    dimension: int
    signatures: str = SIGNATURE


@dataclass(frozen=True, slots=True)
class File:
    """A file when it was complete: bytes, time of its last change in ns, and BLAKE2 checksum."""

    name: str
    size: int
    changed: int
    checksum: str

    @classmethod
    def at(cls, path: Path) -> "File":
        """Describe a file as it is."""
        return cls(path.name, *status(path), _checksum(path))

    def is_whole(self, folder: Path) -> bool:
        """Say whether it holds what it did; it is read only if it was touched, as by a copy."""
        path = folder / self.name
        return status(path) == (self.size, self.changed) or _checksum(path) == self.checksum


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a snapshot; `change` is the last change of the store that it contains."""

    stamp: Stamp
    change: int
    shape: Shape
    languages: tuple[str, ...]
    files: tuple[File, ...]
    seal: str = ""

    def written(self) -> bytes:
        """Return it as JSON, with a checksum of what it says."""
        return _CODEC.dump_json(replace(self, seal=self._seal()), indent=2)

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Return what was written. Raises Unusable unless it is as it was."""
        try:
            manifest = _CODEC.validate_json(content)
        except ValidationError as error:
            raise Unusable("its manifest is damaged") from error
        if manifest.seal != manifest._seal():
            raise Unusable("its manifest is damaged")
        return manifest

    def _seal(self) -> str:
        return hashlib.blake2b(_CODEC.dump_json(replace(self, seal=""))).hexdigest()


_CODEC = TypeAdapter(Manifest)


def status(path: Path) -> tuple[int, int]:
    """Return size and time of the last change of a file; searches ask for it each time."""
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()
