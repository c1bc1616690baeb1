"""The command `recommender export`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CAPSULE = {
    "id": "opened",
    "title": "Asteria-3 capsule with asteroid grains is opened",
    "text": "The Asteria-3 capsule that brought asteroid grains home was opened.",
    "language": "en",
}
Tell, Run = Callable[..., Any], Callable[..., Any]


def pages_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "_data/related.json").read_bytes())
    return found


def publish(tell: Tell) -> None:
    tell("ingest", "-", stdin=json.dumps(CAPSULE).encode())


def test_an_incremental_export_follows_what_was_published(tell: Tell, tmp_path: Path):
    """Without a server; the folder remembers how far it is."""
    options = ("export", tmp_path / "out", "--format", "eleventy", "--incremental")
    tell(*options)
    tell(*options)
    publish(tell)

    report = tell(*options)

    assert 1 < report["pages"] < len(pages_of(tmp_path / "out")) / 2
    assert "opened" in pages_of(tmp_path / "out")
    again = tell(*options)
    assert (again["pages"], again["written"]) == (0, 0)


def test_an_export_may_go_on_from_a_cursor_that_is_given(tell: Tell, tmp_path: Path):
    """Instead of the one that the folder remembers."""
    tell("export", tmp_path / "out", "--format", "eleventy")
    cursor = tell("changes")["next"]
    publish(tell)

    report = tell("export", tmp_path / "out", "--format", "eleventy", "--after", cursor)

    assert report["cursor"] == tell("changes")["next"]
    assert "opened" in pages_of(tmp_path / "out")


def test_other_lists_are_all_made(tell: Tell, tmp_path: Path):
    """The feed says nothing about them; what is written is exact all the same."""
    options = ("export", tmp_path / "out", "--format", "eleventy", "--incremental", "-k", "9")
    tell(*options)
    publish(tell)

    report = tell(*options)

    assert report["pages"] == len(pages_of(tmp_path / "out"))
    assert max(len(page["items"]) for page in pages_of(tmp_path / "out").values()) > 6


def test_an_export_is_readable(run: Run, home: Path, tmp_path: Path):
    """How much was done, and where the next one goes on."""
    result = run("--home", home, "export", tmp_path / "out")

    assert "pages looked at" in result.stdout
    assert "the next export goes on from " in result.stdout
    assert (tmp_path / "out/.related-cursor").exists()


def test_a_catalogue_that_was_put_back_is_exported_whole(run: Run, home: Path, tmp_path: Path):
    """The folder's cursor is of no use then, and nobody has to say so."""
    run("--home", home, "export", tmp_path / "out")
    marker = tmp_path / "out/.related-cursor"
    said = json.loads(marker.read_text())
    marker.write_text(json.dumps({**said, "cursor": "0123456789ab-99999"}))

    result = run("--home", home, "export", tmp_path / "out", "--incremental")

    assert "making all lists" in result.stderr
    assert json.loads(marker.read_text())["cursor"] != "0123456789ab-99999"


REFUSED = {
    "foreign cursor": (["--after", "0123456789ab-7"], "start again without 'after'"),
    "no cursor": (["--after", "yesterday"], "'yesterday' is no cursor"),
    "unknown policy": (["--policy", "newz"], "newz"),
    "unknown language": (["--languages", "klingonisch"], "klingonisch"),
    "no stories": (["-k", "0"], "got 0"),
    "too many": (["-k", "101"], "got 101"),
}


@pytest.mark.parametrize(("options", "named"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exported_is_told(
    refused: Callable[..., str], home: Path, tmp_path: Path, options: list[str], named: str
):
    """In one line, before anything is written."""
    assert named in refused("--home", home, "export", tmp_path / "out", *options)
    assert not (tmp_path / "out").exists()


def test_other_lists_have_no_cursor(refused: Callable[..., str], tell: Tell, home: Path):
    """The feed is not about them."""
    cursor = tell("changes")["next"]

    line = refused("--home", home, "export", "out", "--after", cursor, "-k", "9")

    assert "leave out --after" in line


@pytest.mark.parametrize("folder", ["file/out", "/proc/out"])
def test_a_folder_that_cannot_be_written_is_told(
    refused: Callable[..., str], home: Path, tmp_path: Path, folder: str
):
    """With its name, and what to do."""
    (tmp_path / "file").write_text("no folder")

    line = refused("--home", home, "export", folder)

    assert folder in line
    assert "see that the folder may be written" in line
