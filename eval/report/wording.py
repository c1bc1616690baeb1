"""How the report writes numbers, dates and languages."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec

NONE = "–"
_MINUS = "−"


def number(value: float | None) -> str:
    """Write a value with three places, or one from 100 on."""
    if value is None:
        return NONE
    return f"{value:.{1 if abs(value) >= 100 else 3}f}".replace("-", _MINUS)


def short(value: float | None) -> str:
    """Write a value with two places, for small cells."""
    return NONE if value is None else f"{value:.2f}".replace("-", _MINUS)


def signed(value: float) -> str:
    """Write a change with its sign; what rounds to nothing has none."""
    if abs(value) < 0.0005:
        return number(0)
    return f"{value:+.{1 if abs(value) >= 100 else 3}f}".replace("-", _MINUS)


def short_signed(value: float | None) -> str:
    """Write a change with its sign and two places; what rounds to nothing has no sign."""
    if value is None:
        return NONE
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", _MINUS)


def percent(value: float) -> str:
    """Write a share."""
    return f"{100 * value:.0f} %"


def day(moment: datetime | None) -> str:
    """Write the day, so that every reader understands it; '' if none is known."""
    return "" if moment is None else moment.strftime("%Y-%m-%d")


def counted(count: int, one: str, many: str = "") -> str:
    """Write how many: '1 page', '2,000 pages'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Write 'a', 'a and b' or 'a, b and c'."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


@cache
def language_name(tag: str) -> str:
    """Return the English name of a language; its tag where the names are not installed."""
    if find_spec("language_data") is None:
        return tag
    import langcodes

    return str(langcodes.get(tag).display_name())
