"""What a browser says about its reader."""

import pytest

from recommender.reader import MOST_LANGUAGES, accepted_languages


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-CH, fr;q=0.9, en;q=0.8", ["de-CH", "fr", "en"]),
        ("en;q=0.8, fr;q=0.9,de", ["de", "fr", "en"]),
        ("en;q=0, *, fr; q=0.5", ["fr"]),
        ("de;q=loud, fr", ["fr"]),
        ("de;q=nan, fr;q=inf, ,;;=, en", ["fr", "en"]),
        ("x" * 500, []),
        ("🙂, de", ["de"]),
    ],
)
def test_a_browsers_languages_come_best_first(header: str, languages: list[str]):
    """RFC 9110; what is no language is left out instead of refused."""
    assert accepted_languages(header) == languages


def test_a_browser_names_no_more_languages_than_a_reader_may():
    """A header cannot make a request impossible."""
    assert len(accepted_languages(",".join(["de"] * 100))) == MOST_LANGUAGES
