"""The address that is served."""

import socket

from recommender.errors import InvalidSettings

_WAITING = 2048
"""Connections that may wait to be accepted."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises InvalidSettings if the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise InvalidSettings(
            f"cannot serve on {host} port {port}: {error.strerror or error}; "
            "choose another with --host and --port"
        ) from error


def address_of(listener: socket.socket, host: str) -> str:
    """Return the url of what a socket serves."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}/"
