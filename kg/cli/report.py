"""`kg report`: a short brief of a store, to be read."""

from pathlib import Path

import click

from kg.cli.options import confidence_option, opened, store_option


@click.command(name="report")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write: .html, or .md with its pictures beside it.",
)
@click.option("--title", help="Title. [default: the two main actors]")
@confidence_option
@store_option
def command(documents: tuple[str, ...], *, output: Path, title: str | None, least: float, where: str) -> None:
    """Write a short brief for a person.

    Main actors, conflicts and cooperations, contradictions, what only one source says, a timeline; each with its
    sentences and files. Of the whole store, or of some documents or folders in it.

    \b
    kg report -o brief.html
    kg report seeds -o brief.md --min-confidence 0.7 --title "US and Japan"
    """
    from kg.analysis import brief_of  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.naming import keys_under  # noqa: PLC0415
    from kg.cli.reporting import check_suffix, write  # noqa: PLC0415

    check_suffix(output)
    with opened(where) as store:
        keys = {key for name in documents for key in keys_under(name, store)}
        view = store.view(keys or None).confident(least)
    write(brief_of(view, title=title), output)
