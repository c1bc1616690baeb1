"""Where a request comes from."""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from starlette.types import Scope

Network = IPv4Network | IPv6Network

_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})
_NOBODY = "unknown"


def client_of(scope: Scope) -> str:
    """Return the name under which a client without a key is counted.

    That is its address; of IPv6 the first 64 bits, since whoever has one such address has them all.
    """
    client = scope.get("client")
    host: str = client[0] if client else _NOBODY
    if ":" not in host:
        return host
    address = _address(host)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address or host)


def is_in(scope: Scope, networks: Sequence[Network]) -> bool:
    """Say whether a request comes from one of the networks, and not by way of an unknown proxy."""
    if any(name in _FORWARDED for name, _ in scope["headers"]):
        return False
    return is_peer_in(scope, networks)


def is_peer_in(scope: Scope, networks: Sequence[Network]) -> bool:
    """Say whether whoever is connected, which may be a proxy, is in one of the networks."""
    client = scope.get("client")
    address = _address(client[0]) if client else None
    return address is not None and any(address in network for network in networks)


def is_loopback(host: str) -> bool:
    """Say whether a service at this host can be reached from this machine alone."""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    # an IPv4 client of a socket that listens to both
    return getattr(address, "ipv4_mapped", None) or address
