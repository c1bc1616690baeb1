"""What `recommender` says where it cannot do what it was told."""

import gzip
import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.demo.articles import SAMPLES

LINES = SAMPLES.read_bytes()
SEED = json.loads(LINES.splitlines()[0])["id"]

Refused = Callable[..., str]


@pytest.mark.parametrize(
    ("arguments", "named", "remedy"),
    [
        (("related", "nowhere"), "'nowhere'", "ingest it first"),
        (("related", "https://a.example/x"), "'https://a.example/x'", "ingest it first"),
        (("related", "http://a.example:99999/"), "'http://a.example:99999/'", "http or https"),
        (("related", SEED, "-k", "0"), "is 0", "greater than or equal to 1"),
        (("related", SEED, "-k", 10**9), "1000000000", "less than or equal to 100"),
        (("related", SEED, "--languages", "de,xx"), "'xx'", "BCP 47"),
        (("ingest", "nowhere.jsonl"), "'nowhere.jsonl'", "JSON Lines"),
        (("ingest", "."), "'.'", "JSON Lines"),
        (("ingest", "damaged.gz"), "'damaged.gz'", "JSON Lines"),
        (("ingest", "damaged.xz"), "'damaged.xz'", "JSON Lines"),
        (("ingest", "damaged.zst"), "'damaged.zst'", "JSON Lines"),
        (("ingest", "short.gz"), "'short.gz'", "JSON Lines"),
        (("serve", "--port", "99999"), "99999", "65535"),
    ],
)
def test_an_error_names_value_and_remedy(
    refused: Refused, home: Path, arguments: tuple[object, ...], named: str, remedy: str
):
    """In one line, with exit status 1."""
    for suffix in ("gz", "xz", "zst"):
        Path(f"damaged.{suffix}").write_bytes(b"damaged")
    Path("short.gz").write_bytes(gzip.compress(LINES)[:9999])

    line = refused("--home", home, *arguments)

    assert named in line
    assert remedy in line


@pytest.mark.parametrize("kept", [0, 100, 4096, 40_000])
def test_a_damaged_store_is_named(refused: Refused, home: Path, kept: int):
    """However much of it is still whole."""
    store = home / "catalogue.sqlite"
    whole = store.read_bytes()
    store.write_bytes(whole[:kept] + b"x" * (len(whole) - kept))

    line = refused("--home", home, "related", SEED)

    assert "catalogue.sqlite" in line
    assert "backup" in line


def test_a_taken_port_is_named(refused: Refused):
    """With the options that choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        line = refused("serve", "--port", port)

    assert f"port {port}" in line
    assert "--port" in line
