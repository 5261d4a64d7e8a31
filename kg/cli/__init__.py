"""The command `kg`: every command parses its words, calls a room and prints; results on stdout, messages on stderr.

Commands are imported when used and import their rooms when run, so that `kg --help` answers at once.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

COMMANDS = {
    "build": "kg.cli.build",
    "diff": "kg.cli.diff",
    "documents": "kg.cli.documents",
    "export": "kg.cli.export",
    "load": "kg.cli.load",
    "names": "kg.cli.names",
    "query": "kg.cli.query",
    "remove": "kg.cli.remove",
    "rename": "kg.cli.rename",
    "report": "kg.cli.report",
    "serve": "kg.cli.serve",
    "show": "kg.cli.show",
    "validate": "kg.cli.validate",
}
LONGEST_LINE = 1000
"""Characters of an error that are shown."""
INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C ended."""


class Commands(click.Group):
    """Imports a command when it is asked for, and tells every error in one line on stderr."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, None where there is none."""
        module = COMMANDS.get(cmd_name)
        command: click.Command | None = import_module(module).command if module else None
        return command

    def main(  # type: ignore[override]  # click has overloads, one of which never returns
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> object:
        """Run a command and leave with its exit code (see `kg.errors`); without `standalone_mode` give its result."""
        run: Callable[[], Any] = partial(super().main, args, prog_name, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        _print_any_character()
        try:
            code = run()
        except KgError as error:
            code = _tell("kg", str(error), error.exit_code)
        except click.ClickException as error:
            code = _tell(*_words_of(error), error.exit_code)
        except click.Abort:
            code = _tell("kg", "interrupted", INTERRUPTED)
        except OSError as error:
            code = _tell("kg", _reason(error), 3)
        return sys.exit(code or 0)


def _print_any_character() -> None:
    """Let a terminal or pipe whose encoding lacks a character have its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _tell(who: str, what: str, code: int) -> int:
    """Print the one line of an error; gives its exit code."""
    from kg.cli.tables import one_line  # noqa: PLC0415 - only where something went wrong

    line = one_line(what)
    click.echo(f"{who}: {line if len(line) <= LONGEST_LINE else f'{line[:LONGEST_LINE]}...'}", err=True)
    return code


def _words_of(error: click.ClickException) -> tuple[str, str]:
    """Who complains of wrong words, and of what."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    who = context.command_path if context else "kg"
    what = " ".join(error.format_message().split()).rstrip(".")
    allowed = f"; commands: {', '.join(sorted(COMMANDS))}" if context and who == "kg" else ""
    return who, f"{what[:1].lower()}{what[1:]}{allowed}; see {who} --help"


def _reason(error: OSError) -> str:
    file = f"{error.filename}: " if error.filename is not None else ""
    return f"{file}{error.strerror or error}"


@click.group("kg", cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn news into a knowledge graph of geopolitical relations.

    Every statement keeps the words, the file and the speaker it comes from.

    \b
    kg build seeds/ --out out/
    kg show Japan
    kg query 'SELECT ?who WHERE { ?who kg:defends state:JPN }'

    Results go to stdout, messages to stderr. Exit codes: 0 done; 1 done, but some documents failed; 2 wrong usage; 3
    nothing could be done; 130 interrupted.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)
