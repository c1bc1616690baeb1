"""Whether a system prefers the language of the page.

Roy et al. (2020), LAReQA: language-agnostic answer retrieval from a multilingual pool, show that
encoders may align languages and still prefer one, once all compete in one list.
"""

from collections.abc import Sequence
from statistics import fmean

from eval.errors import InvalidRun
from eval.measures.answered import candidates, facts_of, shown
from eval.measures.measured import Aim, Measured, mean_of_seeds
from eval.measures.shares import share_by_seed
from eval.runs.run import Lists, Run


def own_language_share(run: Run) -> Measured:
    """Share of the shown that is in the seed's language; the target is the corpus share.

    A policy that shows each story in the page's language raises it, rightly, where the corpus is
    translated; then the candidates tell more of the encoder.
    """
    return _own_language_share(run, shown(run), "own-language share")


def candidate_own_language_share(run: Run) -> Measured:
    """Share of the first k candidates of other stories that is in the seed's language.

    No rule has touched them, but the page's own translations, which come first, are left out.
    """
    others = {
        seed: [id_ for id_ in ids if facts_of(run, id_).story != facts_of(run, seed).story]
        for seed, ids in candidates(run).items()
    }
    return _own_language_share(run, others, "candidate own-language share")


def _own_language_share(run: Run, lists: Lists, name: str) -> Measured:
    def counted(seed: str, ids: Sequence[str]) -> int:
        own = facts_of(run, seed).language
        return sum(facts_of(run, id_).language == own for id_ in ids)

    by_seed, note = share_by_seed(lists, run.manifest.k, counted)
    return mean_of_seeds(
        f"{name}@{run.manifest.k}",
        by_seed,
        Aim.NEUTRAL,
        "share in the page's language; the target is that language's share of the corpus",
        target=fmean(_corpus_share(run, seed) for seed in by_seed) if by_seed else None,
        note=note,
    )


def _corpus_share(run: Run, seed: str) -> float:
    language, counts = facts_of(run, seed).language, run.manifest.languages
    if not counts.get(language):
        raise InvalidRun(
            f"the run {run.manifest.name!r} counts no articles in {language!r}, the language of "
            f"its seed {seed!r}; record it again"
        )
    return counts[language] / sum(counts.values())
