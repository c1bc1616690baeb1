"""`recommender keys`: who may ask the service for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, common_options, given_options, print_json

if TYPE_CHECKING:
    from index.store.keys import Key, Keys


@click.group("keys", short_help="Make, list and revoke keys to the service.")
def command() -> None:
    """Make, list and revoke keys to the service.

    A running service follows within a second. What takes a key, the setting 'access' says; with
    a key, a scope allows the same in every mode:

    \b
      read   related stories, articles, what changed
      write  that, and to publish and remove articles
      edit   to read, and to make editors' decisions, which are signed with the key's name
      admin  everything
    """


@command.command("create", short_help="Make a key; it is shown once.")
@click.argument("name")
@click.option(
    "--scope",
    type=click.Choice(["read", "write", "edit", "admin"]),
    required=True,
    help="What the key allows.",
)
@click.option(
    "--expires",
    type=click.IntRange(1, 36_500),
    metavar="DAYS",
    help="When it ceases to hold.  [default: never]",
)
@click.option(
    "--rate",
    type=click.FloatRange(0),
    metavar="N",
    help="Requests a second, 0 for any number.  [default: the setting rate_limit]",
)
@as_json
@common_options
@click.pass_context
def _create(
    ctx: click.Context,
    name: str,
    scope: str,
    expires: int | None,
    rate: float | None,
    as_json: bool,
) -> None:
    """Make a key for the person or program NAME and print it.

    It is shown this once: the store keeps only what it takes to recognise it.
    """
    from datetime import UTC, datetime, timedelta

    from index.store.keys import Scope
    from recommender.access.keys import make_key

    now = datetime.now(UTC)
    until = now + timedelta(days=expires) if expires else None
    made = make_key(_keys(ctx), name, Scope(scope), now, until, rate)
    if as_json:
        print_json({"key": made.text, **_shown(made.key)})
        return
    click.echo(made.text)
    click.echo(
        f"key {made.key.id} of {made.key.name!r}, scope {scope}; it is not shown again", err=True
    )


@command.command("list", short_help="List all keys, without their secrets.")
@as_json
@common_options
@click.pass_context
def _list(ctx: click.Context, as_json: bool) -> None:
    """List all keys in the order made: id, scope, name, and what became of them."""
    keys = _keys(ctx).all()
    if as_json:
        print_json([_shown(key) for key in keys])
        return
    if not keys:
        click.echo("no keys; 'recommender keys create --help' tells how to make one", err=True)
    for key in keys:
        rate = "" if key.rate is None else f", {key.rate:g}/s"
        click.echo(f"{key.id}  {key.scope:<5}  {key.name}  ({_state(key)}{rate})")


@command.command("revoke", short_help="Take a key back.")
@click.argument("prefix")
@as_json
@common_options
@click.pass_context
def _revoke(ctx: click.Context, prefix: str, as_json: bool) -> None:
    """Take back the key whose id begins with PREFIX; it is refused within a second."""
    from datetime import UTC, datetime

    from recommender.access.keys import revoke_key

    key = revoke_key(_keys(ctx), prefix, datetime.now(UTC))
    if as_json:
        print_json(_shown(key))
    else:
        click.echo(f"key {key.id} of {key.name!r} is revoked")


def _keys(ctx: click.Context) -> Keys:
    from index.store import Store
    from recommender.bootstrap import STORE_FILE
    from recommender.settings import load_settings

    store = Store(load_settings(**given_options(ctx)).home / STORE_FILE)
    ctx.call_on_close(store.close)
    return store.keys


def _shown(key: Key) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scope": key.scope,
        "rate": key.rate,
        "created": key.created,
        "expires": key.expires,
        "revoked": key.revoked,
        "used": key.used,
    }


def _state(key: Key) -> str:
    made = f"made {key.created:%Y-%m-%d}"
    used = f", used {key.used}" if key.used else ", never used"
    expires = f", expires {key.expires:%Y-%m-%d}" if key.expires else ""
    revoked = f", revoked {key.revoked:%Y-%m-%d}" if key.revoked else ""
    return f"{made}{used}{expires}{revoked}"
