"""What was learnt of a catalogue, as one value that a store can keep."""

import io
import json
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from index.calibration.levels import Levels, Pool
from index.calibration.numbers import CommonNumbers


@dataclass(frozen=True, slots=True)
class Calibration:
    """The levels of a catalogue, and the numbers that are common in it."""

    levels: Levels = field(default_factory=Levels)
    common: CommonNumbers = field(default_factory=CommonNumbers)

    def to_bytes(self) -> bytes:
        """Return it as `from_bytes` reads it."""
        levels = self.levels
        described = {
            "model": [levels.mean, levels.spread],
            "own": levels.own,
            "across": levels.across,
            "pairs": [[sorted(pair), *pool] for pair, pool in levels.pairs.items()],
            "articles": dict(levels.articles),
        }
        file = io.BytesIO()
        np.savez_compressed(
            file,
            levels=np.frombuffer(json.dumps(described).encode(), np.uint8),
            keys=self.common.keys,
            idf=self.common.idf,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read what `to_bytes` wrote."""
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            described = json.loads(arrays["levels"].tobytes())
            common = CommonNumbers(arrays["keys"], arrays["idf"])
        pairs = {frozenset(pair): Pool(*pool) for pair, *pool in described["pairs"]}
        mean, spread = described["model"]
        own, across = Pool(*described["own"]), Pool(*described["across"])
        return cls(Levels(mean, spread, own, across, pairs, described["articles"]), common)
