"""From text of any script to the numbers and days that it names, as 32-bit numbers.

A sum of money, a count of votes or the day of an earlier report is written with the same digits in
every language. Few articles share such a number by chance.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from index.signature.idf import RAREST, idf
from index.signature.placing import Placed, placed

# searches that begin with a digit skip letters quickly, so what stands before it is asked later;
# grouped by thousands, or as in India
_GROUPED = r"\d\d?\d?(?:[.,'’ ]\d{3})+(?!\d)|\d\d?(?:,\d\d)+,\d{3}(?!\d)"
_NUMBER = re.compile(rf"{_GROUPED}|\d\d*(?:[.,]\d+)*")
_IS_GROUPED = re.compile(_GROUPED)
_SEPARATORS = re.compile(r"[.,'’ ]")
# so common that they tell nothing: whole numbers below a hundred, years
_IS_COMMON = re.compile(r"0*\d{1,2}|(?:19|20)\d\d")

_FOREIGN_DIGIT = re.compile(r"\d(?<![0-9])")
_DAY = r"(?P<day>\d(?<![\d.,:].)\d?)(?!\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = (
    # 2009-06-10, 2009. 6. 10., 2009年6月10日
    re.compile(
        r"(?P<year>[12](?<!\d.)(?:(?<=1)9|(?<=2)0)\d\d)(?:(?P<mark>[-/.]) ?| ?[年년] ?)"
        r"(?P<month>1[0-2]|0?[1-9])(?(mark)(?P=mark)| ?[月월]) ?(?P<day>\d\d?)(?!\d)"
    ),
    # 10.06.2009, 10. 6. 2009
    re.compile(rf"{_DAY}(?P<mark>[-/.]) ?(?P<month>\d\d?)(?P=mark) ?{_YEAR}"),
    # June 10, 2009; 10. Juni 2009; 10 de junio de 2009: no word, one, or one between two
    re.compile(
        rf"{_DAY}(?P<month>)[^\s\d%]*\s+"
        rf"(?:(?:(?P<of>[^\s\d]+)\s+[^\s\d]+\s+(?P=of)|[^\s\d]+)\s+)?{_YEAR}"
    ),
)
_KEYS_OF_DAYS = 100 * 2100
"""Days have the keys below this; of other numbers, one in 20,000 is taken for a day by chance."""

_HIGHEST = float(np.log(1 / RAREST))


def numbers(text: str) -> set[int]:
    """Return the keys of the numbers and of the days that a text names.

    A number is the same however its digits are grouped or written, and has the key of the term
    that it also is. Years and whole numbers below 100 are left out. Of a date, day and year are
    kept: months have names, and those differ between languages.
    """
    return {key for key, _, _ in _found(_plain(text))}


def placed_numbers(text: str) -> list[Placed]:
    """Return the same numbers and days with the characters that each was found at."""
    return placed(text, _plain, _found)


def day_of(moment: datetime | None) -> int:
    """Return the key of the day on which something was published; 0 if it is not known."""
    return 0 if moment is None else _key_of_day(moment.day, moment.year)


def rarity(keys: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return how much numbers say, by the table that ships (`idf`); every day the most, 8.3."""
    return np.where(keys < _KEYS_OF_DAYS, _HIGHEST, idf(keys))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("٬", ",").replace("٫", ".")
    return _FOREIGN_DIGIT.sub(lambda digit: str(int(digit[0])), plain)


def _found(plain: str) -> Iterator[Placed]:
    for pattern in _DATES:
        dates = [(date, _day_named(date)) for date in pattern.finditer(plain)]
        yield from (Placed(day, *date.span()) for date, day in dates if day)
        if dates:
            plain = pattern.sub(lambda date: " " * len(date[0]), plain)
    for number in _NUMBER.finditer(plain):
        written = _written(number[0])
        if not _IS_COMMON.fullmatch(written):
            yield Placed(zlib.crc32(written.encode()), *number.span())


def _day_named(date: re.Match[str]) -> int:
    day, month = int(date["day"]), int(date["month"] or 1)
    if month > 12:
        # there is no month 30: 6/30/2009
        day, month = month, day
    return _key_of_day(day, int(date["year"])) if 1 <= day <= 31 and 1 <= month <= 12 else 0


def _key_of_day(day: int, year: int) -> int:
    return 100 * year + day


def _written(number: str) -> str:
    if _IS_GROUPED.fullmatch(number):
        return _SEPARATORS.sub("", number)
    return number.replace(",", ".")
