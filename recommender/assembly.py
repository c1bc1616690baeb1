"""From a declaration to a policy: each table becomes rules, moves and limits."""

from collections.abc import Iterator

import numpy as np

from recommender.declaration import DeclaredPolicy, given
from recommender.languages import Languages
from recommender.policy import Policy, rules_of_every_list
from recommender.rules import (
    Ageing,
    AtMost,
    AtMostOfRelation,
    Boosts,
    Closeness,
    Diversity,
    LanguageMix,
    Limit,
    Move,
    Preferably,
    RelationOrder,
    Rule,
    minimum_score,
    no_older_than,
    not_from,
    only_from,
    preferred_language_first,
)


def assembled(name: str, declared: DeclaredPolicy, floor: float) -> Policy:
    """Return the policy that was declared; `floor` is its minimum score unless it has one."""
    if declared.minimum_score is not None:
        floor = declared.minimum_score
    lowest = min((floor, *declared.relations.minimum_score.values()))
    languages = _languages(declared)
    return Policy(
        name=f"{name}-{declared.version}",
        floor=lowest if "minimum_score" not in declared.relax else -1.0,
        rules=rules_of_every_list(*_rules(declared, floor)),
        moves=tuple(_moves(declared)),
        limits=tuple(_limits(declared, languages.mix, floor)),
        diversity=_diversity(declared),
        # a mix of languages never makes a list short
        relax=tuple(dict.fromkeys((*declared.relax, "languages"))),
        languages=languages,
        asks=frozenset(_asks(declared)),
    )


def _languages(declared: DeclaredPolicy) -> Languages:
    said = declared.languages
    is_mixed = said.at_least or said.shares or said.at_most
    mix = LanguageMix(said.at_least, said.shares, said.at_most) if is_mixed else None
    return Languages(said.prefer, said.accept_language, said.mode, mix)


def _rules(declared: DeclaredPolicy, floor: float) -> Iterator[Rule]:
    yield from (only_from(facet, names) for facet, names in given(declared.include).items())
    yield from (not_from(facet, names) for facet, names in given(declared.exclude).items())
    if declared.relations.exclude:
        yield not_from("relation", declared.relations.exclude)
    if "minimum_score" not in declared.relax:
        yield minimum_score(floor, declared.relations.minimum_score)


def _moves(declared: DeclaredPolicy) -> Iterator[Move]:
    if declared.freshness and declared.freshness.weight:
        said = declared.freshness
        lives: dict[str, dict[str, float]] = {}
        lives |= {"section": said.by_section} if said.by_section else {}
        by_relation: dict[str, float] = {str(name): days for name, days in said.by_relation.items()}
        lives |= {"relation": by_relation} if by_relation else {}
        ageing = Ageing(said.half_life, said.weight, lives, given(said.evergreen))
        yield Move("freshness", ageing)
    if close := declared.closeness:
        yield Move("closeness", Closeness(close.half_life, close.weight))
    if boosts := _boosted(declared):
        bound = declared.boosts.bound
        yield Move("boosts", Boosts(bound, boosts), bound)
    if declared.languages.mode == "same_language":
        yield Move("languages", preferred_language_first)
    if declared.relations.order:
        yield Move("relations", RelationOrder(declared.relations.order), np.inf)


def _limits(declared: DeclaredPolicy, mix: LanguageMix | None, floor: float) -> Iterator[Limit]:
    for name, most in given(declared.limits).items():
        yield AtMost(name.removeprefix("per_"), most)
    if declared.freshness and declared.freshness.oldest:
        yield Preferably("freshness", no_older_than(declared.freshness.oldest))
    if "minimum_score" in declared.relax:
        by_relation = declared.relations.minimum_score
        yield Preferably("minimum_score", minimum_score(floor, by_relation))
    if declared.relations.at_most:
        yield AtMostOfRelation(declared.relations.at_most)
    if mix:
        yield mix


def _diversity(declared: DeclaredPolicy) -> Diversity | None:
    said = declared.diversity
    if said is None:
        return None
    return Diversity(said.relevance, np.inf if said.most_alike is None else said.most_alike)


def _asks(declared: DeclaredPolicy) -> Iterator[str]:
    yield from given(declared.include)
    yield from given(declared.exclude)
    yield from _boosted(declared)
    yield from (name.removeprefix("per_") for name in given(declared.limits))
    if declared.freshness:
        yield from given(declared.freshness.evergreen)
        yield from ["section"] * bool(declared.freshness.by_section)
    if _languages(declared).mix:
        yield "language"


def _boosted(declared: DeclaredPolicy) -> dict[str, dict[str, float]]:
    return {facet: each for facet, each in given(declared.boosts).items() if facet != "bound"}
