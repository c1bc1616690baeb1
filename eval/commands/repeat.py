"""`recommender-eval repeat`: does a recorded run come out the same again?"""

from pathlib import Path

import click

from eval.commands.options import data_option, shown_progress, work_option


@click.command("repeat", short_help="Make a recorded run again, and say whether it is the same.")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write the new run to.")
@data_option
@work_option
@click.pass_context
def command(ctx: click.Context, run: Path, out: Path | None, data: Path, work: Path) -> None:
    """Ask again for what RUN, a recorded run, asked for: dataset, system, settings, seeds.

    Exits with status 1 if articles, judgements, model or lists are not the same.
    """
    from eval.runs.folder import load, save
    from eval.runs.making import make_run, options_of

    before = load(run)
    name = before.manifest.name
    with shown_progress() as progress:
        after = make_run(options_of(before.manifest), name, data, work / "catalogues", progress)
    if out:
        save(after, out)
    same = True
    for what in ("corpus_digest", "judgements_digest", "model_id", "policy", "settings"):
        old, new = getattr(before.manifest, what), getattr(after.manifest, what)
        if old != new:
            same = False
            click.echo(f"{what}: {old!r} then, {new!r} now")
    pairs = zip(before.answers, after.answers, strict=False)
    changed = sum([h.id for h in a.shown] != [h.id for h in b.shown] for a, b in pairs)
    if len(before.answers) != len(after.answers) or changed:
        same = False
        click.echo(f"{changed} of {len(before.answers)} lists differ")
    click.echo("the same" if same else "not the same")
    ctx.exit(not same)
