"""The model while it learns: one row per piece, a mean over pieces, and a contrastive loss.

The loss is InfoNCE (van den Oord et al. 2018) over the batch, in both directions, on cosine times a
learned scale.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.encoder.training.batches import Bag, Batch

_FIRST_SPREAD = 0.1
_FIRST_SCALE = 20.0
_HIGHEST_SCALE = 100.0


class StaticModel(nn.Module):
    """Rows of `dimension` for each of `vocabulary` pieces, and the scale of the loss."""

    def __init__(self, vocabulary: int, dimension: int) -> None:
        super().__init__()
        self.rows = nn.EmbeddingBag(vocabulary, dimension, mode="mean")
        nn.init.normal_(self.rows.weight, std=_FIRST_SPREAD)
        self.log_scale = nn.Parameter(torch.tensor(_FIRST_SCALE).log())

    def pool(self, bag: Bag) -> Tensor:
        """Return mean rows (n, dimension), not normalised."""
        pooled: Tensor = self.rows(
            torch.from_numpy(bag.pieces).long(), torch.from_numpy(bag.starts)
        )
        return pooled

    def forward(self, batch: Batch) -> Tensor:
        """Return the loss of one batch, each side of each group centred on its own mean."""
        left = functional.normalize(centred(self.pool(batch.left), batch.groups))
        right = functional.normalize(centred(self.pool(batch.right), batch.groups))
        scale = self.log_scale.exp().clamp(max=_HIGHEST_SCALE)
        scores = scale * (left @ right.T)
        truth = torch.arange(len(scores))
        there = functional.cross_entropy(scores, truth)
        back = functional.cross_entropy(scores.T, truth)
        return (there + back) / 2


def centred(pooled: Tensor, groups: list[int]) -> Tensor:
    """Each group of rows less its mean; what all texts of a language share says nothing."""
    parts = (part - part.mean(dim=0) for part in torch.split(pooled, groups))
    return torch.cat(tuple(parts))
