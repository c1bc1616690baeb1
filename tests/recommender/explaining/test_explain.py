"""Why stories are in a list, and why others are not."""

import math
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

import recommender.explaining
from index.article import Article, RawArticle
from index.catalog import Catalog
from index.errors import UnknownArticle
from index.store import Decision, Verdict
from recommender.explaining import Reasons, explain
from recommender.policies import load_policies
from recommender.policy import Policy, default_policy
from recommender.service import Recommender

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Articles = dict[str, Article]
WORDS = tomllib.loads(
    (Path(recommender.explaining.__file__).parent / "sentences.toml").read_text("utf-8")
)["en"]
EVERYTHING = """
relax = ["minimum_score"]
[mine.freshness]
oldest = 3
[mine.closeness]
[mine.diversity]
most_alike = 0.9
[mine.limits]
per_section = 1
per_tag = 1
per_author = 1
per_source = 1
[mine.relations]
order = ["background"]
at_most = { similar = 1 }
[mine.languages]
mode = "same_language"
at_most = { en = 1 }
[mine.include]
section = ["world"]
[mine.exclude]
tag = ["advert"]
[mine.boosts]
tag = { good = 0.1 }
"""


@pytest.fixture
def declared(tmp_path: Path) -> Callable[[str], Policy]:
    """Make a policy of a declaration."""

    def make(toml: str) -> Policy:
        home = tmp_path / "policies"
        home.mkdir()
        (home / "policies.toml").write_text(f"[mine]\nversion = 1\nminimum_score = -1\n{toml}")
        return load_policies(home, "mine", -1).default

    return make


def of(found: tuple[Reasons, ...]) -> dict[str, Reasons]:
    return {each.card.id: each for each in found}


def words(reasons: Reasons, name: str) -> set[tuple[str, str]]:
    (part,) = (part for part in reasons.parts if part.name == name)
    return {(shared.page, shared.article) for shared in part.shared}


def test_the_parts_make_the_score(recommender: Recommender):
    """Of every story, steps above the usual sum up to the score that the list has."""
    explanation = recommender.explain("quake-en", k=3, now=NOW)

    scores = {found.id: found.score for found in explanation.ranking.selected}
    scores |= {row.card.id: row.score for row in explanation.runners_up}
    for reasons in (*explanation.shown, *explanation.runners_up):
        steps = sum(part.steps for part in reasons.parts)
        score = math.copysign(1 - 2 ** -abs(steps), steps)
        assert score == pytest.approx(scores[reasons.card.id], abs=1e-5)


def test_the_parts_are_the_weighted_evidence(catalog: Catalog, recommender: Recommender):
    """Steps times the distance from usual to rare are the raw score less the usual one."""
    (reasons,) = recommender.explain("quake-en", k=1, now=NOW).shown
    outlines = catalog.store.outlines([reasons.card.row])
    articles = catalog.facts(np.array([outline.row for outline in outlines]))
    evidence = catalog.evidence(catalog.store.seed("quake-en"), articles)
    place = [outline.id for outline in outlines].index(reasons.version.nearest)

    step = evidence.rare[place] - evidence.usual[place]
    above = sum(part.steps for part in reasons.parts) * step
    assert above == pytest.approx(evidence.raw[place] - evidence.usual[place], abs=1e-5)


def test_all_that_is_shown_is_explained_in_its_order(recommender: Recommender):
    """Each story of the list has reasons, at its place."""
    explanation = recommender.explain("quake-en", k=4, now=NOW)

    assert [each.card for each in explanation.shown] == [
        found.card for found in explanation.ranking.selected
    ]
    assert [each.place for each in explanation.shown] == [1, 2, 3, 4]


def test_whatever_is_asked_about_has_the_reason_of_the_ranking(
    recommender: Recommender, articles: Articles
):
    """For every article of the catalogue, shown or dropped, the answer agrees with the list."""
    explanation = recommender.explain(
        "quake-en", k=2, why_not=[*articles], only=["en", "ru"], now=NOW
    )

    reason_of = {each.row: each.reason for each in explanation.ranking.dropped}
    assert [each.card.id for each in explanation.asked] == [*articles]
    for each in explanation.asked:
        if each.place:
            assert explanation.shown[each.place - 1].card == each.card
        elif each.comparison is None:
            assert each.reason == reason_of[each.card.row]
    assert {each.reason for each in explanation.asked} >= {"is_the_seed", "not_published_yet", None}


def test_runners_up_are_other_stories_once_each(recommender: Recommender):
    """What comes next is neither shown nor the page, and no story stands there twice."""
    explanation = recommender.explain("quake-en", k=2, now=NOW)

    shown = {each.card.id for each in explanation.shown}
    following = [each.card.id for each in explanation.runners_up]
    assert not {*following} & {*shown, "quake-en"}
    assert not {"aid-de", "aid-fr"} <= {*following}
    scores = [each.score for each in explanation.runners_up]
    assert scores == sorted(scores, reverse=True)


