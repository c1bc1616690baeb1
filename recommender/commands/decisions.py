"""`recommender decisions`: what editors decided, and what it teaches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

import click

from recommender.commands.context import as_json, common_options, id_of, open_services, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.store import Decision
    from index.store.decision import Which
    from recommender.bootstrap import Services

_VERDICTS = ("pin", "approve", "block", "merge", "split", "undo")
_SCOPES = ("page", "language", "section", "site", "story")
_FORMATS = ("jsonl", "csv", "qrels", "pairs")


@click.command("decisions", short_help="List what editors decided, or export it.")
@click.argument("page", required=False)
@click.option("--by", metavar="NAME", help="Only what NAME decided.")
@click.option("--since", metavar="TIME", help="Only what was decided from then on; ISO 8601.")
@click.option("--until", metavar="TIME", help="Only what was decided before then.")
@click.option("--page", "on_page", metavar="PAGE", help="Only what was decided on PAGE.")
@click.option("--article", metavar="ARTICLE", help="Only what was decided about ARTICLE.")
@click.option("--decision", type=click.Choice(_VERDICTS), help="Only such decisions.")
@click.option("--scope", type=click.Choice(_SCOPES), help="Only those made for such a scope.")
@click.option(
    "--export",
    type=click.File("w", encoding="utf-8", atomic=True),
    metavar="FILE",
    help="Write them to FILE, '-' for standard output.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="jsonl",
    help="How: JSON Lines, a table, TREC judgements, or pairs of texts.  [default: jsonl]",
)
@click.option("--agreement", is_flag=True, help="How often the engine had found what they judged.")
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    page: str | None,
    export: TextIO | None,
    form: str,
    agreement: bool,
    as_json: bool,
    **asked: str | None,
) -> None:
    """List every decision in order, those taken back, too; for PAGE those that hold.

    PAGE is an article's id or url; --page lists all that was ever decided on it.

    An exported file, as decisions.jsonl or, with --format qrels, as qrels.txt, in a folder beside
    the articles.jsonl that it is about, is a dataset to evaluate with: 'recommender-eval datasets
    --help' says how.
    """
    services = open_services(ctx)
    if agreement:
        _agreement(services, as_json)
        return
    if page is not None and any(asked.values()):
        raise click.UsageError("PAGE lists what holds there; to filter the log, use --page")
    found = _holding(services, page) if page is not None else _logged(services, asked)
    if export is not None:
        export.writelines(_lines(services, found, form))
        click.echo(f"{len(found)} decisions exported", err=True)
    elif as_json:
        print_json([json.loads(line) for line in _lines(services, found, "jsonl")])
    else:
        _print(found)


def _holding(services: Services, page: str) -> list[Decision]:
    from datetime import UTC, datetime

    from recommender.decisions import standing_under

    return standing_under(services.catalog.store, id_of(services, page), datetime.now(UTC))


def _logged(services: Services, asked: dict[str, str | None]) -> list[Decision]:
    return services.catalog.store.decisions.log(_which(services, asked))[::-1]


def _which(services: Services, asked: dict[str, str | None]) -> Which:
    from index.store import Verdict
    from index.store.decision import Scope, Which
    from recommender.deciding.moments import moment_of

    page, article = asked["on_page"], asked["article"]
    return Which(
        by=asked["by"],
        since=moment_of("since", asked["since"]),
        until=moment_of("until", asked["until"]),
        page=page and id_of(services, page),
        article=article and id_of(services, article),
        verdict=Verdict(asked["decision"]) if asked["decision"] else None,
        scope=Scope(asked["scope"]) if asked["scope"] else None,
    )


def _lines(services: Services, found: list[Decision], form: str) -> Iterable[str]:
    from recommender.api.decision_wire import DecisionOut
    from recommender.deciding.judgements import pairs_of_texts, qrels_of
    from recommender.deciding.table import table

    match form:
        case "csv":
            return table(found)
        case "qrels":
            return (f"{line}\n" for line in qrels_of(_judged(services, found)))
        case "pairs":
            pairs = pairs_of_texts(services.catalog.store, _judged(services, found))
            return (f"{json.dumps(each, ensure_ascii=False)}\n" for each in pairs)
        case _:
            return (f"{DecisionOut.of(each).model_dump_json()}\n" for each in found)


def _judged(services: Services, found: list[Decision]) -> list[Decision]:
    from recommender.deciding.judgements import judged

    # what was taken back by somebody who is not asked for is not judged either
    asked = {each.number for each in found}
    return [each for each in judged(services.catalog.store.decisions.all()) if each.number in asked]


def _agreement(services: Services, as_json: bool) -> None:
    from recommender.api.decision_log_wire import AgreementOut
    from recommender.deciding.agreement import agreement

    found = AgreementOut.of(agreement(services.catalog.store))
    if as_json:
        print_json(found.model_dump(mode="json", exclude_none=True))
        return
    click.echo(f"{'':<16}{'liked':>7}{'found':>7}{'blocked':>9}{'shown':>7}")
    for each in (*found.weeks, *found.languages):
        name = f"{each.week}" if each.week else f"{each.page_language} > {each.article_language}"
        click.echo(f"{name:<16}{each.liked:>7}{each.found:>7}{each.blocked:>9}{each.shown:>7}")
    if not found.weeks:
        click.echo("no judgement with a list yet; 'recommender decide --help' tells how", err=True)


def _print(decisions: list[Decision]) -> None:
    from recommender.deciding.words import in_words

    if not decisions:
        click.echo("no decisions; 'recommender decide --help' tells how to make one", err=True)
    for each in decisions:
        until = f"  until {each.until:%Y-%m-%d %H:%M}" if each.until else ""
        by = f"  by {each.by}" if each.by else ""
        click.echo(f"{each.number:>6}  {each.at:%Y-%m-%d %H:%M}  {in_words(each)}{until}{by}")
        if each.note:
            click.secho(f"        {' '.join(each.note.split())}", dim=True)
