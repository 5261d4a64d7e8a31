"""`kg serve`: a SPARQL endpoint over a store."""

import click

from kg.cli.options import DEFAULT_STORE, Number


@click.command(name="serve")
@click.option("--store", "where", default=DEFAULT_STORE, show_default=True, metavar="DIR", help="Folder of the store.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port to listen at.")
@click.option("--write", is_flag=True, help="Take SPARQL updates too.")
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=Number(0, 86_400, min_open=True),
    metavar="SECONDS",
    help="Time that one request may take.",
)
@click.option(
    "--limit",
    default=50.0,
    show_default=True,
    type=Number(0, 100_000, min_open=True),
    metavar="MEGABYTES",
    help="Size that one answer may have.",
)
@click.option("--cors", metavar="ORIGIN", help="Web site whose pages may ask, such as https://example.org.")
def command(where: str, *, host: str, port: int, write: bool, timeout: float, limit: float, cors: str | None) -> None:
    """Serve a store as a SPARQL endpoint.

    With a page to ask from. SPARQL 1.1 Protocol at /sparql, for this machine alone and read-only unless told
    otherwise. Builds may go on meanwhile. Ends with Ctrl-C.

    \b
    kg serve --store out/store
    curl http://127.0.0.1:8765/sparql --data-urlencode 'query=ASK { state:USA kg:defends state:JPN }'
    """
    from kg.server import Served, serve  # noqa: PLC0415 - `kg --help` answers at once

    served = Served(where, write=write, timeout=timeout, limit=limit, cors=cors)
    serve(
        served,
        host=host,
        port=port,
        listening=lambda url: click.echo(f"{url} asks {where}; Ctrl-C ends it", err=True),
    )
