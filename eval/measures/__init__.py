"""What can be said of one run in figures, each with its source."""

from collections.abc import Sequence

from eval.measures.candidate_recall import candidate_recall
from eval.measures.coverage import catalogue_coverage, concentration
from eval.measures.cross_language_gap import cross_language_gap
from eval.measures.diversity import intra_list_diversity
from eval.measures.duplicate_stories import duplicate_stories
from eval.measures.fill_rate import fill_rate, full_lists, unfilled_reasons
from eval.measures.freshness import median_age, newer_share
from eval.measures.language_matrix import LanguageMatrix, language_matrices
from eval.measures.latency import latency
from eval.measures.measured import Aim, Measured
from eval.measures.own_language_share import candidate_own_language_share, own_language_share
from eval.measures.retrieval import candidate_retrieval, retrieval
from eval.measures.translation_leakage import candidate_translation_leakage, translation_leakage
from eval.runs.run import Run

__all__ = [
    "Aim",
    "LanguageMatrix",
    "Measured",
    "language_matrices",
    "measure",
    "unfilled_reasons",
]

_OF_A_RUN = (
    candidate_retrieval,
    own_language_share,
    candidate_own_language_share,
    translation_leakage,
    candidate_translation_leakage,
    duplicate_stories,
    intra_list_diversity,
    catalogue_coverage,
    concentration,
    median_age,
    newer_share,
    fill_rate,
    full_lists,
    candidate_recall,
)


def measure(run: Run, depths: Sequence[int] = ()) -> list[Measured]:
    """Return all measures of a run; those of retrieval at each depth, () for the run's k.

    Names differ, and do not depend on what the run holds, so that runs can be laid side by side.
    Raises InvalidRun if there are no answers or judgements, an article is unknown, or a depth is
    beyond the run's k.
    """
    recall, _ = language_matrices(run)
    return [
        *retrieval(run, depths or (run.manifest.k,)),
        *(measured(run) for measured in _OF_A_RUN),
        cross_language_gap(recall),
        *latency(run),
    ]
