"""The style sheet and scripts of the desk; an address changes with its file."""

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


@cache
def address_of(name: str) -> str:
    """Return where browsers find a file, such as 'desk.css'."""
    digest = hashlib.blake2b((FOLDER / name).read_bytes(), digest_size=6).hexdigest()
    return f"/desk/static/{name}?v={digest}"
