"""Whether the report of an encoder says what was measured and what was not."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.data import GradedPair
from eval.encoder_report import as_card, as_json, as_summary, measure_encoder
from eval.similarity import score_similarity
from index.arrays import Vectors


class TopicEncoder:
    """Reads "topic 7" as direction 7, in every language."""

    model_id, dimension = "topics", 40

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        assert len(texts) == len(languages)
        topics = [int(text.split()[1]) for text in texts]
        return np.eye(self.dimension, dtype=np.float32)[topics]


def test_similarity_follows_the_grades():
    """Pairs on one topic graded high and others low correlate fully."""
    pairs = [
        GradedPair(("de", "en"), (f"thema {i}", f"topic {i if i % 2 else 0}"), 5.0 * (i % 2))
        for i in range(1, 20)
    ]
    assert score_similarity(TopicEncoder(), pairs)["de"] == pytest.approx(1)


def test_absent_data_is_skipped_with_a_reason(tmp_path: Path):
    """Without data the report still names the model, and every form says what is missing."""
    report = measure_encoder(TopicEncoder(), tmp_path)

    assert report.model_id == "topics"
    assert len(report.skipped) == 3
    for form in (as_card, as_json, as_summary):
        assert str(tmp_path) in form(report)
