"""The answer to a query as a table, CSV or JSON; each writer gives whole lines."""

import csv
import io
import json
from collections.abc import Callable, Mapping

from kg.cli.tables import table
from kg.rdf import prefixes
from kg.rdf.terms import text_and_language
from kg.store import Answer


def _table(answer: Answer, base_iri: str) -> str:
    if answer.kind == "ask":
        return f"{_truth(answer)}\n"
    header, rows = _rows(answer)
    short = prefixes(base_iri)
    return table(header, [["" if term is None else _short(term, short) for term in row] for row in rows]) + "\n"


def _csv(answer: Answer, base_iri: str) -> str:  # noqa: ARG001 - CSV writes IRIs whole
    """Header and rows as plain text: IRIs without brackets, literals without quotes, language and datatype."""
    header, rows = (("answer",), ()) if answer.kind == "ask" else _rows(answer)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    if answer.kind == "ask":
        writer.writerow([_truth(answer)])
    writer.writerows(["" if term is None else _plain(term) for term in row] for row in rows)
    return out.getvalue()


def _json(answer: Answer, base_iri: str) -> str:  # noqa: ARG001 - JSON writes IRIs whole
    """W3C SPARQL 1.1 Query Results JSON; a graph as a list of triples of N-Triples tokens."""
    return json.dumps(_structure(answer), ensure_ascii=False, indent=1) + "\n"


def _structure(answer: Answer) -> object:
    if answer.kind == "ask":
        return {"head": {}, "boolean": answer.boolean}
    if answer.kind == "graph":
        return [list(triple) for triple in answer.triples]
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}


def _truth(answer: Answer) -> str:
    return "true" if answer.boolean else "false"


def _rows(answer: Answer) -> tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]:
    if answer.kind == "graph":
        return ("subject", "predicate", "object"), answer.triples
    return answer.variables, answer.rows


def _short(token: str, namespaces: Mapping[str, str]) -> str:
    """An IRI with its prefix, as a query may write it; anything else as plain text."""
    value = _plain(token)
    if _is_iri(token):
        for prefix, namespace in namespaces.items():
            if value.startswith(namespace) and value != namespace:
                return f"{prefix}:{value.removeprefix(namespace)}"
    return value


def _plain(token: str) -> str:
    """An IRI without brackets, the text of a literal; any other term (a blank node, a quoted triple) as it is."""
    if _is_iri(token):
        return token[1:-1]
    return text_and_language(token)[0] if token.startswith('"') else token


def _is_iri(token: str) -> bool:
    return token.startswith("<") and not token.startswith("<<")


def _json_term(token: str) -> dict[str, str]:
    if _is_iri(token):
        return {"type": "uri", "value": token[1:-1]}
    if token.startswith("_:"):
        return {"type": "bnode", "value": token[2:]}
    if not token.startswith('"'):
        return {"type": "literal", "value": token}
    text, language = text_and_language(token)
    datatype = token[token.rindex('"') + 1 :].removeprefix("^^")
    if language:
        return {"type": "literal", "value": text, "xml:lang": language}
    return {"type": "literal", "value": text} | ({"datatype": datatype[1:-1]} if datatype else {})


WRITERS: Mapping[str, Callable[[Answer, str], str]] = {"table": _table, "csv": _csv, "json": _json}
"""Format to its writer: answer and base IRI to text."""
