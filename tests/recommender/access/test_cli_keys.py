"""`recommender keys`, and who may be served without any."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from index.store import Store
from recommender.access.keys import is_key
from recommender.access.wiring import require_guarded
from recommender.bootstrap import STORE_FILE
from recommender.errors import InvalidSettings
from recommender.settings import Settings, load_settings

Run = Callable[..., Result]


@pytest.fixture
def tell_keys(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Run a sub-command of `keys`; give what it says to other programs."""

    def tell(command: str, *arguments: object) -> Any:
        result = run("--home", tmp_path, "keys", command, "--json", *arguments)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return tell


def test_a_key_is_printed_alone(run: Run, tmp_path: Path):
    """So that a script can take it; what is said about it goes elsewhere."""
    result = run("--home", tmp_path, "keys", "create", "cms", "--scope", "write")

    store = Store(tmp_path / STORE_FILE)
    (kept,) = store.keys.all()
    store.close()
    assert is_key(kept, result.stdout.rstrip("\n").encode())
    assert kept.id in result.stderr
    assert result.stdout.strip() not in result.stderr


def test_a_key_has_what_was_asked_for(tell_keys: Callable[..., Any]):
    """Name, scope, rate, and days until it ends."""
    made = tell_keys("create", "mia", "--scope", "edit", "--expires", 30, "--rate", 2.5)

    assert (made["name"], made["scope"], made["rate"]) == ("mia", "edit", 2.5)
    left = datetime.fromisoformat(made["expires"]) - datetime.fromisoformat(made["created"])
    assert left == timedelta(days=30)


def test_the_list_has_every_key_and_no_secret(run: Run, tell_keys: Callable[..., Any]):
    """For people as for programs: also those that were revoked."""
    made = [tell_keys("create", name, "--scope", "read") for name in ("one", "two")]
    tell_keys("revoke", made[0]["id"])

    listed = tell_keys("list")
    text = run("--home", ".", "keys", "list").stdout

    assert [key["name"] for key in listed] == ["one", "two"]
    assert [key["revoked"] is None for key in listed] == [False, True]
    assert all(key["key"] not in text + json.dumps(listed) for key in made)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert [f"revoked {today}" in line for line in text.splitlines()] == [True, False]


def test_without_keys_the_list_says_how_to_make_one(run: Run, tmp_path: Path):
    """In place of an empty answer."""
    assert "keys create" in run("--home", tmp_path, "keys", "list").stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("revoke", "abcd"), "'abcd'"),
        (("revoke", ""), "''"),
        (("create", " ", "--scope", "read"), "1 to 200 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    refused: Callable[..., str], tmp_path: Path, arguments: tuple[str, ...], named: str
):
    """It names the value."""
    assert named in refused("--home", tmp_path, "keys", *arguments)


@pytest.mark.parametrize("arguments", [(), ("--scope", "all"), ("--scope", "read", "--expires", 0)])
def test_a_key_is_made_for_something(run: Run, arguments: tuple[object, ...]):
    """A scope that there is, and days that are to come."""
    assert run("keys", "create", "cms", *arguments).exit_code == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "news.example"])
def test_what_others_can_reach_is_not_open(host: str):
    """The error names the address and the way out; with it the service may start."""
    with pytest.raises(InvalidSettings, match=f"'{host}'.*--access public"):
        require_guarded(Settings(host=host))

    require_guarded(Settings(host=host, access="public"))
    require_guarded(Settings(host=host, access="keys"))


def test_the_command_does_not_serve_others_openly(run: Run, tmp_path: Path):
    """It ends with the way out."""
    result = run("--home", tmp_path, "serve", "--host", "0.0.0.0", "--port", 0)

    assert result.exit_code == 1
    assert "--access public" in result.stderr


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("cors_origins", "https://a.example, http://b.example:8000", 2),
        ("cors_origins", "*", 1),
        ("trusted_proxies", "10.0.0.0/8,::1", 2),
        ("metrics_from", "192.0.2.7", 1),
    ],
)
def test_a_list_is_written_with_commas_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, read: int
):
    """As a list in the file."""
    monkeypatch.setenv(f"RECOMMENDER_{name.upper()}", given)

    assert len(getattr(load_settings(), name)) == read


@pytest.mark.parametrize(
    ("name", "given", "wrong"),
    [
        ("cors_origins", "https://a.example/", "'https://a.example/'"),
        ("cors_origins", "https://a.example,b.example", "'b.example'"),
        ("trusted_proxies", "10.0.0.0/8,proxy", "'proxy'"),
        ("metrics_from", "10.0.0.1/8", "'10.0.0.1/8'"),
        ("access", "closed", "'closed'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, wrong: str
):
    """With the part of it that is wrong, and where to correct it."""
    monkeypatch.setenv(f"RECOMMENDER_{name.upper()}", given)

    with pytest.raises(InvalidSettings, match=f"'{name}' is {wrong}.*RECOMMENDER_{name.upper()}"):
        load_settings()
