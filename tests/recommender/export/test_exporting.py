"""Exports: what stands in the files, and that an incremental export is as good as a whole one."""

import hashlib
import json
import resource
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.changes.cursor import ForeignCursor
from recommender.export.exporting import Export, Report
from recommender.export.files import ExportFailed
from recommender.export.layout import LAYOUTS
from recommender.export.marker import FILE, Lists

FORMATS = list(LAYOUTS)
PAGE, NEAR = "asteria-capsule-lands-en", "asteria-price-debate-es"
ODD = ["news/2026/桟橋?a=b#c", "CASE", "case", "con", "..", "x" * 400, '"quoted"\\', "a\u2028b"]
CAPSULE = {
    "title": "Asteria-3 capsule with asteroid grains is opened",
    "text": "The Asteria-3 capsule that brought asteroid grains home was opened.",
    "language": "en",
}
EXPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from recommender.bootstrap import bootstrap
from recommender.export.exporting import Export
from recommender.export.marker import Lists
from recommender.settings import Settings

def progress(pages):
    for page in pages:
        yield page
        print("page", flush=True)
        sys.stdin.readline()

services = bootstrap(Settings(home=Path(sys.argv[1])))
lists = Lists(format=sys.argv[3], k=6, policy="news")
now = datetime(2026, 11, 20, 12, tzinfo=UTC)
Export(services, Path(sys.argv[2]), lists, now).everything(progress)
"""


def export(newsroom: Any, folder: Path, format_: str = "json", **other: Any) -> Export:
    fields: dict[str, Any] = {"format": format_, "k": 6, "policy": "news", **other}
    return Export(newsroom.services, folder, Lists(**fields), newsroom.now)


def everything(newsroom: Any, folder: Path, format_: str = "json", **other: Any) -> Report:
    return export(newsroom, folder, format_, **other).everything(unseen)


def changed(newsroom: Any, folder: Path, format_: str = "json") -> Report:
    made = export(newsroom, folder, format_)
    assert made.marker.cursor is not None
    return made.changes_after(made.marker.cursor, unseen)


def unseen(pages: Iterable[Any]) -> Iterable[Any]:
    return pages


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder but for its cursor, by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != FILE
    }


def shown(newsroom: Any, id_: str) -> list[str]:
    ranking = newsroom.services.recommender.related(id_, 6, now=newsroom.now)
    return [found.id for found in ranking.selected]


# --- what is written -----------------------------------------------------------------------


def test_json_is_a_file_a_page_and_an_index(newsroom: Any, tmp_path: Path):
    """The index names each page's file, in which its list stands as the site would get it."""
    everything(newsroom, tmp_path / "out")

    index = json.loads((tmp_path / "out/index.json").read_bytes())
    assert index.keys() == newsroom.lists().keys()
    for id_, entry in index.items():
        page = json.loads((tmp_path / "out" / entry["file"]).read_bytes())
        assert (page["id"], page["url"]) == (id_, entry["url"])
        assert [item["id"] for item in page["items"]] == shown(newsroom, id_)


def test_hugo_finds_a_file_by_the_digest_of_the_id(newsroom: Any, tmp_path: Path):
    """As its template function sha256 makes it."""
    everything(newsroom, tmp_path / "site", "hugo")

    name = hashlib.sha256(PAGE.encode()).hexdigest()[:32]
    page = json.loads((tmp_path / f"site/data/related/{name}.json").read_bytes())
    assert [item["id"] for item in page["items"]] == shown(newsroom, PAGE)


def test_eleventy_finds_a_page_by_its_id(newsroom: Any, tmp_path: Path):
    """In one file of data."""
    everything(newsroom, tmp_path / "site", "eleventy")

    related = json.loads((tmp_path / "site/_data/related.json").read_bytes())
    assert related.keys() == newsroom.lists().keys()
    assert [item["id"] for item in related[PAGE]["items"]] == shown(newsroom, PAGE)


def test_pelican_finds_a_page_by_its_address(newsroom: Any, tmp_path: Path):
    """Or by its id, if it has none."""
    newsroom.publish("no-address", **CAPSULE)
    everything(newsroom, tmp_path / "site", "pelican")

    related = json.loads((tmp_path / "site/related.json").read_bytes())
    url = newsroom.services.catalog.store.article(PAGE).url
    assert [item["id"] for item in related[url]["items"]] == shown(newsroom, PAGE)
    assert related["no-address"]["id"] == "no-address"


