"""A command with sub-commands in files of their own, imported when they are asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from index.errors import EngineError


class CommandGroup(click.Group):
    """Finds the sub-command NAME as `command` in the module PACKAGE.NAME."""

    def __init__(self, *args: Any, package: str, names: Sequence[str], **kwargs: Any) -> None:
        """Take the sub-commands' names in the order in which a newcomer meets them."""
        super().__init__(*args, **kwargs)
        self._package, self._names = package, list(names)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order that was given."""
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a sub-command."""
        if cmd_name not in self._names:
            return None
        command: click.Command = import_module(f"{self._package}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run; what the engine refuses becomes one line and exit status 1."""
        try:
            return super().invoke(ctx)
        except EngineError as error:
            raise click.ClickException(str(error)) from error
