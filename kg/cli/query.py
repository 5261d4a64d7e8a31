"""`kg query`: SPARQL over a store."""

from typing import BinaryIO

import click

from kg.cli.options import opened, store_option

MOST_BYTES = 100_000  # of a query file; the store allows less


@click.command(name="query")
@click.argument("sparql", required=False)
@click.option(
    "-f", "--file", "file", type=click.File("rb"), help="Read the query from a file (- for standard input), in UTF-8."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@store_option
def command(sparql: str | None, file: BinaryIO | None, form: str, where: str) -> None:
    """Ask a store in SPARQL.

    SELECT, ASK, CONSTRUCT or DESCRIBE of SPARQL 1.1. The prefixes kg:, state:, person:, statement:, rdf:, rdfs:,
    prov:, oa: and so on need not be declared. The default
    graph is the union of all documents; GRAPH ?document {...} asks for one. JSON is that of the W3C; the JSON of a
    graph is a list of triples of N-Triples terms.

    \b
    kg query 'SELECT ?who WHERE { ?who kg:defends state:JPN }'
    kg query -f question.rq --format csv
    """
    from kg.cli.answers import WRITERS  # noqa: PLC0415 - `kg --help` answers at once

    query = _text(sparql, file)
    with opened(where) as store:
        for piece in WRITERS[form](store.query(query), store.base_iri):
            click.echo(piece, nl=False)


def _text(sparql: str | None, file: BinaryIO | None) -> str:
    """The query, from where it was given."""
    from kg.errors import UsageError  # noqa: PLC0415

    if file is None:
        if sparql is None:
            raise UsageError("no query; one argument, or --file FILE, is allowed")
        return sparql
    if sparql is not None:
        raise UsageError("two queries; either one argument or --file FILE is allowed")
    try:
        return file.read(MOST_BYTES).decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file.name}: is not UTF-8 at byte {error.start}; SPARQL in UTF-8 is allowed") from error
    except OSError as error:
        raise UsageError(f"{file.name}: cannot be read ({error.strerror}); a file is allowed") from error
