"""How numbers are written."""

import pytest

from eval.report import wording


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (wording.number(0.12345), "0.123"),
        (wording.number(-1234.56), "−1234.6"),
        (wording.number(None), "–"),
        (wording.signed(0.0004), "0.000"),
        (wording.signed(-0.1), "−0.100"),
        (wording.short_signed(-0.004), "0.00"),
        (wording.short_signed(0.25), "+0.25"),
        (wording.percent(0.9049), "90 %"),
        (wording.counted(1, "story", "stories"), "1 story"),
        (wording.counted(2000, "page"), "2,000 pages"),
        (wording.listed(["a"]), "a"),
        (wording.listed(["a", "b", "c"]), "a, b and c"),
    ],
)
def test_written(written: str, expected: str):
    """Real minus signs, no sign for nothing, and as many places as say something."""
    assert written == expected
