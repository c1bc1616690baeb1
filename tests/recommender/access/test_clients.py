"""Where a request comes from."""

from ipaddress import ip_network
from typing import Any

import pytest

from recommender.access.clients import client_of, is_in, is_loopback

LOOPBACK = [ip_network("127.0.0.0/8"), ip_network("::1")]


def scope(client: tuple[str, int] | None, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http", "client": client, "headers": list(headers)}


def test_whoever_has_an_ipv6_network_is_one_client():
    """Its addresses count together; those of the next network apart."""
    first, second, other = (
        client_of(scope((host, 1)))
        for host in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1")
    )

    assert first == second != other


def test_an_ipv4_client_is_one_however_it_came():
    """To a socket of either kind."""
    assert client_of(scope(("::ffff:192.0.2.7", 1))) == client_of(scope(("192.0.2.7", 1)))


def test_a_client_may_have_no_address():
    """Such as on a socket of the file system; all of them count together."""
    assert client_of(scope(None)) == client_of(scope(None))


@pytest.mark.parametrize(
    ("host", "inside"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("192.0.2.7", False)],
)
def test_a_client_is_in_a_network(host: str, inside: bool):
    """By its address, however it is written."""
    assert is_in(scope((host, 1)), LOOPBACK) == inside


@pytest.mark.parametrize("header", [b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"])
def test_what_a_proxy_passed_on_is_not_from_here(header: bytes):
    """The proxy is, but nobody knows who asked it."""
    assert not is_in(scope(("127.0.0.1", 1), (header, b"127.0.0.1")), LOOPBACK)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
        ("news.example", False),
        ("", False),
    ],
)
def test_which_hosts_this_machine_alone_can_reach(host: str, loopback: bool):
    """A name other than localhost may stand for any address."""
    assert is_loopback(host) == loopback