@pytest.mark.parametrize("format_", FORMATS)
def test_any_id_has_a_place(newsroom: Any, tmp_path: Path, format_: str):
    """With slashes, in other scripts, in upper and lower case, and of any length."""
    for id_ in ODD:
        newsroom.publish(id_, **CAPSULE)
    everything(newsroom, tmp_path / "out", format_)

    text = b"".join(files_of(tmp_path / "out").values()).decode()
    assert all(json.dumps(id_, ensure_ascii=False) in text for id_ in ODD)
    names = [name.lower() for name in files_of(tmp_path / "out")]
    assert len(names) == len(set(names))


def test_other_lists_can_be_exported(newsroom: Any, tmp_path: Path):
    """By another policy, shorter, for other readers."""
    everything(newsroom, tmp_path / "out", "eleventy", k=2, policy="archive", languages=("de",))

    policy = newsroom.services.policies.named("archive")
    ranking = newsroom.services.recommender.related(
        PAGE, 2, policy=policy, languages=["de"], now=newsroom.now
    )
    related = json.loads((tmp_path / "out/_data/related.json").read_bytes())
    assert [item["id"] for item in related[PAGE]["items"]] == [each.id for each in ranking.selected]


# --- incremental ---------------------------------------------------------------------------

EVENTS: dict[str, Callable[[Any], object]] = {
    "publish": lambda newsroom: newsroom.publish(uuid.uuid4().hex, **CAPSULE),
    "publish far": lambda newsroom: newsroom.publish("brellin", title="A pier", language="en"),
    "move": lambda newsroom: newsroom.publish("brellin", title="A pier", url="https://a.example/p"),
    "withdraw": lambda newsroom: newsroom.services.catalog.withdraw([NEAR]),
    "withdraw the new": lambda newsroom: newsroom.services.catalog.withdraw(["brellin"]),
    "follow": lambda newsroom: newsroom.follow(),
}


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(list(EVENTS)), min_size=1, max_size=5))
def test_an_incremental_export_is_a_whole_one(
    newsroom_home: Path, open_newsroom: Callable[..., Any], tmp_path: Path, events: list[str]
):
    """Byte for byte, in every format, whatever happened since the last."""
    folder = tmp_path / uuid.uuid4().hex
    newsroom = open_newsroom(shutil.copytree(newsroom_home, folder / "home"))
    for format_ in FORMATS:
        everything(newsroom, folder / format_, format_)

    for event in events:
        EVENTS[event](newsroom)
    newsroom.follow()
    for format_ in FORMATS:
        changed(newsroom, folder / format_, format_)
        everything(newsroom, folder / "whole" / format_, format_)

        assert files_of(folder / format_) == files_of(folder / "whole" / format_)


