"""`kg report`: a short brief of a store, to be read."""

from pathlib import Path

import click

from kg.cli.options import opened, store_option
from kg.cli.selecting import Choice, selection_options


@click.command(name="report")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write: .html, or .md with its pictures beside it.",
)
@click.option("--title", help="Title. [default: the two main actors]")
@selection_options
@store_option
def command(*, output: Path, title: str | None, choice: Choice, where: str) -> None:
    """Write a short brief for a person.

    Main actors, conflicts and cooperations, contradictions, what only one source says, a timeline; each with its
    sentences and files.

    \b
    kg report -o brief.html
    kg report -o states.md --roll-up states --min-confidence 0.7
    kg report -o seeds.html --graph seeds --title "US and Japan"
    """
    from kg.analysis import brief_of  # noqa: PLC0415 - `kg --help` answers at once
    from kg.cli.copying import copies_of, index_of  # noqa: PLC0415
    from kg.cli.reporting import check_suffix, write  # noqa: PLC0415

    check_suffix(output)
    with opened(where) as store:
        view = choice.of(store).view(with_text=False)
        copies = copies_of(view.documents, store, index_of(where))
    write(brief_of(view, title=title, copies=copies), output)
