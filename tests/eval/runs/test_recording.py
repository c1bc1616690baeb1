"""What a run holds of a system's answers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.catalogues import open_catalogue
from eval.datasets import find
from eval.runs.making import Options, Progress, make_run, options_of
from eval.runs.recording import sampled
from eval.runs.run import Run
from index.encoder import Encoder

MakeRun = Callable[..., Run]


def test_every_seed_is_asked_for_once_in_each_way(engine_run: Run):
    """One list in any language, and one in each language of the matrix."""
    asked = Counter((answer.seed, answer.only) for answer in engine_run.answers)

    assert set(asked.values()) == {1}
    assert {only for _, only in asked} == {None, "de", "en"}
    assert {seed for seed, _ in asked} == set(engine_run.qrels)


def test_a_list_is_what_the_site_would_get(engine_run: Run, encoder: Encoder, tmp_path: Path):
    """The recorded articles and scores are those of the service."""
    services = open_catalogue(find("demo").load(Path()), tmp_path, {}, encoder).services
    for answer in [answer for answer in engine_run.answers if answer.only is None][::13]:
        ranking = services.recommender.related(answer.seed, 6)

        assert [hit.id for hit in answer.shown] == [found.id for found in ranking.selected]
        assert [hit.score for hit in answer.shown] == [found.score for found in ranking.selected]
        assert answer.unfilled_reason == ranking.unfilled_reason
    services.close()


def test_a_list_in_one_language_holds_that_language(engine_run: Run):
    """What was asked for in German is German."""
    shown = {id_ for ids in engine_run.lists_in("de").values() for id_ in ids}

    assert shown
    assert {engine_run.facts[id_].language for id_ in shown} == {"de"}


def test_candidates_are_the_nearest_without_the_page(engine_run: Run):
    """Rules have not touched them: they fall by score, and the page's translations are there."""
    answers = [answer for answer in engine_run.answers if answer.only is None]

    leaked = 0
    for answer in answers:
        scores = [hit.score for hit in answer.candidates]
        assert scores == sorted(scores, reverse=True)
        story = engine_run.facts[answer.seed].story
        assert answer.seed not in [hit.id for hit in answer.candidates]
        leaked += any(engine_run.facts[hit.id].story == story for hit in answer.candidates)
    assert leaked > 0


def test_a_run_names_what_led_to_it(make_demo_run: MakeRun, engine_run: Run):
    """Options, settings and digests are in the manifest; the same options give the same lists."""
    manifest = make_demo_run(settings={"minimum_score": "0.3"}).manifest

    assert manifest.settings["minimum_score"] == 0.3
    assert manifest.options["settings"] == {"minimum_score": "0.3"}
    assert manifest.corpus_digest == engine_run.manifest.corpus_digest
    assert manifest.judgements_digest == engine_run.manifest.judgements_digest
    assert make_demo_run(**asdict(options_of(engine_run.manifest))).lists == engine_run.lists


def test_judgements_about_absent_articles_are_counted(encoder: Encoder, tmp_path: Path):
    """They are left out with a warning that says how many there are."""
    (tmp_path / "articles.jsonl").write_text(
        '{"id": "a", "title": "The bridge opens", "text": "Traffic flows."}\n'
        '{"id": "b", "title": "Traffic on the bridge", "text": "It is open."}\n'
    )
    (tmp_path / "qrels.txt").write_text("a 0 b 1\na 0 gone 1\nlost 0 b 1\n")

    options = Options(str(tmp_path), matrix=())
    run = make_run(options, "x", Path(), tmp_path / "work", Progress(), encoder)

    assert run.qrels == {"a": {"b": 1}}
    assert "1 seeds are not in the catalogue, such as 'lost'" in " ".join(run.manifest.warnings)
    assert "1 judged articles are not in the catalogue, such as 'gone'" in " ".join(
        run.manifest.warnings
    )


@pytest.mark.parametrize("system", ["engine", "exact"])
def test_exact_search_misses_nothing(make_demo_run: MakeRun, system: str):
    """Today's index compares every vector, so its candidates are the exact nearest."""
    run = make_demo_run(system=system, matrix=())

    recalls = [answer.recall for answer in run.answers]
    assert set(recalls) == {1.0}


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(["de", "en", "zh"])), st.integers(1, 9))
def test_a_sample_takes_as_many_of_each_language_as_there_are(languages: dict[str, str], most: int):
    """No more than asked for, no fewer than there are, none twice."""
    qrels = {seed: {"x": 1} for seed in languages}

    chosen = sampled(qrels, languages, most)

    there = Counter(languages.values())
    expected = {language: min(most, count) for language, count in there.items()}
    assert Counter(languages[seed] for seed in chosen) == expected
