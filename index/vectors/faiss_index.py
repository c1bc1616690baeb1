"""The vector index on FAISS; no other file imports it.

Vectors are kept as float16. A small index compares all of them. A large one keeps those of each
language in lists around centres that k-means finds, and compares those in the lists nearest to the
query: as many as a sample of its own vectors needs to find what comparing all of them finds.

Sivic and Zisserman, "Video Google: a text retrieval approach to object matching in videos" (2003);
Jégou, Douze and Schmid, "Product quantization for nearest neighbor search" (2011).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import faiss
import numpy as np
from faiss.contrib.inspect_tools import get_invlist
from numpy.typing import NDArray

from index.arrays import Mask, Scores, Vectors
from index.vectors import bits
from index.vectors.bits import Bits, Slots
from index.vectors.probing import AT, Shape, has_outgrown, lists_for, measured, portions, sampled

Read: TypeAlias = Callable[[Slots], Vectors]
"""Gives the vectors (n, dimension) that are to stand in some slots (n,)."""

Groups: TypeAlias = NDArray[np.int16]
"""(n,) int16, the group, such as a language, that each of n vectors or lists belongs to."""

EXACT_UP_TO = 50_000
"""Vectors that are all compared; it takes a millisecond. Lists are quicker from about here on."""

_SAMPLE = 200
_TRAINED_ON = 64
"""Vectors for each list that k-means looks at; more hardly change the lists."""

_swig: Any = faiss
_FP16, _IP = _swig.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT


class VectorIndex:
    """Nearest neighbours by inner product among n vectors, which never change, by slots 0..n-1.

    `groups` (n,) are those of the vectors. Safe to search from several threads.
    """

    def __init__(self, index: Any, shape: Shape, groups: Groups) -> None:
        self._faiss, self.shape = index, shape
        self.dimension: int = index.d
        self._group_of_list = np.full(shape.lists, -1, np.int16)
        if shape.lists:
            self._group_of_list[_lists_of(index)] = groups

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._faiss.ntotal)

    @classmethod
    def build(cls, read: Read, groups: Groups, dimension: int) -> "VectorIndex":
        """Index vectors of these groups (n,); it takes little more memory than they as float16."""
        every = np.arange(len(groups))
        if len(groups) > EXACT_UP_TO:
            centres, group_of_list = _centres(read, groups)
            quantizer = faiss.IndexFlatIP(dimension)
            quantizer.add(centres)
            return _filled(_with_lists(quantizer), group_of_list, every, read, groups)
        flat = _swig.IndexScalarQuantizer(dimension, _FP16, _IP)
        for slots in portions(every):
            flat.add(read(slots))
        return cls(flat, Shape(), groups)

    def renewed(self, places: Slots, read: Read, groups: Groups) -> "VectorIndex":
        """Index vectors of which these are a part, which saves looking for lists anew.

        `places` (n,) are the new slots of the vectors in this index, -1 for those that are gone;
        all others are read. What has outgrown its lists is built from nothing.
        """
        index = _with_lists(self._faiss.quantizer) if self.shape.lists else None
        if index is None or has_outgrown(self.shape.lists, len(groups)):
            return self.build(read, groups, self.dimension)
        group_of_list = np.full(self.shape.lists, -1, np.int16)
        for number in range(self.shape.lists):
            slots, codes = get_invlist(self._faiss.invlists, number)
            moved = places[slots]
            kept, codes = moved[moved >= 0], np.ascontiguousarray(codes[moved >= 0])
            if len(kept):
                group_of_list[number] = groups[kept[0]]
                pointers = _swig.swig_ptr(kept), _swig.swig_ptr(codes)
                index.invlists.add_entries(number, len(kept), *pointers)
        index.ntotal = int(np.count_nonzero(places >= 0))
        if not np.isin(groups, group_of_list).all():
            return self.build(read, groups, self.dimension)
        fresh = np.setdiff1d(np.arange(len(groups)), places)
        return _filled(index, group_of_list, fresh, read, groups)

    def search(
        self, queries: Vectors, k: int, allowed: Bits | None = None, wanted: Mask | None = None
    ) -> tuple[Scores, Slots]:
        """Return scores (q, k') and slots (q, k'), best first, with k' = min(k, candidates).

        `allowed` are the slots that are candidates; without it all are. If they are of some groups
        only, `wanted` (g,) bool says of which.
        """
        among = len(self) if allowed is None else bits.count(allowed)
        k = min(k, among)
        if k == 0:
            empty = (len(queries), 0)
            return np.zeros(empty, dtype=np.float32), np.zeros(empty, dtype=np.int64)
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        chosen = {} if allowed is None else {"sel": _swig.IDSelectorBitmap(allowed)}
        if self.shape.lists:
            return self._search_lists(queries, k, among / len(self), chosen, wanted)
        scores, slots = self._faiss.search(queries, k, params=_swig.SearchParameters(**chosen))
        return scores, slots

    def _search_lists(
        self, queries: Vectors, k: int, share: float, chosen: dict[str, Any], wanted: Mask | None
    ) -> tuple[Scores, Slots]:
        lists = self.shape.lists
        if wanted is not None:
            theirs = bits.packed(wanted[self._group_of_list] & (self._group_of_list >= 0))
            chosen |= {
                "quantizer_params": _swig.SearchParameters(sel=_swig.IDSelectorBitmap(theirs))
            }
            lists = bits.count(theirs)
        for probes in (self.shape.probes_for(k, share, lists), lists):
            probing = _swig.SearchParametersIVF(nprobe=probes, **chosen)
            scores, slots = self._faiss.search(queries, k, params=probing)
            # lists that are short of candidates leave places at the end
            if slots.min() >= 0:
                break
        return scores, slots

    def vectors(self, slots: Slots) -> Vectors:
        """Return vectors (n, dimension) in slots (n,)."""
        found: Vectors = self._faiss.reconstruct_batch(slots)
        return found

    def write(self, path: Path) -> None:
        """Write all vectors to a file. Raises OSError."""
        # faiss itself passes over a disk that is full by the time it closes the file
        with path.open("wb") as stream:
            faiss.write_index(self._faiss, _swig.PyCallbackIOWriter(stream.write))

    @classmethod
    def open(cls, path: Path, shape: Shape, groups: Groups) -> "VectorIndex":
        """Map what `write` wrote into shared memory. It must be whole: faiss trusts its bytes."""
        return cls(_swig.read_index(str(path), _swig.IO_FLAG_MMAP_IFC), shape, groups)


def _lists_of(index: Any) -> NDArray[np.int64]:
    """Return the list that each slot is in."""
    if index.direct_map.type == _swig.DirectMap.NoMap:
        index.make_direct_map()
    found: NDArray[np.int64] = faiss.vector_to_array(index.direct_map.array) >> 32
    return found


def _with_lists(centres: Any) -> Any:
    index = _swig.IndexIVFScalarQuantizer(centres, centres.d, centres.ntotal, _FP16, _IP, False)
    index.is_trained = True
    return index


def _centres(read: Read, groups: Groups) -> tuple[Vectors, Groups]:
    """Return centres (lists, dimension) and the group of each: the larger, the more."""
    numbers, counts = np.unique(groups, return_counts=True)
    shares = np.maximum(lists_for(len(groups)) * counts // len(groups), 1)
    centres = []
    for number, lists in zip(numbers, shares.tolist(), strict=True):
        (slots,) = np.nonzero(groups == number)
        vectors = read(sampled(slots, _TRAINED_ON * lists))
        kmeans = faiss.Kmeans(
            vectors.shape[1], lists, niter=10, spherical=True, min_points_per_centroid=1
        )
        kmeans.train(vectors)
        centres.append(np.asarray(kmeans.centroids))
    return np.concatenate(centres), np.repeat(numbers, shares).astype(np.int16)


def _filled(
    index: Any, group_of_list: Groups, fresh: Slots, read: Read, groups: Groups
) -> VectorIndex:
    """Add vectors to the nearest list of their group, then see how many lists to look in."""
    centres = index.quantizer.reconstruct_n(0, index.nlist)
    for number in np.unique(groups[fresh]):
        (lists,) = np.nonzero(group_of_list == number)
        for slots in portions(fresh[groups[fresh] == number]):
            vectors = read(slots)
            nearest = lists[np.argmax(vectors @ centres[lists].T, axis=1)]
            pointers = (_swig.swig_ptr(each) for each in (vectors, slots, nearest))
            index.add_core(len(slots), *pointers)
    everywhere = VectorIndex(index, Shape(index.nlist, index.nlist), groups)
    queries = read(sampled(np.arange(len(groups)), _SAMPLE))
    _, nearest = everywhere.search(queries, AT)
    _, order = index.quantizer.search(queries, index.nlist)
    return VectorIndex(index, measured(order, _lists_of(index)[nearest]), groups)