def test_names_are_found_across_scripts(recommender: Recommender):
    """Токио is Tokyo, Сакамото is Sakamoto, and 4 812 is 4,812; each with both spellings."""
    explanation = recommender.explain("quake-en", k=5, why_not=["quake-ru"], now=NOW)

    (russian,) = explanation.asked
    assert {("Tokyo", "Токио"), ("Sakamoto", "Сакамото")} <= words(russian, "terms")
    assert ("4,812", "4 812") in words(russian, "numbers")


def test_spots_cut_the_shared_words_out_of_both_texts(recommender: Recommender, articles: Articles):
    """Wherever a word is said to stand, in a title or a text, it stands, in one of its forms."""
    explanation = recommender.explain("aid-de", k=5, why_not=[*articles], now=NOW)

    spots = 0
    for each in explanation.asked:
        for shared in (shared for part in each.parts for shared in part.shared):
            for written, places in (
                (shared.page, shared.on_page),
                (shared.article, shared.in_article),
            ):
                cut = [getattr(articles[id_], field)[a:b] for id_, field, a, b in places]
                assert written in cut
                spots += len(cut)
    assert spots > 50


def test_a_page_and_its_translation_both_say_where_words_stand(recommender: Recommender):
    """A page is compared in all its versions, and spots say in which a word stands."""
    explanation = recommender.explain("aid-de", k=5, now=NOW)

    shown = of(explanation.shown)["quake-ru"]
    ids = {spot.id for part in shown.parts for each in part.shared for spot in each.on_page}
    assert ids == {"aid-de", "aid-fr"}


def test_the_score_that_is_needed_is_the_least_that_would_do(recommender: Recommender):
    """With the score needed a story would be shown, and with a little less it would not."""
    explanation = recommender.explain("quake-en", k=2, now=NOW)
    considered = explanation.ranking.considered

    for reasons in explanation.runners_up:
        if reasons.needed is None:
            continue
        for shift, shows in ((0.002, True), (-0.002, False)):
            columns = considered.columns
            its = columns.story == columns.story[columns.row == reasons.card.row]
            changed = replace(
                columns, score=np.where(its, np.float32(reasons.needed + shift), columns.score)
            )
            chosen = considered.request.policy.select(changed, considered.seed, 2)
            assert bool(np.isin(columns.row[its], chosen.rows).any()) is shows
    assert any(reasons.needed for reasons in explanation.runners_up)


def test_below_the_minimum_score_that_is_what_is_needed(catalog: Catalog):
    """A story under the floor of a policy needs that floor."""
    recommender = Recommender(catalog, default_policy(0.95))

    (bridge,) = recommender.explain("quake-en", k=6, why_not=["bridge-en"]).asked

    assert bridge.reason == "below_minimum_score"
    assert bridge.needed == pytest.approx(0.95, abs=0.002)


def test_no_score_lets_in_what_is_not_published(recommender: Recommender):
    """A fact is not outweighed."""
    (embargo,) = recommender.explain("quake-en", k=2, why_not=["embargo-en"], now=NOW).asked

    assert (embargo.reason, embargo.needed) == ("not_published_yet", None)


def test_what_moved_a_story_is_named_with_how_far(
    recommender: Recommender, declared: Callable[[str], Policy]
):
    """Age and boosts have the sizes that were declared."""
    policy = declared(
        "[mine.freshness]\nhalf_life = 1\nweight = 0.4\n[mine.boosts]\nsection = { local = 0.1 }"
    )
    explanation = recommender.explain("quake-en", k=6, now=NOW, policy=policy)

    moved = {each.name: each for each in of(explanation.shown)["bridge-en"].moved}
    assert moved["boosts"].by == pytest.approx(0.1)
    assert moved["freshness"].by == pytest.approx(-0.4 * (1 - 2**-20), abs=1e-3)


def test_a_move_that_keeps_a_story_out_says_where_it_would_stand(
    recommender: Recommender, declared: Callable[[str], Policy]
):
    """Without the boost of another section the nearest story would come first."""
    policy = declared("[mine.boosts]\nbound = 0.3\nsection = { world = -0.3, food = 0.3 }")
    plain = recommender.related("quake-en", 1, now=NOW, only=["ru", "fr"]).selected[0].id

    explanation = recommender.explain(
        "quake-en", 1, [plain], now=NOW, only=["ru", "fr"], policy=policy
    )

    (asked,) = explanation.asked
    without = [each.place_without for each in asked.moved if each.name == "boosts"]
    assert without == [1]


