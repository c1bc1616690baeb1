"""How soon the program is there."""

import subprocess
import sys
from functools import partial

from eval.bench.figure import Figure, paired_ratio

_STARTS = {
    "import recommender": ("-c", "import recommender"),
    "recommender --help": ("-m", "recommender", "--help"),
    "load the bundled encoder": ("-c", "from index.encoder import load; load()"),
    "import torch, for comparison": ("-c", "import torch"),
}
_NOTHING = ("-c", "pass")


def bench_starting() -> list[Figure]:
    """Time whole processes against a Python that does nothing."""
    figures = []
    for name, arguments in _STARTS.items():
        ratio, base = paired_ratio(partial(_run, arguments), partial(_run, _NOTHING), rounds=3)
        figures.append(Figure(f"starting, {name}", ratio * base, "s", f"{ratio:.1f} x bare Python"))
    return figures


def _run(arguments: tuple[str, ...]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
