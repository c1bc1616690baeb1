"""Where a webhook's address leads to: never into a private network unless that is allowed."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from index.errors import EngineError

_TRANSLATED = IPv6Network("64:ff9b::/96")


class Unreachable(EngineError):
    """A webhook that nothing can be sent to; the message says why."""


async def addresses_of(host: str, private: bool) -> list[str]:
    """Return the IP addresses that a host has now, best first, to be connected to and no others.

    Raises Unreachable if it has none, or if any of them is not public, unless `private` ones are
    allowed.
    """
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host!r} has no address: {error}") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    refused = [each for each in addresses if not is_public(each)]
    if refused and not private:
        raise Unreachable(
            f"{host!r} has the address {refused[0]}, which is not public; if that is meant, use "
            "'recommender webhooks add --allow-private'"
        )
    return addresses


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet, in whatever form it is written."""
    parsed = ip_address(address.partition("%")[0])
    inner = _embedded(parsed) if isinstance(parsed, IPv6Address) else None
    return all(each.is_global and not each.is_multicast for each in (parsed, inner) if each)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
