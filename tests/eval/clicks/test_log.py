"""Reading click logs."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from eval.clicks.errors import InvalidLog
from eval.clicks.log import read_log
from index.errors import UnreadableSource

ITEM = {"id": "a", "position": 1, "propensity": 0.5, "clicked": True}


def written(path: Path, *impressions: object) -> Path:
    path.write_text("\n".join(json.dumps(each) for each in impressions))
    return path


def test_columns_say_what_stood_where(tmp_path: Path):
    """Two views of two pages, the second compressed away behind an empty line and other fields."""
    first = {"seed": "p", "at": "2026-01-01T00:00:00Z", "items": [ITEM]}
    second = {"seed": "q", "items": [{**ITEM, "id": "b", "position": 3, "clicked": False}, ITEM]}
    path = tmp_path / "log.jsonl.gz"
    path.write_bytes(gzip.compress(f"{json.dumps(first)}\n\n{json.dumps(second)}\n".encode()))

    log = read_log(path)

    assert [log.seeds[place] for place in log.seed] == ["p", "q"]
    assert [log.articles[place] for place in log.article] == ["a", "b", "a"]
    assert log.view.tolist() == [0, 1, 1]
    assert log.position.tolist() == [1, 3, 1]
    assert log.clicked.tolist() == [True, False, True]
    assert log.propensity is not None
    assert log.propensity.tolist() == [0.5, 0.5, 0.5]


def test_a_log_may_do_without_propensities(tmp_path: Path):
    """Left out or null, there are none."""
    bare = {"id": "a", "position": 1, "clicked": True}
    null = {**bare, "propensity": None}

    log = read_log(
        written(tmp_path / "log", {"seed": "p", "items": [bare]}, {"seed": "p", "items": [null]})
    )

    assert log.propensity is None


def test_a_view_that_showed_nothing_is_a_view(tmp_path: Path):
    """It counts among the views and has no rows."""
    log = read_log(
        written(tmp_path / "log", {"seed": "p", "items": []}, {"seed": "p", "items": [ITEM]})
    )

    assert log.views == 2
    assert log.view.tolist() == [1]


def test_some_of_the_views_keep_their_rows(tmp_path: Path):
    """Rows follow their views, which are counted anew."""
    views = [{"seed": "p", "items": [{**ITEM, "id": id_}]} for id_ in "abc"]
    log = read_log(written(tmp_path / "log", *views)).of_views(np.array([True, False, True]))

    assert log.views == 2
    assert [
        (view, log.articles[place]) for view, place in zip(log.view, log.article, strict=True)
    ] == [
        (0, "a"),
        (1, "c"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("propensity", 0, "greater than 0; got 0"),
        ("propensity", -0.1, "greater than 0; got -0.1"),
        ("propensity", 1.01, "less than or equal to 1; got 1.01"),
        ("propensity", "0.5", "valid number; got '0.5'"),
        ("propensity", float("nan"), "got nan"),
        ("propensity", True, "valid number; got True"),
        ("position", 0, "greater than or equal to 1; got 0"),
        ("position", 1.5, "valid integer"),
        ("position", "1", "valid integer; got '1'"),
        ("clicked", 1, "valid boolean; got 1"),
        ("clicked", None, "valid boolean; got None"),
        ("id", None, "valid string; got None"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, field: str, value: object, said: str):
    """The error says line, field and value."""
    good = {"seed": "p", "items": [ITEM]}
    bad = {"seed": "p", "items": [{**ITEM, "id": "z", "position": 2}, {**ITEM, field: value}]}

    with pytest.raises(InvalidLog, match=rf"^line 2: items\.1\.{field}: .*{said}"):
        read_log(written(tmp_path / "log", good, bad))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"seed": "p"', "line 1: not valid JSON"),
        ("[]", "line 1: impression: .*object"),
        ('{"items": []}', "line 1: seed: field required"),
        ('{"seed": "p", "items": [{"id": "a", "position": 1}]}', "line 1: items.0.clicked: field"),
        ("", "holds no page views"),
        ("\n\n", "holds no page views"),
    ],
)
def test_a_line_that_is_no_impression_is_refused(tmp_path: Path, line: str, said: str):
    """And so is a log without any."""
    path = tmp_path / "log"
    path.write_text(line)

    with pytest.raises(InvalidLog, match=said):
        read_log(path)


@pytest.mark.parametrize(
    ("other", "said"),
    [({"position": 2}, "id 'a' stands twice"), ({"id": "b"}, "position 1 stands twice")],
)
def test_a_page_shows_each_article_once(tmp_path: Path, other: dict[str, object], said: str):
    """And one article at each position."""
    with pytest.raises(InvalidLog, match=f"line 1: {said}"):
        read_log(written(tmp_path / "log", {"seed": "p", "items": [ITEM, {**ITEM, **other}]}))


def test_propensities_are_logged_for_all_or_none(tmp_path: Path):
    """A log that begins to give them half-way is refused, with the line."""
    bare = {"id": "a", "position": 1, "clicked": True}
    views = [{"seed": "p", "items": [bare]}, {"seed": "p", "items": [ITEM]}]

    with pytest.raises(InvalidLog, match="line 2: article 'a' has a propensity, unlike"):
        read_log(written(tmp_path / "log", *views))


def test_a_missing_file_is_named(tmp_path: Path):
    """As everywhere that lines are read."""
    with pytest.raises(UnreadableSource, match=r"none\.jsonl"):
        read_log(tmp_path / "none.jsonl")
