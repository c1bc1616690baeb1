"""`recommender explain`: why these stories, and why not others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, common_options, id_of, open_services, print_json
from recommender.commands.wishes import wish_options

if TYPE_CHECKING:
    from recommender.explaining import Explanation, Reasons
    from recommender.explaining.explanation import Part
    from recommender.wish import Wish

_BAR = 30
"""Characters of a bar for one step."""

_LONGEST = 60


@click.command("explain", short_help="Say why these stories are related, and not others.")
@click.argument("page")
@click.option(
    "--why-not", multiple=True, metavar="ID", help="An article that you miss; repeatable."
)
@wish_options
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    page: str,
    why_not: tuple[str, ...],
    k: int | None,
    wish: Wish,
    policy: str | None,
    as_json: bool,
) -> None:
    """Say why each story is related to PAGE, an article's id or url, and why others are not.

    The list is that of 'recommender related'. Others are those that would come next, and the
    articles that you name with --why-not, whether or not they are near.

    Bars show what a score is made of, in steps: 0 is as near as any two articles in these
    languages usually are, 1 as near as the nearest of a thousand such pairs. One step makes a
    score of 0.5, two make 0.75, three 0.875. Words are named as the page writes them, then as the
    story does.

    \b
      recommender explain asteria-capsule-lands-en --why-not kaimura-alert-en
      recommender explain asteria-capsule-lands-en --policy magazine -k 4
    """
    services = open_services(ctx, k=k, policy=policy)
    explanation = services.recommender.explain(
        id_of(services, page),
        services.settings.k,
        [id_of(services, each) for each in why_not],
        **wish,
    )
    if as_json:
        from recommender.api.explanation_wire import ExplainedOut

        answer = ExplainedOut.explained(explanation, services.catalog.model_id)
        print_json(answer.model_dump(mode="json"))
    else:
        _print(explanation)


def _print(explanation: Explanation) -> None:
    from recommender.explaining.sentences import gave_way

    for title, articles in (
        ("Shown", explanation.shown),
        ("What came next", explanation.runners_up),
        ("What you asked about", explanation.asked),
    ):
        if articles:
            click.secho(f"{title}\n", bold=True)
        for reasons in articles:
            _print_reasons(reasons)
    if explanation.ranking.relaxed:
        click.echo(gave_way(explanation.ranking.relaxed))


def _print_reasons(reasons: Reasons) -> None:
    from recommender.explaining.sentences import LEAST, beside_parts

    card = reasons.card
    place = f"{reasons.place}." if reasons.place else ""
    click.echo(f"{place:>4} {reasons.score:.3f}  {card.language:<3} {card.title}")
    click.secho(f"     {card.id}", dim=True)
    for part in reasons.parts:
        if abs(part.steps) >= LEAST:
            click.echo(f"     {_bar(part)}")
    for sentence in beside_parts(reasons):
        click.echo(f"     {sentence}")
    click.echo()


def _bar(part: Part) -> str:
    from recommender.explaining.sentences import name_of

    length = min(round(_BAR * abs(part.steps)), _LONGEST)
    bar = ("#" if part.steps > 0 else "-") * length
    return f"{part.steps:+6.2f}  {name_of(part):<45} {bar}".rstrip()
