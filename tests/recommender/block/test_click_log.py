"""The log on disk."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from recommender.block.click_log import ClickLog

DAY = date(2026, 11, 23)

WRITER = """
import sys
from datetime import date
from pathlib import Path
from recommender.block.click_log import ClickLog
log = ClickLog(Path(sys.argv[1]))
for number in range(500):
    log.append({"writer": sys.argv[2], "number": number, "text": "x" * 300}, date(2026, 11, 23))
"""

FULL = """
import resource, sys
from datetime import date
from pathlib import Path
from index.errors import StoreUnavailable
from recommender.block.click_log import ClickLog
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
log = ClickLog(Path(sys.argv[1]))
try:
    while True:
        log.append({"text": "x" * 300}, date(2026, 11, 23))
except StoreUnavailable as error:
    print(error)
"""


def run(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_each_day_has_a_file(tmp_path: Path):
    """What was seen on a day stands in the file of that day, in the order in which it came."""
    log = ClickLog(tmp_path)
    log.append({"number": 1}, DAY)
    log.append({"number": 2}, DAY)
    log.append({"number": 3}, date(2026, 11, 24))

    found = {path.name: path.read_text() for path in (tmp_path / "clicks").iterdir()}
    assert found == {
        "2026-11-23.jsonl": '{"number": 1}\n{"number": 2}\n',
        "2026-11-24.jsonl": '{"number": 3}\n',
    }


def test_processes_do_not_write_into_each_others_lines(tmp_path: Path):
    """Several processes add at the same time, and every line is whole."""
    writers = [run(WRITER, tmp_path, name) for name in "abc"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]

    lines = (tmp_path / "clicks" / "2026-11-23.jsonl").read_text().splitlines()
    found = [(line["writer"], line["number"]) for line in map(json.loads, lines)]
    assert sorted(found) == [(name, number) for name in "abc" for number in range(500)]


def test_a_full_disk_leaves_no_piece_of_a_line(tmp_path: Path):
    """What does not fit is refused, and the log can still be read."""
    said, _ = run(FULL, tmp_path).communicate()

    assert b"2026-11-23.jsonl" in said
    lines = (tmp_path / "clicks" / "2026-11-23.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [{"text": "x" * 300}] * 3
