"""Adding, listing, trying out and removing webhooks, by command and over HTTP."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.changes.addresses import is_public
from recommender.changes.signing import new_secret

PUBLIC = "https://1.1.1.1/purge"
CAPSULE = {
    "title": "Asteria-3 capsule with asteroid grains is opened",
    "text": "The Asteria-3 capsule that brought asteroid grains home was opened.",
    "language": "en",
}
Tell = Callable[..., Any]


@pytest.fixture
def webhooks(run: Callable[..., Any], home: Path) -> Callable[..., Any]:
    """Run a sub-command of `webhooks`, which must succeed."""

    def command(*arguments: object, **given: Any) -> Any:
        result = run("--home", home, "webhooks", *arguments, **given)
        assert result.exit_code == 0, result.output
        return result

    return command


# --- the command ---------------------------------------------------------------------------


def test_adding_prints_the_secret_once(webhooks: Callable[..., Any], receiver: Any):
    """It signs what is sent, and no list shows it."""
    secret = webhooks("add", receiver.url, "--allow-private").stdout.strip()
    webhooks("test", receiver.url)

    assert receiver.received[0].verified(secret)["type"] == "test"
    assert secret not in webhooks("list", "--json").stdout
    assert webhooks("list").stdout.split()[:2] == ["1", receiver.url]


def test_a_secret_may_come_from_a_file(webhooks: Callable[..., Any], receiver: Any):
    """Or from standard input."""
    secret = new_secret()
    webhooks("add", receiver.url, "--allow-private", "--secret-file", "-", stdin=secret.encode())
    webhooks("test", "1")

    assert receiver.received[0].verified(secret)


def test_a_webhook_that_is_removed_is_not_there(
    webhooks: Callable[..., Any], refused: Callable[..., str], home: Path
):
    """Its number is not given again."""
    webhooks("add", PUBLIC)
    webhooks("remove", PUBLIC)

    assert "no webhooks" in webhooks("list").stderr
    assert "'1'" in refused("--home", home, "webhooks", "test", "1")
    assert json.loads(webhooks("add", PUBLIC, "--json").stdout)["number"] == 2


def test_a_store_that_others_can_read_is_warned_of(webhooks: Callable[..., Any], home: Path):
    """The secret stands in it."""
    store = home / "catalogue.sqlite"
    store.chmod(0o644)
    assert "chmod 600" in webhooks("add", PUBLIC).stderr

    store.chmod(0o600)
    assert "chmod" not in webhooks("add", f"{PUBLIC}/other").stderr


REFUSED: dict[str, tuple[str, str]] = {
    "no address": ("purge", "'purge'"),
    "a file": ("file:///etc/passwd", "not an http"),
    "another scheme": ("ftp://news.example/", "not an http"),
    "a password": ("https://me:secret@1.1.1.1/", "no name and password"),
    "this machine": ("http://127.0.0.1:8080/", "127.0.0.1, which is not public"),
    "this machine by name": ("http://localhost/", "not public"),
    "this machine in IPv6": ("http://[::1]/", "not public"),
    "this machine, mapped": ("http://[::ffff:127.0.0.1]/", "not public"),
    "this machine, as a number": ("http://2130706433/", "not public"),
    "a private network": ("http://10.1.2.3/", "not public"),
    "a cloud's own data": ("http://169.254.169.254/latest/meta-data", "not public"),
    "no such name": ("https://nowhere.invalid/", "'nowhere.invalid' has no address"),
    "too long": (f"https://1.1.1.1/{'x' * 3000}", "2048"),
    "a wrong port": ("https://1.1.1.1:99999/", "99999"),
}


@pytest.mark.parametrize(("url", "named"), REFUSED.values(), ids=REFUSED)
def test_an_address_that_may_not_be_sent_to_is_refused(
    refused: Callable[..., str], home: Path, url: str, named: str
):
    """In one line; nothing is added."""
    assert named in refused("--home", home, "webhooks", "add", url)


@pytest.mark.parametrize("secret", ["", "secret", "whsec_", "whsec_AAAA", "whsec_!!!!", "whsec_é"])
def test_a_secret_that_cannot_sign_is_refused(refused: Callable[..., str], home: Path, secret: str):
    """It has to be long enough, and in base64; it is not shown."""
    arguments = ("--home", home, "webhooks", "add", PUBLIC, "--secret-file", "-")

    assert "24 to 64 random bytes" in refused(*arguments, stdin=secret.encode())


def test_an_address_is_told_once(
    webhooks: Callable[..., Any], refused: Callable[..., str], home: Path
):
    """A second webhook of one address is refused."""
    webhooks("add", PUBLIC)

    assert "already" in refused("--home", home, "webhooks", "add", PUBLIC)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "100.64.0.1", "192.168.1.1", "224.0.0.1", "255.255.255.255", "fc00::1", "fe80::1%1",
     "ff02::1", "::", "64:ff9b::10.0.0.1", "2002:0a00:0001::1", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_no_form_of_a_private_address_is_public(address: str):
    """IPv6 can carry IPv4 in several ways."""
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="1.0.0.0/8"))
def test_public_addresses_are_public(address: Any):
    """In IPv4, and carried by IPv6."""
    assert is_public(str(address))
    assert is_public(f"::ffff:{address}")


# --- over HTTP -----------------------------------------------------------------------------


@pytest.fixture
def added(client: httpx.Client) -> Any:
    """Add a webhook over HTTP; it is removed after the test."""
    answer = client.post("/v1/webhooks", json={"url": PUBLIC})
    assert answer.status_code == 201, answer.text
    hook = answer.json()
    yield hook
    client.delete(f"/v1/webhooks/{hook['number']}")


def test_a_webhook_is_added_listed_and_removed(client: httpx.Client, added: dict[str, Any]):
    """The secret is in the first answer alone."""
    (listed,) = client.get("/v1/webhooks").json()["webhooks"]
    assert len(base64.b64decode(added.pop("secret").removeprefix("whsec_"))) == 32
    assert listed == added

    path = f"/v1/webhooks/{added['number']}"
    assert client.post(f"{path}/resume").json() == added
    assert client.delete(path).status_code == 204
    assert client.get("/v1/webhooks").json() == {"webhooks": []}
    assert client.delete(path).status_code == 404


BAD: dict[str, tuple[object, str, str | None]] = {
    "no address": ({}, "url", "url"),
    "a private address": ({"url": "http://127.0.0.1/"}, "not public", None),
    "allowed by the caller": ({"url": "http://127.0.0.1/", "private": True}, "private", "private"),
    "a weak secret": ({"url": PUBLIC, "secret": "whsec_AAAA"}, "24 to 64", "secret"),
    "no object": ([], "[]", None),
}


@pytest.mark.parametrize(("body", "named", "field"), BAD.values(), ids=BAD)
def test_a_bad_webhook_is_a_problem_document(
    client: httpx.Client, body: object, named: str, field: str | None
):
    """Private addresses are for those who may run commands on this machine."""
    answer = client.post("/v1/webhooks", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"]
    if field:
        assert answer.json()["field"] == field
    assert client.get("/v1/webhooks").json() == {"webhooks": []}


def test_the_service_delivers_what_is_published(
    client: httpx.Client, site: Any, run: Callable[..., Any], receiver: Any
):
    """A webhook that was added by the command is told by the running server."""
    added = run("--home", site.home, "webhooks", "add", receiver.url, "--allow-private")
    secret = added.stdout.strip()
    client.put("/v1/articles/delivered", json=CAPSULE).raise_for_status()

    told: set[str] = set()
    deadline = time.monotonic() + 60
    while "delivered" not in told and time.monotonic() < deadline:
        time.sleep(0.05)
        told = {id_ for each in receiver.received for id_, _ in each.told}

    assert "delivered" in told
    assert all(each.verified(secret) for each in receiver.received)
    run("--home", site.home, "webhooks", "remove", receiver.url)
    client.delete("/v1/articles/delivered")
