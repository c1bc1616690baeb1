"""`recommender decide`: an editor's decision about an article under a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.errors import UnknownArticle
from recommender.commands.context import as_json, common_options, id_of, open_services, print_json

if TYPE_CHECKING:
    from recommender.bootstrap import Services


@click.command("decide", short_help="Pin, approve or block an article under a page.")
@click.argument("decision", type=click.Choice(["pin", "approve", "block", "undo"]))
@click.argument("page")
@click.argument("article")
@click.option(
    "--position", type=int, metavar="N", help="Where a pin stands, 1 to 100.  [default: first]"
)
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--note", metavar="TEXT", help="Why.")
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    decision: str,
    page: str,
    article: str,
    position: int | None,
    by: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Decide about ARTICLE under PAGE, each an article's id or url; the next answer follows it.

    \b
      pin      the story stands at --position, or first, whatever its score
      block    the story is never shown under the page, in no language
      approve  the link is good; evaluation learns of it, the list stays as it is
      undo     what was decided about the two is taken back

    Of each pair of PAGE and ARTICLE the latest decision holds. All are kept, with who, when and
    why: 'recommender decisions' lists them.
    """
    from datetime import UTC, datetime

    from index.store import Decision, Verdict
    from recommender.api.decision_wire import DecisionOut
    from recommender.decisions import decide

    services = open_services(ctx)
    seed, other = (_id(services, named, decision) for named in (page, article))
    made = Decision(seed, other, Verdict(decision), datetime.now(UTC), position, by, note)
    kept = decide(services.catalog.store, made)
    if as_json:
        print_json(DecisionOut.of(kept).model_dump(mode="json"))
    else:
        click.echo(f"decision {kept.number}: {decision} {other!r} under {seed!r}")


def _id(services: Services, named: str, decision: str) -> str:
    try:
        return id_of(services, named)
    except UnknownArticle:
        # what is undone may have been withdrawn since, and is then known by its id alone
        if decision != "undo":
            raise
        return named
