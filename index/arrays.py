"""The arrays that travel between rooms, named once."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""(n, dimension) float32, rows of length 1."""

Rows: TypeAlias = NDArray[np.int64]
"""(n,) int64, the store's row numbers; they are the vector index's ids, too."""

Scores: TypeAlias = NDArray[np.float32]
"""float32 cosine similarities in [-1, 1]; larger is nearer."""

Mask: TypeAlias = NDArray[np.bool_]
"""(n,) bool, true where a candidate is kept."""