def test_everything_that_a_policy_can_say_has_words(declared: Callable[[str], Policy]):
    """Whatever rule, limit or move decides, a sentence can name it."""
    policy = declared(EVERYTHING)

    limits = (*policy.limits, policy.diversity)
    reasons = {each.reason for each in (*policy.rules, *limits)} | {"beyond_k", "not_compared"}
    assert len(limits) == 9
    assert reasons == WORDS["reasons"].keys()
    assert {move.name for move in policy.moves} | {"diversity"} == WORDS["moves"].keys()


def test_editors_are_named(catalog: Catalog, recommender: Recommender):
    """Who pinned a story, when and why; the same for one that was blocked."""
    for id_, verdict in (("soup-fr", Verdict.PIN), ("aid-fr", Verdict.BLOCK)):
        catalog.store.decisions.append(
            Decision("quake-en", id_, verdict, NOW, by="mia", note="Lunch.")
        )

    explanation = recommender.explain("quake-en", k=2, why_not=["aid-de"], now=NOW)

    (pin,) = explanation.shown[0].decisions
    assert (explanation.shown[0].card.id, pin.by, pin.note) == ("soup-fr", "mia", "Lunch.")
    (blocked,) = explanation.asked
    assert blocked.reason == "blocked_by_an_editor"
    assert [each.article for each in blocked.decisions] == ["aid-fr"]


def test_the_version_that_is_shown_says_why(recommender: Recommender):
    """A reader of French gets the French version; the score may be that of another."""
    explanation = recommender.explain("quake-en", k=4, languages=["fr"], now=NOW)

    shown = of(explanation.shown)
    version = shown["aid-fr"].version
    assert (version.language, version.wished, version.others) == ("fr", "fr", ("de",))
    assert version.nearest in {"aid-de", "aid-fr"}
    assert shown["quake-ru"].version.wished is None


def test_an_article_that_was_never_compared_says_so(
    catalog: Catalog, recommender: Recommender, make_article: Callable[..., object]
):
    """Beyond the nearest it has a score of its own, and what would have become of it."""
    near = [
        make_article(
            f"near-{n}",
            title=f"Earthquake {n} in Tokyo",
            text=f"A strong earthquake shook Tokyo, report {n}.",
        )
        for n in range(210)
    ]
    catalog.put(near)

    explanation = recommender.explain("quake-en", k=2, why_not=["bridge-en"], now=NOW)

    (bridge,) = explanation.asked
    assert bridge.reason == "not_compared"
    assert bridge.comparison is not None
    compared = explanation.ranking.candidates.score
    assert bridge.comparison.nearer == np.count_nonzero(compared > bridge.score)
    assert bridge.comparison.candidates == len(compared)
    assert (bridge.comparison.place, bridge.comparison.reason) == (None, "beyond_k")
    assert bridge.needed is not None


def test_an_unknown_article_is_refused(recommender: Recommender):
    """What is not in the catalogue cannot be explained, and the message names it."""
    with pytest.raises(UnknownArticle, match="'nowhere'"):
        recommender.explain("quake-en", k=2, why_not=["nowhere"])


def test_several_pages_and_texts_are_explained_too(catalog: Catalog, recommender: Recommender):
    """A story has the parts of the page that it is nearest to; a text has words, but no spots."""
    several = recommender.related_to_several(["soup-fr", "quake-en"], k=2, now=NOW)
    text = recommender.related_to_text(RawArticle(title="Earthquake in Tokyo"), k=2, now=NOW)

    for ranking in (several, text):
        for reasons, found in zip(explain(catalog, ranking).shown, ranking.selected, strict=True):
            assert reasons.score == pytest.approx(found.score, abs=1e-6)
    (first, _) = explain(catalog, text).shown
    assert any(shared.page == "Tokyo" for part in first.parts for shared in part.shared)
    assert not [spot for part in first.parts for each in part.shared for spot in each.on_page]


def test_a_day_of_publication_is_written_out(catalog: Catalog, make_article: Callable[..., object]):
    """A text that names the day on which the other appeared shares it, though it stands once."""
    catalog.put([
        make_article("speech", text="The speech of 9 May 2024 is remembered by many."),
        make_article("report", text="A report.", published_at=datetime(2024, 5, 9, tzinfo=UTC)),
    ])  # fmt: skip
    recommender = Recommender(catalog, default_policy(-1))

    (report,) = recommender.explain("speech", k=1, why_not=["report"]).asked

    (numbers,) = (part for part in report.parts if part.name == "numbers")
    (shared,) = numbers.shared
    assert (shared.page, shared.article) == ("9 May 2024", "2024-05-09")
    assert (len(shared.on_page), shared.in_article) == (1, ())
