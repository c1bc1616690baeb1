"""Asking with wrk, a client that is quicker than what it asks; https://github.com/wg/wrk."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from eval.load.errors import NoClient

_SCRIPT = Path(__file__).with_name("asking.lua")
_LONGEST_S = 30
"""An answer that takes longer counts as failed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: on so many connections, each of which pauses after an answer.

    `anew` gives each request a parameter that the service ignores but no kept answer has.
    """

    connections: int = 16
    pause_ms: int = 0
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """What asking took: requests a second, and the milliseconds that 50, 99 and 99.9 % took."""

    rate: float
    p50: float
    p99: float
    p999: float
    failed: int = 0


def require_wrk() -> str:
    """Return where wrk is. Raises NoClient if it is not there."""
    found = shutil.which("wrk")
    if found is None:
        raise NoClient(
            "wrk is not there, which asks for the load; install it, as with 'apt install wrk' or "
            "'brew install wrk'"
        )
    return found


def ask(url: str, paths: Path, asking: Asking, seconds: int) -> Timed:
    """Ask for the paths in a file, one a line, in turn, for so many seconds.

    Raises NoClient.
    """
    how = "anew" if asking.anew else "again"
    command = [
        require_wrk(), "--threads", "1", "--connections", str(asking.connections),
        "--duration", f"{seconds}s", "--timeout", f"{_LONGEST_S}s", "--script", str(_SCRIPT),
        _root(url), "--", str(paths), str(asking.pause_ms), how,
    ]  # fmt: skip
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        raise NoClient(f"wrk could not ask {url!r}: {found.stderr.strip() or found.stdout}")
    return timed(found.stdout)


def timed(output: str) -> Timed:
    """Read what wrk and the script have printed. Raises NoClient if the figures are not there."""
    told = [line for line in output.splitlines() if line.startswith("{")]
    if not told:
        raise NoClient(f"wrk told no figures, but {output[:200]!r}")
    figures = json.loads(told[-1])
    rate = figures["requests"] / figures["seconds"]
    return Timed(rate, figures["p50"], figures["p99"], figures["p999"], figures["failed"])


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
