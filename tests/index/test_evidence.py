"""What speaks for an article under a page."""

from collections.abc import Callable

import numpy as np
import pytest

from index.article import Article
from index.catalog import Catalog
from index.evidence import Evidence
from index.signature import (
    Words,
    number_scores,
    piece_scores,
    sign,
    signatures_of,
    term_scores,
)
from index.store import Seed

MakeArticle = Callable[..., Article]
TEXTS = {
    "de": ("de", "Ignazio Cassis in Genf", "Am 10. Juni 2009 kamen 4711 Gäste nach Genf."),
    "fr": ("fr", "Cassis à Genève", "Le 10 juin 2009, 4711 invités sont venus à Genève."),
    "oaks": ("en", "Oaks near Bergen", "Old trees are counted by volunteers every autumn."),
}


@pytest.fixture
def catalog(open_catalog: Callable[..., Catalog], make_article: MakeArticle) -> Catalog:
    opened = open_catalog()
    opened.put(
        [
            make_article(id_, language=language, title=title, text=text)
            for id_, (language, title, text) in TEXTS.items()
        ]
    )
    return opened


def seed_of(catalog: Catalog, id_: str) -> Seed:
    seed = catalog.store.seed(id_)
    assert seed is not None
    return seed


def evidence_of(catalog: Catalog, seed: Seed, ids: list[str]) -> Evidence:
    rows = [seed_of(catalog, id_).row for id_ in ids]
    return catalog.evidence(seed, catalog.facts(np.array(rows, np.int64)))


def test_the_parts_are_those_of_vectors_and_signatures(catalog: Catalog):
    """In the order asked for; the same numbers as by comparing two articles directly."""
    found = evidence_of(catalog, seed_of(catalog, "de"), ["oaks", "fr"])

    page, others = (
        signatures_of(sign([Words(*TEXTS[id_][1:2], "", TEXTS[id_][2]) for id_ in ids]))
        for ids in (["de"], ["oaks", "fr"])
    )
    page_vector = seed_of(catalog, "de").vector
    vectors = catalog.index.vectors(np.array([seed_of(catalog, id_).row for id_ in ("oaks", "fr")]))
    assert found.dense == pytest.approx(vectors @ page_vector, abs=1e-6)
    assert found.terms == pytest.approx(term_scores(page, others)[0])
    assert found.numbers == pytest.approx(number_scores(page, others)[0])
    assert found.pieces == pytest.approx(piece_scores(page, others)[0], abs=1e-6)


def test_the_same_event_in_another_language_is_nearer(catalog: Catalog):
    """Names, numbers and days speak for it."""
    found = evidence_of(catalog, seed_of(catalog, "de"), ["fr", "oaks"])

    assert found.terms[0] > found.terms[1]
    assert found.numbers[0] > found.numbers[1] == 0
    assert found.score[0] > 0.5 > found.score[1]


def test_pieces_count_between_languages_only(catalog: Catalog, make_article: MakeArticle):
    """Within one, the words themselves do better."""
    catalog.put([make_article("again", language="de", title=TEXTS["de"][1], text=TEXTS["de"][2])])

    found = evidence_of(catalog, seed_of(catalog, "de"), ["again", "fr"])

    assert found.pieces[0] == 0 < found.pieces[1]


def test_the_versions_of_a_story_speak_together(catalog: Catalog, make_article: MakeArticle):
    """Each part is the mean over them."""
    apart = [evidence_of(catalog, seed_of(catalog, id_), ["oaks"]) for id_ in ("de", "fr")]
    catalog.put(
        [
            make_article(id_, language=language, title=title, text=text, translation_key="x")
            for id_, (language, title, text) in TEXTS.items()
            if id_ != "oaks"
        ]
    )

    together = evidence_of(catalog, seed_of(catalog, "de"), ["oaks"])

    for part in ("dense", "terms", "numbers", "pieces", "usual", "rare"):
        mean = np.mean([getattr(each, part) for each in apart], axis=0)
        assert getattr(together, part) == pytest.approx(mean, abs=1e-6), part


def test_a_text_that_is_not_in_the_catalogue_has_evidence_too(catalog: Catalog):
    """Its words are all that it takes."""
    text = "Cassis spoke in Geneva to 4711 people"
    draft = Seed(-1, "", "en", None, catalog.encode_text(text, "en"), text=text)

    found = evidence_of(catalog, draft, ["fr", "oaks"])

    assert found.terms[0] > found.terms[1]
    assert found.numbers[0] > 0


def test_nothing_to_compare_with_gets_empty_arrays(catalog: Catalog):
    """And no error."""
    found = evidence_of(catalog, seed_of(catalog, "de"), [])

    assert found.score.shape == found.dense.shape == (0,)
