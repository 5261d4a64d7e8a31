"""The answer to a query as a table, CSV or JSON; each writer gives its text in pieces, as rows come."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.cli.tables import table
from kg.rdf import prefixes
from kg.rdf.terms import text_and_language
from kg.store import Answer, Row


def _table(answer: Answer, base_iri: str) -> Iterator[str]:
    if answer.kind == "ask":
        yield f"{_truth(answer)}\n"
        return
    header, rows = _rows(answer)
    short = prefixes(base_iri)
    yield table(header, [["" if term is None else _short(term, short) for term in row] for row in rows]) + "\n"


def _csv(answer: Answer, base_iri: str) -> Iterator[str]:  # noqa: ARG001 - CSV writes IRIs whole
    """Header and rows as plain text: IRIs without brackets, literals without quotes, language and datatype."""
    header, rows = (("answer",), ()) if answer.kind == "ask" else _rows(answer)
    yield _csv_line(header)
    if answer.kind == "ask":
        yield _csv_line([_truth(answer)])
    for row in rows:
        yield _csv_line(["" if term is None else _plain(term) for term in row])


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _json(answer: Answer, base_iri: str) -> Iterator[str]:  # noqa: ARG001 - JSON writes IRIs whole
    """W3C SPARQL 1.1 Query Results JSON; a graph as a list of triples of N-Triples tokens."""
    if answer.kind == "ask":
        yield f"{json.dumps({'head': {}, 'boolean': answer.boolean})}\n"
    elif answer.kind == "graph":
        yield from _array("[", (list(triple) for triple in answer.triples), "]\n")
    else:
        head = json.dumps({"vars": list(answer.variables)}, ensure_ascii=False)
        yield from _array(f'{{"head": {head}, "results": {{"bindings": [', _bindings(answer), "]}}\n")


def _bindings(answer: Answer) -> Iterator[dict[str, dict[str, str]]]:
    for row in answer.rows:
        terms = zip(answer.variables, row, strict=True)
        yield {name: _json_term(term) for name, term in terms if term is not None}


def _array(start: str, parts: Iterable[object], end: str) -> Iterator[str]:
    """A list in JSON, one part a line, written as it comes."""
    yield start
    for number, part in enumerate(parts):
        yield f"{',' if number else ''}\n{json.dumps(part, ensure_ascii=False)}"
    yield end


def _truth(answer: Answer) -> str:
    return "true" if answer.boolean else "false"


def _rows(answer: Answer) -> tuple[tuple[str, ...], Iterable[Row]]:
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


WRITERS: Mapping[str, Callable[[Answer, str], Iterator[str]]] = {"table": _table, "csv": _csv, "json": _json}
"""Format to its writer: answer and base IRI to text."""
