"""Catalogues to evaluate in."""

from pathlib import Path

import pytest

from eval.catalogues import open_catalogue
from eval.datasets.dataset import TRANSLATIONS_WANTED, Dataset
from index.article import RawArticle
from index.encoder import Encoder

ARTICLES = [RawArticle(id=id_, language="en", title=f"The {id_}") for id_ in ("oak", "ash")]


@pytest.mark.parametrize(("given", "inferred"), [({}, False), ({"infer_stories": True}, True)])
def test_a_question_may_need_settings_of_its_own(
    tmp_path: Path, encoder: Encoder, given: dict[str, object], inferred: bool
):
    """Where translations are the answer none may pass for the page itself; an asker may differ."""
    dataset = Dataset("trees", lambda: iter(ARTICLES), {}, (), TRANSLATIONS_WANTED)

    prepared = open_catalogue(dataset, tmp_path, given, encoder)

    assert prepared.services.settings.infer_stories is inferred
    prepared.services.close()
