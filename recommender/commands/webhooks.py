"""`recommender webhooks`: who is told of changed lists."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, TextIO

import click

from recommender.commands.context import as_json, common_options, open_services, print_json

if TYPE_CHECKING:
    from index.store import Store
    from index.store.webhooks import Webhook


@click.group("webhooks", short_help="Tell other services of changed lists.")
def command() -> None:
    """Tell other services of pages whose related stories changed, as it happens.

    \b
      recommender webhooks add https://cdn.example/purge    prints the secret that signs
      recommender webhooks list                             and how each of them goes
      recommender webhooks test https://cdn.example/purge

    While 'recommender serve' runs, each webhook is sent every change, in order, by messages that
    are signed as Standard Webhooks has it. One that fails is tried again, less and less often, and
    paused after five days. docs/changes.md tells what a message looks like.
    """


@command.command("add", short_help="Tell an address of all changes from now on.")
@click.argument("url")
@click.option(
    "--secret-file",
    type=click.File("r", encoding="utf-8"),
    help="File with the secret that signs, '-' for standard input.  [default: a new one]",
)
@click.option("--allow-private", is_flag=True, help="Let URL be an address of a private network.")
@as_json
@common_options
@click.pass_context
def add(
    ctx: click.Context, url: str, secret_file: TextIO | None, allow_private: bool, as_json: bool
) -> None:
    """Tell URL of all changes from now on; prints the secret that messages are signed with.

    The secret is kept in the store, where it is read to sign: keep the data folder to yourself.
    """
    from datetime import UTC, datetime

    from recommender.api.webhook_wire import NewWebhookOut
    from recommender.changes.webhooks import add_webhook

    store = open_services(ctx).catalog.store
    secret = secret_file.read() if secret_file else None
    hook = add_webhook(store, url, secret, allow_private, datetime.now(UTC))
    if as_json:
        print_json(NewWebhookOut.model_validate(hook).model_dump(mode="json"))
    else:
        click.echo(hook.secret)
        click.echo(f"webhook {hook.number}: {hook.url}", err=True)
    _warn_of_readers(store)


@command.command("list", short_help="List all webhooks and how they go.")
@as_json
@common_options
@click.pass_context
def listed(ctx: click.Context, as_json: bool) -> None:
    """List all webhooks: which are told, which fail and why, and which are paused."""
    from recommender.api.webhook_wire import WebhookOut

    found = open_services(ctx).catalog.store.webhooks.all()
    if as_json:
        print_json([WebhookOut.model_validate(hook).model_dump(mode="json") for hook in found])
        return
    for hook in found:
        click.echo(f"{hook.number:>4}  {hook.url}  {_state_of(hook)}")
    if not found:
        click.echo("no webhooks; 'recommender webhooks add --help' tells how to add one", err=True)


@command.command("remove", short_help="Tell an address no more.")
@click.argument("webhook")
@common_options
@click.pass_context
def remove(ctx: click.Context, webhook: str) -> None:
    """Tell WEBHOOK, a number or an address, no more."""
    from recommender.changes.webhooks import webhook_named

    store = open_services(ctx).catalog.store
    hook = webhook_named(store, webhook)
    store.webhooks.remove(hook.number)
    click.echo(f"webhook {hook.number}: {hook.url} is removed", err=True)


@command.command("resume", short_help="Go on with one that is paused.")
@click.argument("webhook")
@common_options
@click.pass_context
def resume(ctx: click.Context, webhook: str) -> None:
    """Go on with WEBHOOK, a number or an address, from where it stopped."""
    from recommender.changes.webhooks import webhook_named

    store = open_services(ctx).catalog.store
    hook = webhook_named(store, webhook)
    store.webhooks.resume(hook.number)
    click.echo(f"webhook {hook.number}: {hook.url} is tried again", err=True)


@command.command("test", short_help="Send a message without changes.")
@click.argument("webhook")
@common_options
@click.pass_context
def trial(ctx: click.Context, webhook: str) -> None:
    """Send WEBHOOK, a number or an address, a signed message without changes."""
    from datetime import UTC, datetime

    from recommender.changes.webhooks import try_out, webhook_named

    store = open_services(ctx).catalog.store
    hook = webhook_named(store, webhook)
    try_out(store, hook, datetime.now(UTC))
    click.echo(f"webhook {hook.number}: {hook.url} has it", err=True)


def _state_of(hook: Webhook) -> str:
    if hook.paused:
        return f"paused after {hook.failures} failures: {hook.trouble}"
    if hook.trouble:
        again = f"{hook.retry_at:%Y-%m-%d %H:%M}" if hook.retry_at else "at once"
        return f"failed {hook.failures} times, next attempt {again}: {hook.trouble}"
    return f"told at {hook.delivered_at:%Y-%m-%d %H:%M}" if hook.delivered_at else "not told yet"


def _warn_of_readers(store: Store) -> None:
    if store.path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        click.echo(
            f"{str(store.path)!r} now has a secret in it, and other users of this machine can read "
            "it: take that away with chmod 600",
            err=True,
        )
