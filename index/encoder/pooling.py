"""The mean over pieces, for many texts at once."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def mean_rows(
    rows: NDArray[np.float32], pieces: NDArray[np.integer], bounds: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return (n, dimension): text i is the mean of `rows` at `pieces[bounds[i] : bounds[i + 1]]`.

    `bounds` is (n + 1,); a text without pieces is a row of zeros. One sparse product does it, text
    by text, so a text's mean does not depend on the others.
    """
    counts = np.diff(bounds)
    shares = np.repeat(1 / np.maximum(counts, 1), counts).astype(np.float32)
    texts_by_piece = csr_array((shares, pieces, bounds), shape=(len(counts), len(rows)))
    return np.asarray(texts_by_piece @ rows)
