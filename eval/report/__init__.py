"""One run, or two side by side, as a page that people can decide by.

Everything is in one HTML file that asks no other address for anything and runs no script.
"""

from eval.report.page import report, side_by_side

__all__ = ["report", "side_by_side"]
