"""Is it the same text twice: a wire copy, an update, a new headline?"""

from index.stories.text import Text, alike_in_length

CONTAINED = 0.9
"""Share of the sequences of the text that has fewer which the other one must have, too."""

_SHORTEST = 0.5
"""A text is no copy of one twice as long: a digest holds many stories whole."""


def are_duplicates(one: Text, other: Text) -> bool:
    """Say whether two texts in one language are one text, but for small changes.

    Nearly all of the sequences of words of one are in the other. But texts from one template have
    most of their words in common, too, and tell different stories: each says numbers that the
    other does not, or repeats a name that the other does not know. A change goes one way, as a
    rule: something is added, or cut.

    After Broder, "On the resemblance and containment of documents" (1997).
    """
    if alike_in_length(one, other) < _SHORTEST:
        return False
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return False
    if _insists(one, other) and _insists(other, one):
        return False
    fewer = min(len(one.sequences), len(other.sequences))
    return len(one.sequences & other.sequences) >= CONTAINED * fewer


def _insists(one: Text, other: Text) -> bool:
    """Say whether a text repeats a word that the other one does not know."""
    return any(often > 1 and word not in other.words for word, often in one.words.items())
