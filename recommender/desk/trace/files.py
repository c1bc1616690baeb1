"""Files that browsers keep instead of showing them."""

from collections.abc import Iterable

from fastapi.responses import StreamingResponse
from starlette.responses import Response

_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson", "txt": "text/plain"}


def file(name: str, lines: Iterable[str]) -> Response:
    """Return lines as a file in UTF-8, of the type that its name ends in."""
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=_TYPES[name.rpartition(".")[2]], headers=kept)
