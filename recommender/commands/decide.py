"""`recommender decide`: an editor's decision about an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from index.errors import UnknownArticle
from recommender.commands.context import as_json, common_options, id_of, open_services, print_json

if TYPE_CHECKING:
    from index.store import Decision
    from recommender.bootstrap import Services

_LARGEST = 2**63 - 1


@click.command("decide", short_help="Pin, approve or block an article; merge or split stories.")
@click.argument(
    "decision", type=click.Choice(["pin", "approve", "block", "merge", "split", "undo"])
)
@click.argument("articles", nargs=-1, metavar="[PAGE] [ARTICLE]")
@click.option(
    "--position", type=int, metavar="N", help="Where a pin stands, 1 to 100.  [default: first]"
)
@click.option(
    "--scope",
    type=click.Choice(["page", "language", "section", "site"]),
    default="page",
    help="Where it holds.  [default: page]",
)
@click.option("--place", help="The language or section that it holds in.  [default: PAGE's]")
@click.option("--until", metavar="TIME", help="From then on it does not hold; ISO 8601.")
@click.option(
    "--number", type=click.IntRange(1, _LARGEST), metavar="N", help="The decision to undo."
)
@click.option(
    "--expects",
    type=click.IntRange(0, _LARGEST),
    metavar="N",
    help="Decide only if N is the last decision about the page.",
)
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--note", metavar="TEXT", help="Why.")
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    decision: str,
    articles: tuple[str, ...],
    expects: int | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Decide about ARTICLE under PAGE, each an article's id or url; the next answer follows it.

    \b
      pin      the story stands at --position, or first, whatever its score
      block    the story is never shown under the page, in no language
      approve  the link is good; evaluation learns of it, the list stays as it is
      merge    ARTICLE and PAGE tell one story, of which a list shows one version
      split    ARTICLE does not tell the story that it is filed under
      undo     what was decided about the two, or the decision with --number, is taken back

    With --scope a decision holds under more pages than one: then PAGE may be left out, and --place
    names the language or section. A narrower scope outweighs a wider one. 'block ARTICLE --scope
    site' shows it nowhere.

    Of each PAGE, or scope, and ARTICLE the latest decision holds. All are kept, with who, when and
    why: 'recommender decisions' lists them.
    """
    from recommender.api.decision_wire import DecidedOut
    from recommender.deciding.words import in_words
    from recommender.decisions import decide

    services = open_services(ctx)
    made = _made(services, decision, articles, said)
    decided = decide(services, made, expects)
    kept, warnings = decided.decision, list(decided.warnings)
    if as_json:
        print_json(DecidedOut.of(kept, warnings=warnings).model_dump(mode="json"))
    else:
        click.echo(f"decision {kept.number}: {in_words(kept)}")
        for warning in warnings:
            click.echo(f"note that {warning}", err=True)


def _made(
    services: Services, verdict: str, articles: tuple[str, ...], said: dict[str, Any]
) -> Decision:
    from datetime import UTC, datetime

    from index.store import Decision, Verdict
    from index.store.decision import Scope
    from recommender.deciding.moments import moment_of

    if (said["number"] is not None) != (not articles):
        raise click.UsageError("give PAGE and ARTICLE, or ARTICLE alone; or undo with --number")
    if said["number"] is not None and verdict != "undo":
        raise click.UsageError("--number is for undo")
    if len(articles) > 2:
        raise click.UsageError(f"give PAGE and ARTICLE; got {len(articles)} articles")
    ids = [_id(services, named, verdict) for named in articles]
    return Decision(
        seed=ids[0] if len(ids) == 2 else None,
        article=ids[-1] if ids else "",
        verdict=Verdict(verdict),
        at=datetime.now(UTC),
        position=said["position"],
        by=said["by"],
        note=said["note"],
        scope=Scope(said["scope"]),
        place=said["place"],
        until=moment_of("until", said["until"]),
        undoes=said["number"],
    )


def _id(services: Services, named: str, decision: str) -> str:
    try:
        return id_of(services, named)
    except UnknownArticle:
        # what is undone may have been withdrawn since, and is then known by its id alone
        if decision != "undo":
            raise
        return named
