"""Whether the datasets that are known by name are what they say, on the real data."""

import json
import lzma
from collections.abc import Callable
from itertools import islice, product
from pathlib import Path

import pytest

from eval.data import DEFAULT, LINKS, RELEASES, read_links
from eval.datasets import SOURCES, find
from eval.datasets.dataset import Dataset
from eval.datasets.errors import InvalidDataset, UnknownDataset
from eval.datasets.size import size_of
from eval.errors import InvalidJudgements

Load = Callable[..., Dataset]


@pytest.mark.parametrize("name", ["demo", "flores-articles", "flores-mates"])
def test_every_judgement_is_about_an_article(real: Load, name: str):
    """Seeds and judged articles are there, and no article is judged for itself or its versions."""
    dataset = real(name, "en", "de", "zh")
    keys = {article.id: article.translation_key or article.id for article in dataset.articles()}

    assert dataset.languages == ("en", "de", "zh")
    assert dataset.qrels.keys() <= keys.keys()
    for seed, grades in dataset.qrels.items():
        assert grades.keys() <= keys.keys()
        assert keys[seed] not in {keys[article] for article in grades}


def test_a_sample_article_has_its_thread(real: Load):
    """The tunnel's thread has eight articles, three of which are versions of one."""
    demo = real("demo")

    assert len(demo.qrels["velland-tunnel-opens-de"]) == 5
    assert len(demo.qrels["velland-tunnel-cost-fr"]) == 7
    assert len(demo.languages) == 16
    assert size_of(demo).languages["en"] == 11


def test_a_sentence_is_related_to_its_siblings_in_all_languages(real: Load):
    """The first three sentences of FLORES are of one article."""
    articles = real("flores-articles", "en", "fr")

    assert articles.qrels["flores-0001-fr"] == {
        f"flores-{n}-{language}": 1 for n in ("0000", "0002") for language in ("en", "fr")
    }


def test_a_sentence_is_the_mate_of_its_translations(real: Load):
    """Twelve languages by default, so eleven mates."""
    mates = real("flores-mates")

    assert {len(grades) for grades in mates.qrels.values()} == {11}
    assert mates.qrels["flores-0017-zh"]["flores-0017-th"] == 1
    assert size_of(mates).articles == 12 * 1012


def test_a_column_of_flores_is_found_under_its_standard_name(real: Load):
    """Tagalog is filed under `fil`, as the catalogue files it."""
    assert real("flores-mates", "tl", "en").languages == ("fil", "en")


def test_a_language_that_flores_does_not_have_is_refused(real: Load):
    """The known ones are named."""
    with pytest.raises(InvalidDataset, match=r"no articles in 'la'; it has en, zh, zh-Hant"):
        real("flores-articles", "la")


def test_linked_releases_are_relevant_in_all_their_languages(
    write_lines: Callable[..., Path], tmp_path: Path
):
    """But the seed's own versions never are, and a link to an unknown story counts nothing."""
    write_lines(LINKS, ["# release\tlinked", "1\t2", "1\t1", "2\t4711"])
    rows = [
        {"id": f"{story}-{language}", "translation_key": story, "language": language, "title": "x"}
        for story in "12"
        for language in ("de", "fr")
    ]
    compressed = tmp_path / RELEASES
    compressed.write_bytes(lzma.compress("\n".join(map(json.dumps, rows)).encode()))

    releases = find("press-releases").load(tmp_path)

    assert releases.qrels == {seed: {"2-de": 1, "2-fr": 1} for seed in ("1-de", "1-fr")}


def test_a_link_that_is_none_is_named(write_lines: Callable[..., Path], tmp_path: Path):
    """With its line and what stood there."""
    write_lines(LINKS, ["# release\tlinked", "17183 17135"])

    with pytest.raises(InvalidJudgements, match=r"links\.tsv, line 2: .*'17183 17135'"):
        read_links(tmp_path)


def test_the_first_releases_have_the_links_of_their_authors(
    tmp_path: Path,
):
    """The releases of the first year, with the links between them counted one by one."""
    if missing := find("press-releases").missing(DEFAULT):
        pytest.skip(f"{missing[0]} is not there")
    with lzma.open(DEFAULT / RELEASES, "rt", encoding="utf-8") as file:
        lines = list(islice(file, 6000))
    (tmp_path / RELEASES).write_bytes(lzma.compress("".join(lines).encode(), preset=0))
    (tmp_path / LINKS).write_bytes((DEFAULT / LINKS).read_bytes())

    releases = find("press-releases").load(tmp_path, ["fr", "it"])

    ids = {row["id"] for row in map(json.loads, lines)}
    links = [line.split() for line in (DEFAULT / LINKS).read_text().splitlines()[1:]]
    expected = {
        (f"{story}-{language}", f"{linked}-{other}")
        for story, linked in links
        for language, other in product(("fr", "it"), repeat=2)
        if {f"{story}-{language}", f"{linked}-{other}"} <= ids
    }
    assert {
        (seed, found) for seed, grades in releases.qrels.items() for found in grades
    } == expected
    assert len(expected) > 50
    assert {article.language for article in releases.articles()} == {"fr", "it"}


def test_an_unknown_name_is_refused_naming_the_nearest():
    """And all that there are."""
    with pytest.raises(UnknownDataset, match=r"did you mean 'flores-mates'\?") as refused:
        find("flores-mate")

    assert all(name in str(refused.value) for name in SOURCES)
