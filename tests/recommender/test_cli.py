"""The command `recommender`."""

import gzip
import json
import lzma
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import Result

from index.encoder import Encoder
from recommender.demo.articles import SAMPLES

COMMANDS = [
    "demo",
    "ingest",
    "related",
    "explain",
    "serve",
    "decide",
    "decisions",
    "rebuild",
    "stats",
]
LINES = SAMPLES.read_bytes()
FEW = b"".join(LINES.splitlines(keepends=True)[:20])
ARTICLES = [json.loads(line) for line in LINES.splitlines()]
SEED = ARTICLES[0]
BAD_LINES = (
    b'{"id": "good", "title": "A pier", "text": "A second pier."}\n'
    b"{not json\n"
    b'{"id": "no-title", "text": "A text."}\n'
    b'{"id": "dated", "title": "A pier", "text": "A text.", "published_at": "9999-01-01"}\n'
    b'{"id": "port", "title": "A pier", "text": "A text.", "url": "http://a.example:99999/"}\n'
)


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    """Return how many were added, changed, unchanged and rejected."""
    return report["added"], report["changed"], report["unchanged"], len(report["rejected"])


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


# --- help ----------------------------------------------------------------------------------


def test_help_names_every_command(run: Callable[..., Result]):
    """A newcomer sees what there is and where to start."""
    result = run("--help")

    assert result.exit_code == 0
    assert all(f"recommender {command}" in result.stdout for command in COMMANDS[:5])
    assert all(f"\n  {command}" in result.stdout for command in COMMANDS)
    assert "RECOMMENDER_HOME" in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(run: Callable[..., Result], command: str):
    """What it does, what it takes, and nothing is written."""
    result = run(command, "--help")

    assert result.exit_code == 0
    assert len(result.stdout.split()) > 30
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    "statement",
    [
        "import recommender",
        "from recommender.cli import main; main(['--help'], standalone_mode=False)",
        "import index.encoder, recommender.api.app; index.encoder.load()",
    ],
)
def test_the_daily_work_does_without_torch(statement: str, environment: dict[str, str]):
    """Neither help nor serving with the bundled encoder imports it."""
    heavy = "{'torch', 'sentence_transformers', 'transformers'}"
    script = f"{statement}\nimport sys\nprint(sorted({heavy} & set(sys.modules)))"

    said = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True, text=True
    )

    assert said.stdout.splitlines()[-1] == "[]"


# --- ingest --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("articles.jsonl", bytes),
        ("articles.jsonl.gz", gzip.compress),
        ("articles.jsonl.xz", lzma.compress),
        ("articles.jsonl.zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_files_may_be_compressed(
    run: Callable[..., Result], name: str, compress: Callable[[bytes], bytes]
):
    """All articles of the file are added."""
    Path(name).write_bytes(compress(FEW))

    result = run("ingest", "--json", name)

    assert counts(json.loads(result.stdout)[0]) == (20, 0, 0, 0)


def test_articles_come_from_a_pipe(environment: dict[str, str], tmp_path: Path):
    """A process reads them from its standard input, and the next process finds them."""
    recommender = [sys.executable, "-m", "recommender", "--home", str(tmp_path)]
    settings = {"env": environment, "capture_output": True, "check": True}

    added = subprocess.run([*recommender, "ingest", "-"], input=FEW, **settings)  # type: ignore[call-overload]
    found = subprocess.run([*recommender, "related", SEED["id"], "--json"], **settings)  # type: ignore[call-overload]

    assert b"-: 20 added" in added.stdout
    assert len(json.loads(found.stdout)["items"]) > 0


def test_giving_the_same_file_again_changes_nothing(tell: Callable[..., Any]):
    """Every article is unchanged."""
    report = tell("ingest", "-", stdin=LINES)[0]

    assert counts(report) == (0, 0, len(ARTICLES), 0)


def test_an_article_that_changed_is_replaced(tell: Callable[..., Any]):
    """The others of the file are unchanged."""
    changed = LINES.replace(SEED["title"].encode(), b"Another headline")

    report = tell("ingest", "-", stdin=changed)[0]

    assert counts(report) == (0, 1, len(ARTICLES) - 1, 0)


