"""How soon a service is ready."""

import json
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from eval.load.serving import serving


def seconds_to_ready(home: Path, folder: Path, times: int) -> tuple[float, float]:
    """Return the median and the longest time from the start of a process to its /readyz."""
    took = [_ready_after(home, folder) for _ in range(times)]
    return median(took), max(took)


def _ready_after(home: Path, folder: Path) -> float:
    begun = perf_counter()
    with serving(home, folder) as service:
        while not _is_ready(service.url):
            sleep(0.005)
        return perf_counter() - begun


def _is_ready(url: str) -> bool:
    try:
        with urlopen(f"{url}readyz", timeout=10) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except URLError:
        return False
