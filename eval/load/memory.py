"""How much memory processes take, by what Linux tells of their pages."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in megabytes (10^6 bytes).

    `resident` counts pages that it shares with others in full, `private` are those that it shares
    with nobody.
    """

    resident: float
    private: float


def memory_of(pid: int) -> Memory:
    """Return what a process takes now."""
    return memory_in(Path(f"/proc/{pid}/smaps_rollup").read_text())


def memory_in(rollup: str) -> Memory:
    """Read what Linux says in `smaps_rollup`."""
    found = {
        name: int(kilobytes) * 1024 / 1e6
        for name, kilobytes in re.findall(r"^(\w+): +(\d+) kB$", rollup, re.MULTILINE)
    }
    return Memory(found["Rss"], found["Private_Clean"] + found["Private_Dirty"])
