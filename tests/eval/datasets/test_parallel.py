"""Whether translated documents become articles and judgements."""

from pathlib import Path

import pytest

from eval.datasets.errors import InvalidDataset
from eval.datasets.parallel import HALVES, MATES
from eval.errors import DataAbsent


def test_the_translations_of_a_document_are_relevant(ntrex: Path):
    """Each document is asked for in every other language, and is no version of its translation."""
    mates = MATES.load(ntrex)

    assert mates.qrels["ntrex-mill.3-de"] == {"ntrex-mill.3-en": 1, "ntrex-mill.3-zh-CN": 1}
    assert len(mates.qrels) == 9
    assert {article.translation_key for article in mates.articles()} == {None}


def test_the_second_half_in_any_language_is_relevant(ntrex: Path):
    """First halves are the seeds; a document of one line has none."""
    halves = HALVES.load(ntrex)

    second = {f"ntrex-fair.1-2-{language}": 1 for language in ("en", "de", "zh-CN")}
    assert halves.qrels["ntrex-fair.1-1-de"] == second
    assert halves.qrels.keys() == {
        f"ntrex-{document}-1-{language}"
        for document in ("fair.1", "lake.2")
        for language in ("en", "de", "zh-CN")
    }


def test_a_half_and_its_translations_are_versions_of_one_article(ntrex: Path):
    """They share a translation key, which the other half does not have."""
    keys = {article.id: article.translation_key for article in HALVES.load(ntrex).articles()}

    assert keys["ntrex-fair.1-1-de"] == keys["ntrex-fair.1-1-en"] != keys["ntrex-fair.1-2-de"]
    assert len(set(keys.values())) == 4


def test_lines_are_divided_between_the_halves(ntrex: Path):
    """Of three lines the first two are the first half; the first line of each is its title."""
    texts = {a.id: (a.title, a.text) for a in HALVES.load(ntrex, ["de"]).articles()}

    assert texts == {
        "ntrex-fair.1-1-de": ("Zeile 0.", "Zeile 1."),
        "ntrex-fair.1-2-de": ("Zeile 2.", "Zeile 2."),
        "ntrex-lake.2-1-de": ("Zeile 3.", "Zeile 3."),
        "ntrex-lake.2-2-de": ("Zeile 4.", "Zeile 4."),
    }


def test_a_region_is_left_out_where_the_plain_language_is_there(ntrex: Path):
    """British English is not asked for by default beside English, but can be asked for."""
    assert MATES.load(ntrex).languages == ("en", "de", "zh-CN")
    assert MATES.load(ntrex, ["en-GB", "zh"]).languages == ("en-GB", "zh-CN")


def test_a_document_that_is_empty_in_a_language_is_not_there_in_it(ntrex: Path):
    """Nobody looks for an article without text."""
    path = ntrex / "NTREX/NTREX-128/newstest2019-ref.deu.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Zeile 5.", " "), encoding="utf-8")

    assert MATES.load(ntrex).qrels["ntrex-mill.3-en"] == {"ntrex-mill.3-zh-CN": 1}


def test_an_unknown_language_is_refused_naming_the_known_ones(ntrex: Path):
    """No empty dataset for a language that is not there."""
    with pytest.raises(InvalidDataset, match=r"no articles in 'fr'; it has en, de, en-GB, zh-CN"):
        MATES.load(ntrex, ["fr"])


def test_files_of_unequal_length_are_refused(ntrex: Path):
    """The file is named, with both counts."""
    path = ntrex / "NTREX/NTREX-128/newstest2019-ref.deu.txt"
    path.write_text("Nur eine Zeile.\n", encoding="utf-8")

    with pytest.raises(InvalidDataset, match=r"ref\.deu\.txt' has 1 lines, .* 6;"):
        HALVES.load(ntrex)


def test_a_document_in_two_places_is_refused(ntrex: Path):
    """Its lines would not follow each other; the line where it goes on is named."""
    ids = ntrex / "NTREX/DOCUMENT_IDS.tsv"
    ids.write_text("fair.1\nlake.2\nfair.1\nfair.1\nmill.3\nmill.3\n")

    with pytest.raises(InvalidDataset, match=r"line 3: document 'fair\.1'"):
        MATES.load(ntrex)


def test_a_code_of_no_language_is_refused(ntrex: Path):
    """The file and the code are named."""
    (ntrex / "NTREX/NTREX-128/newstest2019-ref.qqq9.txt").write_text("?\n" * 6)

    with pytest.raises(InvalidDataset, match=r"'qqq9' is not the code of a language"):
        MATES.load(ntrex)


def test_two_files_of_one_language_are_refused(ntrex: Path):
    """`deu` and `ger` are both German."""
    (ntrex / "NTREX/NTREX-128/newstest2019-ref.ger.txt").write_text("?\n" * 6)

    with pytest.raises(InvalidDataset, match=r"are both in 'de'; take one away"):
        MATES.load(ntrex)


def test_a_text_that_is_not_utf_8_is_refused(ntrex: Path):
    """The file is named."""
    (ntrex / "NTREX/NTREX-128/newstest2019-ref.deu.txt").write_bytes(b"\xff\n" * 6)

    with pytest.raises(InvalidDataset, match=r"cannot read .*ref\.deu\.txt"):
        MATES.load(ntrex)


def test_missing_texts_say_where_to_get_them(tmp_path: Path):
    """The file that was looked for is named, and the repository to clone."""
    with pytest.raises(
        DataAbsent, match=r"DOCUMENT_IDS\.tsv.*github.com/MicrosoftTranslator/NTREX"
    ):
        MATES.load(tmp_path)
