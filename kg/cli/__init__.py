"""The command `kg`: every command parses its words, calls a room and prints; results on stdout, messages on stderr.

Commands are imported when used and import their rooms when run, so that `kg --help` answers at once.
"""

from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

COMMANDS = {
    "build": "kg.cli.build",
    "documents": "kg.cli.documents",
    "export": "kg.cli.export",
    "query": "kg.cli.query",
    "remove": "kg.cli.remove",
    "show": "kg.cli.show",
}


class Failed(click.ClickException):
    """A `KgError` on its way to the terminal: one line on stderr and the documented exit code."""

    def __init__(self, error: KgError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code

    def show(self, file: Any = None) -> None:
        """Print the line."""
        click.echo(f"kg: {self.message}", err=True, file=file)


class Commands(click.Group):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, None where there is none."""
        module = COMMANDS.get(cmd_name)
        command: click.Command | None = import_module(module).command if module else None
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of geokg becomes one line and an exit code."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise Failed(error) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn news into a knowledge graph of geopolitical relations.

    Every statement keeps the words, the file and the speaker it comes from.

    Exit codes: 0 done; 1 done, but some documents failed; 2 wrong usage; 3 nothing could be done.
    """
