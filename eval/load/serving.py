"""Services that run beside the benchmark, each in processes of its own."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from eval.load.bare import BODY
from eval.load.errors import NotServed

_PATIENCE_S = 120
_READY = re.compile(r"the worker (\d+) is ready")


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers at `url`; `log` is what its processes say."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def workers(self) -> list[int]:
        """Return the process numbers of the workers that answer, oldest first."""
        ready = map(int, _READY.findall(self.log.read_text(encoding="utf-8")))
        return [pid for pid in ready if _lives(pid)]

    def processor_s(self) -> float:
        """Return the seconds of processor time that its workers have taken."""
        return sum(map(_processor_s, self.workers()))


@contextmanager
def serving(home: Path, folder: Path, *options: str) -> Iterator[Service]:
    """Serve a data folder as `recommender serve` does; `folder` takes the log."""
    command = ["-m", "recommender", "--home", str(home), "serve", "--port", "0", "--json"]
    with _running([*command, *options], folder / "service") as service:
        yield service


@contextmanager
def serving_bare(body: bytes, folder: Path) -> Iterator[Service]:
    """Serve the same bytes to whoever asks, by one worker and nothing around it."""
    home = folder / "bare-home"
    home.mkdir(exist_ok=True)
    (home / BODY).write_bytes(body)
    with _running(["-m", "eval.load.bare", str(home)], folder / "bare") as service:
        yield service


@contextmanager
def _running(command: Sequence[str], stem: Path) -> Iterator[Service]:
    told, log = stem.with_suffix(".json"), stem.with_suffix(".log")
    with told.open("wb") as output, log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, *command], stdout=output, stderr=errors, env=_environment()
        )
    try:
        yield Service(_url(command, process, told, log), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _url(command: Sequence[str], process: subprocess.Popen[bytes], told: Path, log: Path) -> str:
    deadline = monotonic() + _PATIENCE_S
    while process.poll() is None and monotonic() < deadline:
        try:
            url: str = json.loads(told.read_bytes())["url"]
        except json.JSONDecodeError:
            sleep(0.005)
        else:
            return url
    last = log.read_text(encoding="utf-8")[-500:]
    raise NotServed(f"{shlex.join(command)!r} did not come to answer; it said {last!r}")


def _environment() -> dict[str, str]:
    """Return the environment without settings of an installation."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("RECOMMENDER_")
    }


def _processor_s(pid: int) -> float:
    # of the fields behind the name, those of time as user and as system
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
