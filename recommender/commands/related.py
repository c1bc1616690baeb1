"""`recommender related`: what a page should link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, common_options, id_of, open_services, print_json
from recommender.commands.wishes import wish_options

if TYPE_CHECKING:
    from recommender.ranking import Ranking
    from recommender.wish import Wish


@click.command("related", short_help="List the stories that a page should link to.")
@click.argument("pages", nargs=-1, required=True)
@wish_options
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    pages: tuple[str, ...],
    k: int | None,
    wish: Wish,
    policy: str | None,
    as_json: bool,
) -> None:
    """List the stories that a page should link to: PAGES is an article's id or url.

    Given several, such as those that a reader has just read, list what is related to any of them.

    Each line shows the score (larger is nearer), the language, the date, what the story is to the
    page, the title, and the other languages that the story is told in. A story that exists in
    several languages is shown in the first of --languages that it exists in. Policies are news,
    evergreen, magazine, archive, and those that policies.toml in the data folder declares.
    """
    services = open_services(ctx, k=k, policy=policy)
    ids = [id_of(services, page) for page in pages]
    ranking = services.recommender.related_to_several(ids, services.settings.k, **wish)
    if as_json:
        from recommender.api.wire import RelatedOut

        answer = RelatedOut.of(ranking, services.catalog.model_id)
        print_json(answer.model_dump(mode="json"))
    else:
        articles = (services.catalog.store.article(id_) for id_ in ids)
        titles = (article.title if article else "" for article in articles)
        _print(" + ".join(titles), ranking)


def _print(title: str, ranking: Ranking) -> None:
    click.secho(title, bold=True)
    for found in ranking.selected:
        card = found.card
        others = " ".join(version.language for version in found.translations)
        date = f"{card.published_at:%Y-%m-%d}" if card.published_at else "no date"
        also = f"  (also: {others})" if others else ""
        pinned = "  (pinned)" if found.pinned else ""
        relation = (found.relation or "").replace("_", " ")
        click.echo(
            f"  {found.score:.3f}  {card.language:<3} {date}  {relation:<10}  "
            f"{card.title}{also}{pinned}"
        )
        click.secho(f"              {card.id}", dim=True)
    if ranking.relaxed:
        click.secho(f"  given up to fill the list: {', '.join(ranking.relaxed)}", dim=True)
    if ranking.unfilled_reason:
        click.echo(f"  no more: {ranking.unfilled_reason.replace('_', ' ')}")
