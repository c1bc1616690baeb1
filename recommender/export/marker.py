"""What a folder of exported lists says of itself, in a file beside them."""

from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from recommender.export.files import ExportFailed, replace_with
from recommender.export.layout import LAYOUTS, Format

FILE = ".related-cursor"


class Lists(BaseModel):
    """Which lists are exported, and for which kind of site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Format
    k: int
    policy: str
    languages: tuple[str, ...] = ()


class Marker(BaseModel):
    """What was exported, and the cursor up to which it is current; None until it is complete."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: Lists
    cursor: str | None = None


def claim(folder: Path, lists: Lists) -> Marker:
    """Return what a folder was marked with, and mark it for these lists.

    A folder with other lists for the same kind of site is marked anew, as not complete.
    Raises ExportFailed if it has files of somebody else's where lists belong, OSError.
    """
    marker = _read(folder)
    if marker is None:
        _check_free(folder, lists)
    elif marker.lists.format != lists.format:
        raise ExportFailed(
            f"{str(folder)!r} holds an export for {marker.lists.format!r}, not {lists.format!r}; "
            "choose another folder"
        )
    if marker is None or marker.lists != lists:
        marker = Marker(lists=lists)
        keep(folder, marker)
    return marker


def keep(folder: Path, marker: Marker) -> None:
    """Mark a folder. Raises OSError."""
    replace_with(folder / FILE, (marker.model_dump_json(indent=2).encode() + b"\n",))


def _read(folder: Path) -> Marker | None:
    with suppress(FileNotFoundError):
        try:
            return Marker.model_validate_json((folder / FILE).read_bytes())
        except ValidationError:
            raise ExportFailed(
                f"{str(folder / FILE)!r} cannot be read; if the folder holds nothing but exported "
                "lists, remove it and export again"
            ) from None
    return None


def _check_free(folder: Path, lists: Lists) -> None:
    for target in LAYOUTS[lists.format].targets:
        place = folder / target
        if place.is_file() or (place.is_dir() and any(place.iterdir())):
            raise ExportFailed(
                f"{str(place)!r} is there already and was not exported by this program; move it "
                "away, or choose another folder"
            )
