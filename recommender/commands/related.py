"""`recommender related`: what a page should link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, common_options, id_of, open_services, print_json

if TYPE_CHECKING:
    from recommender.ranking import Ranking


@click.command("related", short_help="List the stories that a page should link to.")
@click.argument("page")
@click.option("-k", type=int, help="How many stories.  [default: 6]")
@click.option(
    "--languages",
    default="",
    metavar="DE,FR",
    help="The reader's languages, best first.  [default: the page's]",
)
@click.option(
    "--only",
    default="",
    metavar="DE,FR",
    help="Show nothing in other languages than these.  [default: any]",
)
@click.option(
    "--exclude", multiple=True, metavar="ID", help="An article that is on the page already."
)
@click.option("--policy", metavar="NAME", help="The policy that chooses.  [default: news]")
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    page: str,
    k: int | None,
    languages: str,
    only: str,
    exclude: tuple[str, ...],
    policy: str | None,
    as_json: bool,
) -> None:
    """List the stories that PAGE, an article's id or url, should link to.

    Each line shows the score (larger is nearer), the language, the title, and the other
    languages that the story is told in. A story that exists in several languages is shown in the
    first of --languages that it exists in. Policies are news, evergreen, magazine, and those that
    policies.toml in the data folder declares.
    """
    from datetime import UTC, datetime

    from recommender.reader import listed_languages

    services = open_services(ctx, k=k, policy=policy)
    id_ = id_of(services, page)
    preferred, readable = listed_languages(languages), listed_languages(only)
    ranking = services.recommender.related(
        id_, services.settings.k, preferred, readable, exclude, datetime.now(UTC)
    )
    if as_json:
        from recommender.api.wire import RelatedOut

        answer = RelatedOut.of(ranking, services.catalog.model_id)
        print_json(answer.model_dump(mode="json"))
    else:
        article = services.catalog.store.article(id_)
        _print(article.title if article else id_, ranking)


def _print(title: str, ranking: Ranking) -> None:
    click.secho(title, bold=True)
    for found in ranking.selected:
        card = found.card
        others = " ".join(version.language for version in found.translations)
        date = f"{card.published_at:%Y-%m-%d}" if card.published_at else "no date"
        also = f"  (also: {others})" if others else ""
        pinned = "  (pinned)" if found.pinned else ""
        click.echo(f"  {found.score:.3f}  {card.language:<3} {date}  {card.title}{also}{pinned}")
        click.secho(f"              {card.id}", dim=True)
    if ranking.relaxed:
        click.secho(f"  given up to fill the list: {', '.join(ranking.relaxed)}", dim=True)
    if ranking.unfilled_reason:
        click.echo(f"  no more: {ranking.unfilled_reason.replace('_', ' ')}")
