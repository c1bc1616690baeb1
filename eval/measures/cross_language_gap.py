"""How much is lost across languages.

In the spirit of the cross-lingual transfer gap of Hu et al. (2020), XTREME: a massively
multilingual multi-task benchmark for evaluating cross-lingual generalisation; as a ratio, since
recall differs much from one set of judgements to another.
"""

from statistics import fmean

from eval.measures.language_matrix import LanguageMatrix
from eval.measures.measured import Aim, Measured
from index.language import covers


def cross_language_gap(matrix: LanguageMatrix) -> Measured:
    """Mean over the cells of two languages, over the mean over the cells of one; 1 is no gap.

    Every cell counts the same, however many seeds it has.
    """
    values = matrix.values
    within = [value for (seed, found), value in values.items() if covers(found, seed)]
    across = [value for (seed, found), value in values.items() if not covers(found, seed)]
    note = ""
    if not within or not across:
        missing = "within one language" if not within else "across languages"
        note = f"no judged seed was asked for {missing}"
    elif not any(within):
        note = "nothing related was found within any language"
    return Measured(
        f"cross-language gap of {matrix.name}",
        None if note else fmean(across) / fmean(within),
        None,
        Aim.HIGHER,
        "mean between two languages, over the mean within one; 1 is no gap",
        note=note,
    )
