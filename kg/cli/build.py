"""`kg build`: files to a store, a page, a Turtle file and a list of statements."""

import sys
from pathlib import Path

import click

OUTPUTS = (("html", "graph.html"), ("turtle", "graph.ttl"), ("jsonl", "statements.jsonl"))


@click.command(name="build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for everything that is made.")
@click.option("--root", type=click.Path(path_type=Path), help="Folder that document keys are relative to; kept in the store. [default: working folder]")
@click.option("--key", metavar="NAME", help="Key of plain text that comes from standard input.")
@click.option("--jsonl", is_flag=True, help="Standard input is JSON Lines, one document a line.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], out: Path, root: Path | None, key: str | None, *, jsonl: bool) -> None:
    """Read files, folders or JSON Lines (- for standard input) and build their graph.

    Leaves OUT/store, OUT/graph.html, OUT/graph.ttl and OUT/statements.jsonl. Documents built before stay; a document
    built again is replaced.

    \b
    kg build seeds/ --out out/
    cat article.txt | kg build - --key article.txt
    """
    from kg.cli.building import build_all  # noqa: PLC0415 - loading the rooms takes longer than `kg --help` may

    ctx.exit(build_all(paths, out=out, root=root, stdin=sys.stdin.buffer, key=key, jsonl=jsonl))
