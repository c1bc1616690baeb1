"""A text cut up where words stand that it shares with another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The characters [start, end) of a text, where the shared word number `word` stands."""

    start: int
    end: int
    word: int


class Piece(NamedTuple):
    """A stretch of a text; `word` is the number of the shared word, None where there is none."""

    text: str
    word: int | None = None


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Yield a text in pieces that join to it; none is empty.

    Of spans that overlap the one that begins first, or else the longest, is marked whole. What lies
    outside the text is not marked.
    """
    reached = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        start, end = max(span.start, reached), min(span.end, len(text))
        if start < end:
            if reached < start:
                yield Piece(text[reached:start])
            yield Piece(text[start:end], span.word)
            reached = end
    if reached < len(text):
        yield Piece(text[reached:])


def paragraphs(found: Iterable[Piece]) -> list[Sequence[Piece]]:
    """Return pieces by the lines that they stand in, without those that are empty."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.word))
        lines += [[Piece(each, piece.word)] for each in others]
    shown = ([piece for piece in line if piece.text] for line in lines)
    return [line for line in shown if "".join(piece.text for piece in line).strip()]