def test_rejected_lines_are_named(run: Callable[..., Result]):
    """With number and reason, on standard error; the good line goes in."""
    result = run("ingest", "-", stdin=BAD_LINES)

    assert result.exit_code == 0
    assert "1 added, 0 changed, 0 unchanged, 4 rejected" in result.stdout
    assert "line 2: not valid JSON" in result.stderr
    assert "line 3: title" in result.stderr
    assert "line 4: published_at '9999-01-01'" in result.stderr
    assert "line 5: url 'http://a.example:99999/'" in result.stderr


def test_rejected_lines_are_told_to_other_programs(tell: Callable[..., Any]):
    """Line number, id and reason of each."""
    rejected = tell("ingest", "-", stdin=BAD_LINES)[0]["rejected"]

    assert [(r["line"], r["id"]) for r in rejected] == [
        (2, None), (3, "no-title"), (4, "dated"), (5, "port"),
    ]  # fmt: skip


def test_strict_makes_a_rejected_line_a_failure(run: Callable[..., Result]):
    """The exit status is 1, and the good line goes in all the same."""
    result = run("ingest", "--strict", "-", stdin=BAD_LINES.splitlines()[0] + b"\n{")

    assert result.exit_code == 1
    assert "1 added, 0 changed, 0 unchanged, 1 rejected" in result.stdout


def test_strict_is_content_with_good_lines(run: Callable[..., Result]):
    """The exit status is 0."""
    assert run("ingest", "--strict", "-", stdin=BAD_LINES.splitlines()[0]).exit_code == 0


# --- related -------------------------------------------------------------------------------


def test_a_page_may_be_named_by_id_or_address(tell: Callable[..., Any]):
    """Tracking parameters make no difference."""
    by_id = tell("related", SEED["id"])

    assert len(by_id["items"]) > 0
    assert tell("related", f"{SEED['url']}?utm_source=x") == by_id


def test_an_id_may_look_like_an_address(tell: Callable[..., Any]):
    """An article that was given an address as its id, and no url, is found by it."""
    line = b'{"id": "https://a.example/1", "title": "A pier", "text": "A second pier."}'
    tell("ingest", "-", stdin=line)

    assert isinstance(tell("related", "https://a.example/1")["items"], list)


def test_related_is_readable(run: Callable[..., Result], home: Path):
    """The page's headline, then a line with score, language, date and headline for each story."""
    result = run("--home", home, "related", SEED["id"], "-k", "2")
    first, *others = result.stdout.splitlines()

    assert first == SEED["title"]
    assert sum(" 2026-11-" in line for line in others) == 2


def test_k_says_how_many_stories(tell: Callable[..., Any]):
    """Two are asked for, two come."""
    assert len(ids(tell("related", SEED["id"], "-k", "2"))) == 2


# --- upkeep --------------------------------------------------------------------------------


def test_stats_count_what_there_is(tell: Callable[..., Any], encoder: Encoder):
    """Articles by language and section, the model, and the room they take."""
    statistics = tell("stats")

    assert statistics["articles"] == len(ARTICLES)
    assert statistics["languages"]["en"] == sum(a["language"] == "en" for a in ARTICLES)
    assert sum(statistics["sections"].values()) == len(ARTICLES)
    assert encoder.model_id in statistics["model_id"]
    assert statistics["bytes_on_disk"] > 0


def test_stats_are_readable(run: Callable[..., Result], home: Path):
    """A line for each figure."""
    result = run("--home", home, "stats")

    assert f"articles  {len(ARTICLES)}" in result.stdout


def test_rebuild_makes_the_index_from_the_store(tell: Callable[..., Any], home: Path):
    """What it writes is whole: the next answer is the same as before it was lost."""
    before = tell("related", SEED["id"])
    for file in (home / "index").iterdir():
        file.unlink()

    assert tell("rebuild")["indexed"] == len(ARTICLES)
    written = {file.suffix for file in (home / "index").iterdir() if file.name != "lock"}
    assert written == {".cards", ".faiss", ".json", ".npy", ".register"}
    assert tell("related", SEED["id"]) == before
