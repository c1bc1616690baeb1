"""The demo says what a related story is to the page, in the words of its reader."""

from typing import get_args

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from recommender.api.app import create_app
from recommender.bootstrap import Services
from recommender.demo.locales import LOCALES
from recommender.demo.site import add_site
from recommender.relations import Relation


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_has_a_word_for_every_relation(language: str):
    """And no word for two of them."""
    words = LOCALES[language].relations

    assert set(words) == set(get_args(Relation))
    assert len(set(words.values())) == len(words)


def test_a_related_story_says_what_it_is_to_the_page(demo: Services):
    """What the service answers, beside the section."""
    app = create_app(demo)
    add_site(app, demo)
    answer = TestClient(app).get("/de/velland-tunnel-opens?lang=fr")
    page = LexborHTMLParser(answer.text)

    kickers = [each.text() for each in page.css("[aria-labelledby=related] .kicker")]
    assert any(kicker.endswith(" · La suite") for kicker in kickers), kickers
