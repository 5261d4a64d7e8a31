"""`kg build`: files to a store, a page, a Turtle file and a list of statements."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import confidence_option

if TYPE_CHECKING:
    from kg.cli.building import Inputs, Target


@click.command(name="build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out",
    default="out",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for everything that is made.",
)
@click.option(
    "--store", "where", metavar="DIR|URL", help="Where the store is. [default: DIR/store in the --out folder]"
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder that document keys are relative to; the first build fixes it. [default: working folder]",
)
@click.option("--key", metavar="NAME", help="Key of the text on standard input; its suffix says what it is.")
@click.option("--jsonl", is_flag=True, help="Standard input is JSON Lines, one document a line.")
@click.option("--columns", metavar="id=NAME,...", help="Columns of tables: id, text, lang, title, published, ...")
@click.option("--limit", type=click.IntRange(0), metavar="NUMBER", help="Read so many documents at most.")
@click.option(
    "--sample", type=click.IntRange(1), metavar="NUMBER", help="Read so many, chosen by the hash of the text."
)
@click.option("--since", metavar="DATE", help="Read what was published on this day or later.")
@click.option("--text/--no-text", default=True, help="Keep the texts in the store, or only what they say.")
@click.option("--repair/--no-repair", default=True, help="Read damaged text as it was meant, or as it is.")
@click.option("--lang", metavar="CODE", help="Language of every document, such as it. [default: as they say, or found]")
@click.option(
    "--actors",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.ttl",
    help="Further actors, or further names of known ones, as in ontology/README.md; may be repeated.",
)
@click.option(
    "--frames",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.xx.tsv",
    help="Further cues of the language xx, as in docs/lexicon.md; may be repeated.",
)
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Which names are whose, as `kg names` keeps it. [default: DIR/decisions.tsv in the --out folder]",
)
@click.option("--again", is_flag=True, help="Build documents too that have not changed since they were built.")
@click.option("--prune", is_flag=True, help="Remove documents that are gone from the files and folders given.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    metavar="NUMBER",
    help="Processes that read documents; the result is the same with any number. [default: 1]",
)
@click.option("--engine", metavar="NAME", help="What runs the workers: dask, or dask=tcp://HOST:PORT. [default: geokg]")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would be read, replaced, skipped or removed.")
@click.option(
    "--log-json",
    "log",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Add what happens, with the time, to a file: one line of JSON an event.",
)
@click.option("--base-iri", metavar="IRI", help="What IRIs begin with; the first build fixes it.")
@confidence_option
@click.option("--title", help="Title of the page. [default: main actors, documents, languages]")
def command(
    paths: tuple[str, ...],
    *,
    out: Path,
    root: Path | None,
    text: bool,
    repair: bool,
    actors: tuple[Path, ...],
    frames: tuple[Path, ...],
    decisions: Path | None,
    limit: int | None,
    sample: int | None,
    since: str | None,
    **others: Any,  # noqa: ANN401 - what `Inputs` and `Target` take under the same names
) -> int:
    """Build the graph of files and folders.

    PATH is a file, a folder, a pattern, or - for standard input, with --key or --jsonl. Leaves DIR/store,
    DIR/graph.html, DIR/graph.ttl, DIR/statements.jsonl and DIR/manifest.jsonl. Documents built before stay; only what
    has changed is read. What was stopped goes on with the same command. Reads .htm, .html, .jsonl (also .gz and .zst),
    .md, .txt, .warc (also .gz) and, where they are named, .csv, .tsv and .parquet.

    \b
    kg build seeds/ --out out/
    kg build news.jsonl --out out/ --root .
    kg build news/ --out out/ --prune
    kg build news.jsonl --out out/ --workers 4 --log-json build.log
    kg build news/ --out out/ --prune --dry-run
    kg build news/ --out out/ --store http://localhost:3030/news
    cat article.txt | kg build - --key article.txt
    """
    from kg.cli.building import Inputs, Target  # noqa: PLC0415 - the rooms load longer than --help may take
    from kg.options import DECISIONS, Options, read_decisions  # noqa: PLC0415
    from kg.sources import Choice  # noqa: PLC0415

    told = {name: others.pop(name) for name in ("key", "jsonl", "lang", "columns")}
    stdin = sys.stdin.buffer if sys.stdin else None
    inputs = Inputs(paths, stdin=stdin, choice=Choice(limit, sample, since), **told)
    options = Options(repair, actors, frames, read_decisions(decisions or out / DECISIONS))
    return _run(inputs, Target(out, with_text=text, options=options, **others), root)


def _run(inputs: "Inputs", target: "Target", root: Path | None) -> int:
    if target.is_dry:
        from kg.cli.foreseeing import foresee  # noqa: PLC0415 - as above

        return foresee(inputs, target, root=root)
    from kg.cli.building import build_all  # noqa: PLC0415

    return build_all(inputs, target, root=root)
