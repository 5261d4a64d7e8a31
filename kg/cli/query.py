"""`kg query`: SPARQL over a store."""

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from kg.cli.options import opened, store_option

if TYPE_CHECKING:
    from kg.store import Answer


@click.command(name="query")
@click.argument("sparql", required=False)
@click.option("-f", "--file", "file", type=click.File(encoding="utf-8"), help="Read the query from a file (- for standard input).")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer.")
@store_option
def command(sparql: str | None, file: io.TextIOBase | None, form: str, where: str) -> None:
    """Ask a SPARQL 1.1 query; the prefixes kg:, state:, person:, rdf:, prov:, oa: and so on need not be declared.

    The default graph is the union of all documents; GRAPH ?document {...} asks for one.

    \b
    kg query 'SELECT ?who WHERE { ?who kg:defends state:JPN }'
    kg query -f question.rq --format csv
    """
    if (sparql is None) == (file is None):
        raise click.UsageError("give the query as one argument, or a file with --file")
    with opened(where) as store:
        answer = store.query(with_prefixes(sparql if file is None else file.read()))
    click.echo(WRITERS[form](answer).rstrip("\n"))


def with_prefixes(query: str) -> str:
    """The query with the prefixes of geokg declared on its first line, so that line numbers in errors stay right."""
    from kg.rdf import PREFIXES  # noqa: PLC0415

    declared = " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items())
    return f"{declared} {query}"


def _rows(answer: "Answer") -> tuple[tuple[str, ...], list[list[str]]]:
    """Header and rows as plain text: IRIs without brackets, literals without quotes and datatype."""
    from kg.rdf.terms import value_of  # noqa: PLC0415

    if answer.kind == "ask":
        return ("answer",), [["true" if answer.boolean else "false"]]
    header = ("subject", "predicate", "object") if answer.kind == "graph" else answer.variables
    rows = answer.triples if answer.kind == "graph" else answer.rows
    return header, [["" if term is None else value_of(term) for term in row] for row in rows]


def _table(answer: "Answer") -> str:
    from kg.cli.tables import table  # noqa: PLC0415

    if answer.kind == "ask":
        return "true" if answer.boolean else "false"
    header, rows = _rows(answer)
    return table(header, [[_short(cell) for cell in row] for row in rows])


def _short(value: str) -> str:
    """An IRI with its prefix, as the query may write it; anything else unchanged."""
    from kg.rdf import PREFIXES  # noqa: PLC0415

    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return value


def _csv(answer: "Answer") -> str:
    header, rows = _rows(answer)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _json(answer: "Answer") -> str:
    """W3C SPARQL 1.1 Query Results JSON; a graph as a list of N-Triples tokens."""
    if answer.kind == "ask":
        return json.dumps({"head": {}, "boolean": answer.boolean})
    if answer.kind == "graph":
        return json.dumps([list(triple) for triple in answer.triples], ensure_ascii=False, indent=1)
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    result = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _json_term(token: str) -> dict[str, str]:
    """A term as SPARQL 1.1 Query Results JSON writes it."""
    from kg.rdf.terms import text_and_language, value_of  # noqa: PLC0415

    if token.startswith("<"):
        return {"type": "uri", "value": value_of(token)}
    if token.startswith("_:"):
        return {"type": "bnode", "value": token[2:]}
    text, language = text_and_language(token)
    term = {"type": "literal", "value": text}
    datatype = token[token.rindex('"') + 1 :].removeprefix("^^")
    if language:
        term["xml:lang"] = language
    elif datatype:
        term["datatype"] = datatype[1:-1]
    return term


WRITERS = {"table": _table, "csv": _csv, "json": _json}
