"""Translations that the engine is not told of: pages stand alone, and are judged by their story.

A page whose translations are declared is compared by all of them together, and found by each.
Single texts show what encoder and scores can do without that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from eval.datasets.dataset import Dataset
from eval.runs.run import Answer, Hit, Run
from index.article import RawArticle


def without_keys(dataset: Dataset) -> Dataset:
    """Return the dataset without translation keys, under a name of its own."""

    def articles() -> Iterator[RawArticle]:
        for raw in dataset.articles():
            yield raw.model_copy(update={"translation_key": None})

    return replace(dataset, name=f"{dataset.name}-hidden", articles=articles)


def stories_of(dataset: Dataset) -> Mapping[str, str]:
    """Return the story of each article by its id, as the dataset declares it."""
    return {str(raw.id): raw.translation_key or str(raw.id) for raw in dataset.articles()}


def revealed(run: Run, stories: Mapping[str, str], k: int) -> Run:
    """Return a run over hidden translations with its articles in their true stories.

    The page's own translations leave its lists: to find them is no merit here, and nobody wants
    them. `k` is how many stories a list is then measured to; the run has to hold some more.
    """

    def others(seed: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return tuple(hit for hit in hits if stories[hit.id] != stories[seed])

    def judged(answer: Answer) -> Answer:
        seed = answer.seed
        shown, candidates = others(seed, answer.shown), others(seed, answer.candidates)
        return replace(answer, shown=shown, candidates=candidates)

    facts = {id_: replace(each, story=stories[id_]) for id_, each in run.facts.items()}
    manifest = replace(run.manifest, k=k)
    return replace(run, manifest=manifest, answers=tuple(map(judged, run.answers)), facts=facts)
