"""Several processes on one index, and one that is killed."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.index.vectors.drawn import MODEL, Oracle, entry_for, opened, vector_for

ROOT = Path(__file__).parents[3]
LASTING, CHANGING = 200, 60

SEARCHING = """
import sys
from pathlib import Path
import numpy as np
from tests.index.vectors.drawn import Oracle, opened, signature_for, vector_for
home = Path(sys.argv[1])
store, index = opened(home)
oracle = Oracle()
oracle.write(range(int(sys.argv[2])), 0, "en")
expected = {query: oracle.nearest(vector_for(query), 20) for query in range(1000, 1010)}
wrong, names = [], set()
print("ready", flush=True)
while not (home / "stop").exists():
    names.add(store.position().snapshot)
    for query, nearest in expected.items():
        _, rows = index.search(vector_for(query), 1000)
        found = [row - 1 for row in rows.tolist() if row <= int(sys.argv[2])][:20]
        if found != nearest:
            wrong.append((query, found))
    packed = index.packed(np.array([7, 150])).tobytes()
    if packed != signature_for(6) + signature_for(149):
        wrong.append("signatures")
print(len(names), wrong, flush=True)
"""

SAVING = """
import sys
from pathlib import Path
from tests.index.vectors.drawn import MODEL, entry_for, opened
store, index = opened(Path(sys.argv[1]))
version = 0
print("ready", flush=True)
while True:
    version += 1
    store.write([entry_for(number, version) for number in range(50)], MODEL)
    index.save()
"""


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a process that runs a script, and wait until it is under way."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_searches_are_right_while_another_process_compacts(tmp_path: Path):
    """No answer is wrong, whichever of many snapshots it comes from."""
    store, index = opened(tmp_path)
    store.write([entry_for(number) for number in range(LASTING)], MODEL)
    index.save()
    searching = started(SEARCHING, tmp_path, LASTING)
    changing = range(LASTING, LASTING + CHANGING)
    for version in range(1, 13):
        store.write([entry_for(number, version) for number in changing], MODEL)
        index.save()
        store.withdraw([f"a{number}" for number in changing[::2]])
    (tmp_path / "stop").touch()
    said, _ = searching.communicate(timeout=60)
    snapshots, wrong = said.split(" ", 1)

    assert wrong == "[]\n"
    assert int(snapshots) > 3
    store.close()


@pytest.mark.parametrize("attempt", range(3))
def test_a_process_that_is_killed_while_it_saves_leaves_an_index_that_works(
    tmp_path: Path, attempt: int, caplog: pytest.LogCaptureFixture
):
    """Whatever moment it is, the next one starts without a complaint and clears up."""
    process = started(SAVING, tmp_path)
    time.sleep(0.2 + random.Random(attempt).random() / 5)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    store, index = opened(tmp_path)
    oracle = Oracle()
    for row, vector in store.vectors(list(range(1, 51)), MODEL).items():
        versions = [v for v in range(1, 500) if np.array_equal(vector_for(row - 1, v), vector)]
        oracle.write([row - 1], versions[0], "en")
    _, rows = index.search(vector_for(99), 50)

    assert [row - 1 for row in rows.tolist()] == oracle.nearest(vector_for(99), 50)
    assert not caplog.records
    store.write([entry_for(50)], MODEL)
    index.save()
    names = {path.name.split(".")[0] for path in (tmp_path / "index").iterdir()}
    assert names == {store.position().snapshot, "lock"}
    store.close()
