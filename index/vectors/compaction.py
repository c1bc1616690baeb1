"""Writing all layers of the index as one."""

from pathlib import Path

import numpy as np
from numpy.lib.format import write_array_header_1_0

from index.arrays import Rows
from index.signature import BYTES
from index.vectors.faiss_index import VectorIndex
from index.vectors.languages import Languages
from index.vectors.layers import Layers
from index.vectors.probing import Shape
from index.vectors.segment import Segment

_VECTORS, _ROWS, _CODES, _SIGNATURES = "faiss", "rows.npy", "languages.npy", "signatures.npy"
"""The files of a segment, by the ends of their names."""

_AT_ONCE = 16_384


def write(layers: Layers, stem: Path) -> tuple[Shape, tuple[str, ...]]:
    """Write what is there into files whose names begin with `stem`.

    Returns what else `read` asks for. Vectors are held in memory as float16 meanwhile.
    """
    rows = layers.rows()
    languages = layers.languages(rows)
    index = _index_of(layers, rows, languages)
    index.write(_file(stem, _VECTORS))
    np.save(_file(stem, _ROWS), rows)
    np.save(_file(stem, _CODES), languages.codes)
    _write_signatures(layers, rows, _file(stem, _SIGNATURES))
    return index.shape, languages.names


def read(stem: Path, shape: Shape, languages: tuple[str, ...]) -> Segment:
    """Map what was written into memory. The files must be known to be whole."""
    rows, codes, signatures = (
        np.asarray(np.load(_file(stem, kind), mmap_mode="r"))
        for kind in (_ROWS, _CODES, _SIGNATURES)
    )
    index = VectorIndex.open(_file(stem, _VECTORS), shape, codes)
    return Segment(rows, Languages(languages, codes), signatures, index)


def files(stem: Path) -> list[Path]:
    """Return the files that `write` makes."""
    return [_file(stem, kind) for kind in (_VECTORS, _ROWS, _CODES, _SIGNATURES)]


def _index_of(layers: Layers, rows: Rows, languages: Languages) -> VectorIndex:
    base = layers.base
    places = np.full(len(base.segment), -1, np.int64)
    left = base.rows()
    places[base.slots(left)] = np.searchsorted(rows, left)
    old = base.segment.index
    return old.renewed(places, lambda slots: layers.vectors(rows[slots]), languages.codes)


def _write_signatures(layers: Layers, rows: Rows, path: Path) -> None:
    shape = {"descr": "|u1", "fortran_order": False, "shape": (len(rows), BYTES)}
    # not through mapped memory, which would end the process when the disk is full
    with path.open("wb") as stream:
        write_array_header_1_0(stream, shape)
        for start in range(0, len(rows), _AT_ONCE):
            stream.write(layers.packed(rows[start : start + _AT_ONCE]).data)


def _file(stem: Path, kind: str) -> Path:
    return stem.with_name(f"{stem.name}.{kind}")
