"""`kg validate`: the graph of every document against the SHACL shapes."""

import click

from kg.cli.options import opened, store_option


@click.command(name="validate")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@store_option
def command(documents: tuple[str, ...], where: str) -> int:
    """Check documents against the SHACL shapes.

    All of them, or those named by key or path. Prints what is wrong, one line each, and leaves with 1 where anything
    is.

    \b
    kg validate --store out/store
    """
    from itertools import groupby  # noqa: PLC0415 - `kg --help` answers at once

    from kg.cli.naming import keys_of  # noqa: PLC0415
    from kg.cli.tables import one_line  # noqa: PLC0415
    from kg.store.validation import violations  # noqa: PLC0415

    checked = wrong = 0
    with opened(where) as store:
        keys = keys_of(documents, store) if documents else sorted(store.kept())
        for key, quads in ((key, store.quads([key])) for key in keys):
            checked += 1
            for _, found in groupby(violations(key, quads), key=lambda each: (each.node, each.message)):
                each = next(found)
                wrong += 1
                value = f" ({each.value})" if each.value else ""
                click.echo(one_line(f"{key}: {each.node}: {each.message}{value}"))
    click.echo(f"{checked} document{'' if checked == 1 else 's'} checked, {wrong} violations", err=True)
    return 1 if wrong else 0
