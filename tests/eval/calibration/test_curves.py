"""Whether scores mean the same for every two languages: counted and drawn."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner

from eval.calibration import Curve, curves_of
from eval.calibration.drawing import drawn
from eval.cli import main
from index.article import Article
from index.catalog import Catalog

MakeArticle = Callable[..., Article]
WORDS = {
    "en": ("bridge", "oak", "cake", "verdict", "goal", "strike", "comet", "novel", "tax", "whale"),
    "de": ("Brücke", "Eiche", "Kuchen", "Urteil", "Tor", "Streik", "Komet", "Roman", "Wal", "Amt"),
}


def put(catalog: Catalog, make_article: MakeArticle, count: int) -> None:
    """Articles of three words each, no two of one story."""
    chance = np.random.default_rng(0)
    catalog.put(
        [
            make_article(
                f"{tag}{n}", language=tag, title=" ".join(chance.choice(words, 3)), text=""
            )
            for tag, words in WORDS.items()
            for n in range(count)
        ]
    )


@pytest.fixture
def curves(open_catalog: Callable[..., Catalog], make_article: MakeArticle) -> list[Curve]:
    catalog = open_catalog()
    put(catalog, make_article, 80)
    catalog.calibrator.learn()
    return curves_of(catalog.calibrator)


def test_there_is_a_curve_for_each_two_languages(curves: list[Curve]):
    """Over all pairs of different articles, a page being in the first of the two."""
    assert {curve.languages: len(curve.raw) for curve in curves} == {
        ("de", "de"): 80 * 79,
        ("de", "en"): 80 * 80,
        ("en", "en"): 80 * 79,
    }


def test_calibrated_scores_are_centred_between_all_languages(curves: list[Curve]):
    """Raw ones lie apart: between languages, pieces of words add to every score."""
    raw = [float(curve.raw.mean()) for curve in curves]
    calibrated = [float(np.median(curve.calibrated)) for curve in curves]

    assert max(raw) - min(raw) > 0.1
    assert max(map(abs, calibrated)) < 0.1


def test_a_curve_counts_the_pairs_that_reach_a_score():
    """All that are not below it."""
    scores = np.array([0.1, 0.5, 0.7, -0.2], np.float32)

    assert Curve(("de", "fr"), scores, scores).reached(0.5) == 0.5


def test_a_drawing_is_well_formed_and_names_every_line(curves: list[Curve]):
    """Twice: before and after."""
    tree = ElementTree.fromstring(drawn(curves))
    names = [title.text for title in tree.iter("{http://www.w3.org/2000/svg}title")]

    for name in ("de – de", "de – en", "en – en"):
        assert names.count(name) == 2


def test_nothing_to_draw_is_said():
    """Instead of an empty picture."""
    with pytest.raises(ValueError, match="enough articles"):
        drawn([])


def test_a_small_catalogue_has_too_few_pairs(tmp_path: Path):
    """Which is no error."""
    result = CliRunner().invoke(main, ["calibration", "--home", str(tmp_path)])

    assert result.exit_code == 0
    assert "too few articles" in result.output
