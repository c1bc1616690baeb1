"""Texts cut up where they share words."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.desk.page.marking import Piece, Span, paragraphs, pieces

texts = st.text(max_size=40)
spans = st.lists(st.builds(Span, st.integers(0, 45), st.integers(0, 45), st.integers(0, 3)))


@given(texts, spans)
def test_pieces_join_to_the_text_and_mark_what_spans_cover(text: str, found: list[Span]):
    """No character is lost or marked that no span covers, and none is left out that one does."""
    cut = list(pieces(text, found))

    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    marked = [piece.word is not None for piece in cut for _ in piece.text]
    assert marked == [any(s.start <= at < s.end for s in found) for at in range(len(text))]


@given(texts, spans)
def test_paragraphs_keep_all_but_line_breaks_and_empty_lines(text: str, found: list[Span]):
    """They are the lines of the text, whatever is marked across them."""
    lines = ["".join(piece.text for piece in line) for line in paragraphs(pieces(text, found))]

    assert lines == [line for line in text.split("\n") if line.strip()]


def test_the_longest_of_spans_that_begin_together_is_marked():
    """As a name of two words is, of which one is known, too."""
    found = pieces("Mount Vanora stirs", [Span(0, 5, 0), Span(0, 12, 1), Span(6, 12, 2)])

    assert list(found) == [Piece("Mount Vanora", 1), Piece(" stirs")]
