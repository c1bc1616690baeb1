"""Small runs to report on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eval.corpus import Facts
from eval.runs.making import Options, Progress, make_run
from eval.runs.run import Answer, Hit, Manifest, Run
from index.encoder import Encoder

Words = Mapping[str, str]


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Run:
    """The engine's answers about sample articles in four scripts, recorded for real."""
    options = Options("demo", k=5, languages=("ar", "en", "hi", "zh"))
    folder = tmp_path_factory.mktemp("catalogues")
    return make_run(options, "engine", Path("none"), folder, Progress(), encoder)


@pytest.fixture(scope="session")
def poorer(demo_run: Run) -> Run:
    """The same without anything related, upside down."""
    answers = tuple(
        replace(
            each,
            shown=tuple(hit for hit in each.shown[::-1] if hit.id not in demo_run.qrels[each.seed]),
        )
        for each in demo_run.answers
    )
    return Run(replace(demo_run.manifest, name="poorer"), answers, demo_run.facts, demo_run.qrels)


def facts(id_: str, told: Mapping[str, object]) -> Facts:
    """Facts of an article called story.language."""
    story, _, language = id_.partition(".")
    known = {
        "language": language or "en",
        "story": story,
        "title": f"On {id_}",
        "url": f"https://news.example/{id_}",
        "published_at": datetime(2026, 11, 4, tzinfo=UTC),
    }
    return Facts(id=id_, **{**known, **told})


@pytest.fixture(scope="session")
def hand_made() -> Callable[..., Run]:
    """Make a run of lists such as {"a.de": "b.de c.fr"}, with scores from 0.9 down by 0.1.

    `related` are the related articles of each seed, `within` lists by found language, `told` other
    facts of articles, `recorded` other fields of answers.
    """

    def make(
        shown: Words,
        related: Words,
        within: Mapping[str, Words] | None = None,
        told: Mapping[str, Mapping[str, object]] | None = None,
        recorded: Mapping[str, object] | None = None,
        **manifest: object,
    ) -> Run:
        lists = [(None, shown), *(within or {}).items()]
        answers = tuple(
            replace(Answer(seed, only, hits(ids), (), None, 0.002), **recorded or {})
            for only, by_seed in lists
            for seed, ids in by_seed.items()
        )
        qrels = {seed: dict.fromkeys(ids.split(), 1) for seed, ids in related.items()}
        ids = {id_ for seed, grades in qrels.items() for id_ in (seed, *grades)}
        ids |= {id_ for each in answers for id_ in (each.seed, *(hit.id for hit in each.shown))}
        known = {id_: facts(id_, (told or {}).get(id_, {})) for id_ in sorted(ids)}
        return Run(replace(described(known, within or {}), **manifest), answers, known, qrels)

    return make


def hits(ids: str) -> tuple[Hit, ...]:
    """Hits with scores from 0.9 down by 0.1."""
    return tuple(Hit(id_, 0.9 - 0.1 * place) for place, id_ in enumerate(ids.split()))


def described(known: Mapping[str, Facts], within: Mapping[str, Words]) -> Manifest:
    """Say what a hand-made run is."""
    languages = [each.language for each in known.values()]
    return Manifest(
        name="by hand",
        system="engine",
        dataset="a few",
        corpus_digest="c0",
        judgements_digest="f0",
        articles=len(known),
        languages={tag: languages.count(tag) for tag in languages},
        k=3,
        found_languages=tuple(within),
        policy="default-1",
        model_id="static-v1",
        options={"seeds": None},
        settings={"minimum_score": 0.15},
        versions={"python": "3.11"},
        created_at="2026-11-22T18:35:45+00:00",
        seconds=1.2,
    )


@pytest.fixture
def two_languages(hand_made: Callable[..., Run]) -> Run:
    """Two German pages and one French one; matrix de, fr. Of "b.de" nothing related is shown."""
    return hand_made(
        {"a.de": "x.de y.fr", "b.de": "y.de", "c.fr": "x.fr"},
        {"a.de": "x.de x.fr", "b.de": "z.fr", "c.fr": "x.de"},
        within={
            "de": {"a.de": "x.de", "b.de": "y.de", "c.fr": "x.de"},
            "fr": {"a.de": "y.fr", "b.de": "z.fr y.fr", "c.fr": "x.fr"},
        },
    )
