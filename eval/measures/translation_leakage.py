"""Whether the page's own story comes back in another language.

A measure of our own: to a translation-aware encoder the nearest article is the page's translation,
and a reader has just read it.
"""

from collections.abc import Sequence

from eval.measures.answered import candidates, facts_of, shown
from eval.measures.measured import Aim, Measured, mean_of_seeds
from eval.measures.shares import share_by_seed
from eval.runs.run import Lists, Run


def translation_leakage(run: Run) -> Measured:
    """Share of the shown that is the seed's own story; 0 is right."""
    return _own_story_share(run, shown(run), "translation leakage", Aim.LOWER)


def candidate_translation_leakage(run: Run) -> Measured:
    """Share of the first k candidates that is the seed's own story, before any rule.

    Good encoders have a high one; it says how much the rules have to take away.
    """
    return _own_story_share(run, candidates(run), "candidate translation leakage", Aim.NEUTRAL)


def _own_story_share(run: Run, lists: Lists, name: str, aim: Aim) -> Measured:
    def counted(seed: str, ids: Sequence[str]) -> int:
        own = facts_of(run, seed).story
        return sum(facts_of(run, id_).story == own for id_ in ids)

    by_seed, note = share_by_seed(lists, run.manifest.k, counted)
    explanation = "share that is the page's own story, such as its translations"
    return mean_of_seeds(f"{name}@{run.manifest.k}", by_seed, aim, explanation, note=note)
