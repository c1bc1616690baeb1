"""How well lists agree with judgements: nDCG, RR, R, P and AP, as trec_eval computes them.

Järvelin and Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques. Voorhees (1999),
The TREC-8 question answering track report (RR). Buckley and Voorhees (2005), Retrieval system
evaluation (R, P, AP). Van Gysel and de Rijke (2018), Pytrec_eval: an extremely fast Python
interface to trec_eval.
"""

from collections.abc import Mapping, Sequence

from eval.errors import InvalidRun
from eval.measures.answered import candidates, shown
from eval.measures.folding import fold_lists, fold_qrels
from eval.measures.measured import Aim, Measured, mean_of_seeds, noted
from eval.qrels import Qrels
from eval.runs.run import Lists, Run

CANDIDATES = 100
"""How many stories the candidates are measured to; the policy has to choose from them."""

_TREC = {
    "nDCG": "ndcg_cut_{}",
    "RR": "recip_rank",
    "R": "recall_{}",
    "P": "P_{}",
    "AP": "map_cut_{}",
}
"""What trec_eval calls them at a depth."""

_EXPLAINED = {
    "nDCG": "gain of the related stories shown, by grade and place, over the best possible",
    "RR": "1 / place of the first related story; 0 if there is none",
    "R": "related stories shown, over all there are",
    "P": "related stories shown, over the length of the list asked for",
    "AP": "mean precision at the places of the related stories",
}


def retrieval(run: Run, depths: Sequence[int]) -> list[Measured]:
    """Measure what was shown, to each depth in stories.

    A judged seed without a list counts 0. Raises InvalidRun if the run or its judgements are empty,
    or if a list was never asked to be as long as a depth.
    """
    lists, qrels = fold_lists(run, shown(run)), _judgements(run)
    note = _note(run, lists, qrels)
    measured = []
    for depth in depths:
        if not 1 <= depth <= run.manifest.k:
            raise InvalidRun(
                f"cannot measure at depth {depth}: the run's lists are of {run.manifest.k}; "
                "record a run with longer lists, or choose another depth"
            )
        for name, by_seed in score(lists, qrels, depth, tuple(_TREC)).items():
            title = f"{name}@{depth}"
            measured.append(mean_of_seeds(title, by_seed, Aim.HIGHER, _EXPLAINED[name], note=note))
    return measured


def candidate_retrieval(run: Run) -> Measured:
    """R of the candidates: no rule can show a related story that is not among them."""
    lists, qrels = fold_lists(run, candidates(run)), _judgements(run)
    return mean_of_seeds(
        f"candidate R@{CANDIDATES}",
        score(lists, qrels, CANDIDATES, ["R"])["R"] if lists else {},
        Aim.HIGHER,
        "related stories among the nearest candidates, over all there are",
        note=_note(run, lists, qrels) if lists else "the run recorded no candidates",
    )


def score(
    lists: Lists, qrels: Qrels, depth: int, measures: Sequence[str]
) -> Mapping[str, Mapping[str, float]]:
    """Return measure → seed → value in [0, 1], for every seed of qrels, 0 without a list.

    Measures are "nDCG", "RR", "R", "P" and "AP". Lists are cut at `depth`; they hold nothing twice,
    and each seed has something relevant.
    """
    import pytrec_eval

    named = {measure: _TREC[measure].format(depth) for measure in measures}
    # trec_eval sorts by score and breaks ties by id, so a rank that decides is a score of its own
    ranked = {
        seed: {item: float(-rank) for rank, item in enumerate(lists[seed][:depth])}
        for seed in qrels
        if lists.get(seed)
    }
    found = pytrec_eval.RelevanceEvaluator(qrels, set(named.values())).evaluate(ranked)
    return {
        name: {seed: found[seed][trec] if seed in found else 0.0 for seed in qrels}
        for name, trec in named.items()
    }


def _note(run: Run, lists: Lists, qrels: Qrels) -> str:
    return noted(
        (len(run.qrels) - len(qrels), "judged seeds without another related story left out"),
        (sum(not lists[seed] for seed in qrels), "judged seeds without a list counted as 0"),
    )


def _judgements(run: Run) -> Qrels:
    qrels = fold_qrels(run, run.qrels)
    if not qrels:
        raise InvalidRun(
            f"the run {run.manifest.name!r} has no seed with a related story besides its own; "
            "it needs judgements about other stories"
        )
    return qrels
