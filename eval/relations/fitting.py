"""From labelled pairs to the weights that tell relations apart."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.evidence import Evidence
from recommender.relations import Weights

CHANCE = 0.005
"""Share of pairs of different threads that are taken for one matter."""

_ONE_MATTER = ("same_event", "follow_up", "background")


def fitted(known: Evidence, labels: Sequence[str], unrelated: Evidence) -> Weights:
    """Return weights by n labelled pairs and by m of different threads, rounded.

    What terms weigh beside the score is a logistic regression of pairs of one matter against those
    of different threads, both weighing the same (Cox 1958, "The regression analysis of binary
    sequences"). What is needed is what one in two hundred of different threads reaches: too many
    articles are near a page by chance for any more. Similar is from the score on that best divides
    similar pairs from those of different threads. The same pairs always give the same.
    """
    label = np.array(labels)
    one_matter, other = _parts(known)[np.isin(label, _ONE_MATTER)], _parts(unrelated)
    terms = _weight_of_terms(one_matter, other)
    needed = float(np.quantile(other @ (1, terms), 1 - CHANCE))
    similar = known.score[label == "similar"].astype(np.float64)
    alike = _divide(similar, unrelated.score.astype(np.float64))
    return Weights(terms, round(needed, 2), round(alike, 2))


def _parts(evidence: Evidence) -> NDArray[np.float64]:
    return np.stack([evidence.score, evidence.terms], axis=1).astype(np.float64)


def _weight_of_terms(one_matter: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    model.fit(np.concatenate([one_matter, other]), [1] * len(one_matter) + [0] * len(other))
    score, terms = model.coef_[0].tolist()
    return round(float(terms / score), 1)


def _divide(above: NDArray[np.float64], below: NDArray[np.float64]) -> float:
    """Return the middle between two values that best divides the two lots, in equal weight."""
    values = np.unique(np.concatenate([above, below]))
    middles = (values[1:] + values[:-1]) / 2
    above, below = np.sort(above), np.sort(below)
    missed = np.searchsorted(above, middles) / len(above)
    rightly = np.searchsorted(below, middles) / len(below)
    return float(middles[np.argmax(rightly - missed)])
