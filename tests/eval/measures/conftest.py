"""Small runs, written down in a few words."""

from collections.abc import Callable, Mapping
from dataclasses import fields

import pytest

from eval.corpus import Facts
from eval.qrels import Qrels
from eval.runs.run import Answer, Hit, Manifest, Run

Words = Mapping[str, str]


def hits(ids: str) -> tuple[Hit, ...]:
    """Hits whose scores say nothing of their order."""
    return tuple(Hit(id_, 0.5) for id_ in ids.split())


def facts(id_: str, **told: object) -> Facts:
    """Facts of an article called story.language."""
    story, _, language = id_.partition(".")
    defaults = {"language": language or "en", "story": story, "title": f"On {id_}"}
    return Facts(id=id_, **{**defaults, **told})


@pytest.fixture(scope="session")
def make_run() -> Callable[..., Run]:
    """Make a run of lists such as {"a.de": "b.de c.fr"}.

    `within` are lists by found language, `recorded` other fields of answers, `told` of facts.
    """

    def make(
        shown: Words,
        qrels: Qrels | None = None,
        candidates: Words | None = None,
        within: Mapping[str, Words] | None = None,
        recorded: Mapping[str, Mapping[str, object]] | None = None,
        told: Mapping[str, Mapping[str, object]] | None = None,
        k: int = 10,
        languages: Mapping[str, int] | None = None,
    ) -> Run:
        qrels, candidates, within = qrels or {}, candidates or {}, within or {}
        recorded, told, languages = recorded or {}, told or {}, languages or {"de": 5, "fr": 5}
        answers = [
            Answer(
                **{
                    "seed": seed,
                    "only": None,
                    "shown": hits(ids),
                    "candidates": hits(candidates.get(seed, "")),
                    "unfilled_reason": None,
                    "seconds": 0.01,
                    **recorded.get(seed, {}),
                }
            )
            for seed, ids in shown.items()
        ]
        answers += [
            Answer(seed, language, hits(ids), (), None, 0.01)
            for language, lists in within.items()
            for seed, ids in lists.items()
        ]
        ids = {id_ for judged in qrels.values() for id_ in judged} | qrels.keys()
        ids |= {hit.id for a in answers for hit in (*a.shown, *a.candidates)}
        ids |= {answer.seed for answer in answers}
        return Run(
            Manifest(
                **{
                    **{field.name: "" for field in fields(Manifest)},
                    "name": "a run",
                    "articles": sum(languages.values()),
                    "languages": languages,
                    "k": k,
                    "found_languages": tuple(within),
                }
            ),
            tuple(answers),
            {id_: facts(id_, **told.get(id_, {})) for id_ in ids},
            qrels,
        )

    return make
