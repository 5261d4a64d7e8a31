"""`kg names`: names that may be another's, and what the user decides of them."""

from pathlib import Path

import click

from kg.cli.options import opened, store_option


def _decisions_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--decisions",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Where decisions are kept. [default: decisions.tsv beside the store]",
    )(command)


@click.group(name="names", invoke_without_command=True)
@store_option
@click.pass_context
def command(ctx: click.Context, where: str) -> None:
    """List names that may be another's, written otherwise.

    With how alike they are and what came of it: linked or apart by likeness, accepted or refused by you. What you
    decide counts at the next `kg build`, and `forget` undoes it.

    \b
    kg names --store out/store
    kg names accept Bayon person/joe-biden
    kg names refuse Bayon person/joe-biden
    kg names forget Bayon person/joe-biden
    """
    if ctx.invoked_subcommand is not None:
        return
    from kg.cli.tables import table  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where) as store:
        rows = [
            (testimony.document.key, link.written, link.entity, f"{link.score:.2f}", link.decision)
            for testimony in store.testimonies(with_text=False)
            for link in testimony.links
        ]
    click.echo(table(("document", "name", "may be", "likeness", "decision"), rows))


def _decide(where: str, file: Path | None, name: str, entity: str, *, accepted: bool | None) -> None:
    """Writes a decision, or takes it back where `accepted` is None."""
    from kg.errors import UsageError  # noqa: PLC0415 - `kg --help` answers at once
    from kg.options import DECISIONS, Decision, read_decisions, written_decisions  # noqa: PLC0415

    if file is None and "://" in where:
        raise UsageError(f"{where}: nothing lies beside a store on a server; --decisions FILE is allowed")
    if not name.strip() or any(mark in name + entity for mark in "\t\r\n"):
        raise UsageError(f"name {name!r}: cannot be decided; words on one line are allowed")
    if not entity.startswith("person/"):
        raise UsageError(f"{entity!r}: is no person; an id as `kg names` lists it, person/..., is allowed")
    path = file or Path(where).parent / DECISIONS
    kept = [each for each in read_decisions(path) if (each.written, each.entity) != (name, entity)]
    decided = kept if accepted is None else [*kept, Decision(name, entity, accepted)]
    path.write_text(written_decisions(decided), encoding="utf-8")
    click.echo(f"{path}: {len(decided)} decisions; the next `kg build` goes by them", err=True)


def _add(name: str, said: str, *, accepted: bool | None) -> None:
    """A subcommand that decides of a name, or takes a decision back."""

    @command.command(name=name, help=said)
    @click.argument("name")
    @click.argument("entity")
    @_decisions_option
    @click.pass_context
    def decide(ctx: click.Context, name: str, entity: str, decisions: Path | None) -> None:
        _decide(_store_of(ctx), decisions, name, entity, accepted=accepted)


_add(
    "accept", "Decide that NAME is the person with the id ENTITY, wherever nobody is known by that name.", accepted=True
)
_add("refuse", "Decide that NAME is not the person with the id ENTITY.", accepted=False)
_add("forget", "Take a decision back.", accepted=None)


def _store_of(ctx: click.Context) -> str:
    assert ctx.parent is not None  # a subcommand always has one  # noqa: S101
    where: str = ctx.parent.params["where"]
    return where
