"""A client that tells apart how a request can go wrong, and takes little time to do so."""

import asyncio
from typing import NamedTuple


class Refused(Exception):
    """There was nobody to take the connection."""


class CutOff(Exception):
    """The connection was closed before the answer was complete."""


class Answer(NamedTuple):
    """Status, tag and body of an answer."""

    status: int
    etag: str
    body: bytes


class Connection:
    """One kept HTTP/1.1 connection to a service, opened when it is needed."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, etag: str = "") -> Answer:
        """Ask for a path, unless it is what has this tag. Raises Refused, CutOff."""
        reader, writer = await self._open()
        known = f"if-none-match: {etag}\r\n" if etag else ""
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {self._host}\r\n{known}\r\n".encode())
        try:
            status, headers = _head(await reader.readuntil(b"\r\n\r\n"))
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            raise CutOff(str(error)) from error
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers.get("etag", ""), body)

    def close(self) -> None:
        """Close the connection; the next request opens another one."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            try:
                self._streams = await asyncio.open_connection(self._host, self._port)
            except OSError as error:
                raise Refused(str(error)) from error
        return self._streams


def _head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}