def test_only_what_changed_is_written(newsroom: Any, tmp_path: Path):
    """Other files are not even touched, so that a site builds no more than it has to."""
    everything(newsroom, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/pages").iterdir()}
    cursor = newsroom.cursor()
    newsroom.services.catalog.withdraw([NEAR])
    newsroom.follow()
    report = changed(newsroom, tmp_path / "out")

    pages, gone = newsroom.heard(cursor)
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out/pages").iterdir()}
    assert {path for path in after if after[path] != before[path]} == {
        tmp_path / "out/pages" / f"{hashlib.sha256(id_.encode()).hexdigest()[:32]}.json"
        for id_ in pages
    }
    assert len(before) - len(after) == len(gone) == report.removed == 1
    assert report.written == len(pages) + 1


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_new_writes_nothing(newsroom: Any, tmp_path: Path, format_: str):
    """Neither an incremental export nor a whole one."""
    everything(newsroom, tmp_path / "out", format_)

    assert changed(newsroom, tmp_path / "out", format_).written == 0
    assert everything(newsroom, tmp_path / "out", format_).written == 0


def test_a_cursor_of_a_lost_future_is_refused(newsroom: Any, tmp_path: Path):
    """Before anything is written."""
    everything(newsroom, tmp_path / "out")
    before = files_of(tmp_path / "out")

    with pytest.raises(ForeignCursor):
        export(newsroom, tmp_path / "out").changes_after("0123456789ab-3", unseen)
    assert files_of(tmp_path / "out") == before


# --- folders -------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("pages", [1, 20])
def test_an_export_that_was_killed_can_be_repeated(
    newsroom: Any,
    newsroom_home: Path,
    tmp_path: Path,
    environment: dict[str, str],
    format_: str,
    pages: int,
):
    """Every file that is there is whole, and afterwards nothing is left of it."""
    command = [sys.executable, "-c", EXPORT, str(newsroom_home), str(tmp_path / "out"), format_]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n" * (pages - 1))
        process.stdin.flush()
        assert {process.stdout.readline() for _ in range(pages)} == {"page\n"}
        process.kill()
    left = files_of(tmp_path / "out")
    assert all(json.loads(text) for name, text in left.items() if name.endswith(".json"))
    assert export(newsroom, tmp_path / "out", format_).marker.cursor is None

    everything(newsroom, tmp_path / "out", format_)
    everything(newsroom, tmp_path / "whole", format_)

    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_full_disk_is_told_and_leaves_whole_files(newsroom: Any, tmp_path: Path):
    """A table that has no room stays as it was, and with room it is made."""
    everything(newsroom, tmp_path / "out", "eleventy")
    before = files_of(tmp_path / "out")
    newsroom.publish("opened", **CAPSULE)
    newsroom.follow()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(ExportFailed, match="the disk is not full, then export again"):
            changed(newsroom, tmp_path / "out", "eleventy")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert files_of(tmp_path / "out") == before
    assert changed(newsroom, tmp_path / "out", "eleventy").written == 1


def test_files_of_others_are_left_alone(newsroom: Any, tmp_path: Path):
    """In the site's folder, and in the folder of lists."""
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/page.md").write_text("A page.")
    everything(newsroom, site, "hugo")
    (site / "data/related/of-my-own.json").write_text("{}")

    newsroom.services.catalog.withdraw([NEAR])
    newsroom.follow()
    everything(newsroom, site, "hugo")

    assert (site / "content/page.md").read_text() == "A page."
    assert (site / "data/related/of-my-own.json").read_text() == "{}"


FOREIGN = {
    "json": "pages/page.md",
    "hugo": "data/related/other.json",
    "eleventy": "_data/related.json",
    "pelican": "related.json",
}


@pytest.mark.parametrize("format_", FORMATS)
def test_what_somebody_else_wrote_is_not_written_over(newsroom: Any, tmp_path: Path, format_: str):
    """The error names it; nothing is written."""
    file = tmp_path / "out" / FOREIGN[format_]
    file.parent.mkdir(parents=True)
    file.write_text("mine")

    with pytest.raises(ExportFailed, match="was not exported by this program"):
        export(newsroom, tmp_path / "out", format_)

    assert files_of(tmp_path / "out") == {FOREIGN[format_]: b"mine"}


def test_a_folder_holds_one_format(newsroom: Any, tmp_path: Path):
    """The other one is told."""
    everything(newsroom, tmp_path / "out", "json")

    with pytest.raises(ExportFailed, match="holds an export for 'json', not 'hugo'"):
        export(newsroom, tmp_path / "out", "hugo")


def test_other_lists_into_the_same_folder_begin_anew(newsroom: Any, tmp_path: Path):
    """The cursor of the lists before says nothing about them."""
    everything(newsroom, tmp_path / "out")

    assert export(newsroom, tmp_path / "out", k=3).marker.cursor is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"lists": {}}', b"\xff"])
def test_a_damaged_cursor_is_told(newsroom: Any, tmp_path: Path, damage: bytes):
    """With what to do."""
    everything(newsroom, tmp_path / "out")
    (tmp_path / "out" / FILE).write_bytes(damage)

    with pytest.raises(ExportFailed, match="cannot be read"):
        export(newsroom, tmp_path / "out")


@pytest.mark.parametrize("damage", [b"{\n", b"[]\n", b'{"a": 1}', b"\xff\n"])
def test_a_table_that_was_changed_is_told(newsroom: Any, tmp_path: Path, damage: bytes):
    """It is not lost, and a whole export makes it anew."""
    everything(newsroom, tmp_path / "out", "eleventy")
    (tmp_path / "out/_data/related.json").write_bytes(damage + b"more\n")
    newsroom.publish("opened", **CAPSULE)
    newsroom.follow()

    with pytest.raises(ExportFailed, match="remove it and export again"):
        changed(newsroom, tmp_path / "out", "eleventy")

    assert (tmp_path / "out/_data/related.json").read_bytes() == damage + b"more\n"
    everything(newsroom, tmp_path / "out", "eleventy")
    assert len(json.loads((tmp_path / "out/_data/related.json").read_bytes())) > 20
