"""Lists and judgements of articles as those of stories, in whatever language.

A list shows each story once, in the version that suits the reader, while judgements name the
version that the judge happened to see. Both are about the story. As with redundant documents, only
the first version in a list is of use: Bernstein and Zobel (2005), Redundant documents and search
effectiveness.
"""

from eval.measures.answered import facts_of
from eval.qrels import Qrels
from eval.runs.run import Lists, Run


def fold_lists(run: Run, lists: Lists) -> dict[str, list[str]]:
    """Return lists of stories, each at the place of its first version.

    The seed's own story keeps its place, too, for it took that place from another. Raises
    InvalidRun if an article is unknown.
    """
    story_of = _Stories(run).__getitem__
    return {seed: list(dict.fromkeys(map(story_of, ids))) for seed, ids in lists.items()}


def fold_qrels(run: Run, qrels: Qrels) -> dict[str, dict[str, int]]:
    """Return the highest grade of each story's judged versions; grades below 0 count as 0.

    A seed's own story is left out, since nobody on the page wants to open it again; so is a seed
    without any relevant story, for which no list would be better than another. Raises InvalidRun
    if an article is unknown.
    """
    story_of = _Stories(run)
    folded: dict[str, dict[str, int]] = {}
    for seed, judged in qrels.items():
        stories: dict[str, int] = {}
        for id_, grade in judged.items():
            story = story_of[id_]
            stories[story] = max(grade, stories.get(story, 0))
        stories.pop(story_of[seed], None)
        if any(stories.values()):
            folded[seed] = stories
    return folded


class _Stories(dict[str, str]):
    """Article id → story, as a dict, since this is looked up millions of times."""

    def __init__(self, run: Run) -> None:
        super().__init__({id_: facts.story for id_, facts in run.facts.items()})
        self._run = run

    def __missing__(self, id_: str) -> str:
        return facts_of(self._run, id_).story
