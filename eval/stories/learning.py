"""Learning what signs of a translation weigh, from pairs of which it is known what they are."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.arrays import Vectors
from index.article import Article
from index.stories.finder import REACH
from index.stories.nearest import Field, possible_translations
from index.stories.scale import Scale
from index.stories.text import Text
from index.stories.translation import Signs, signs_of


def learn(
    articles: Sequence[Article], vectors: Vectors, truth: Mapping[str, str], usual: Scale
) -> tuple[Signs, float]:
    """Return weights of signs and the bias; (n, dimension) vectors are those of n articles.

    A logistic regression of whether each other's nearest are versions of one true story.
    """
    from sklearn.linear_model import LogisticRegression

    texts = [Text.of(each.title, each.summary, each.text) for each in articles]
    signs, labels = [], []
    for field in _fields(articles, vectors):
        scale = field.scale(usual)
        for one, other, cosine, margin in possible_translations(field, scale):
            near = scale.similarity(cosine), scale.margin(margin)
            signs.append(signs_of(texts[one], texts[other], *near))
            labels.append(truth[articles[one].id] == truth[articles[other].id])
    found = LogisticRegression(C=10, max_iter=5000).fit(np.array(signs), labels)
    return Signs(*found.coef_[0].tolist()), float(found.intercept_[0])


def _fields(articles: Sequence[Article], vectors: Vectors) -> Iterator[Field]:
    """Yield the field of each day; rows are places in `articles`. Articles are dated."""
    day = np.array([each.published_at.toordinal() for each in articles if each.published_at])
    languages = np.array([each.language for each in articles])
    order = np.argsort(day, kind="stable")
    days = day[order]
    for each in np.unique(days).tolist():
        first = np.searchsorted(days, each - REACH.days)
        end = np.searchsorted(days, each + REACH.days, "right")
        rows = order[first:end]
        yield Field(rows, vectors[rows], languages[rows], day[rows] == each)
