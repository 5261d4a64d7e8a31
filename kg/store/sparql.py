"""SPARQL text: the update that replaces a document, and the query that stays at home."""

import re
from collections.abc import Iterable
from itertools import accumulate

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf import Quad, prefixes

# Oxigraph asks the network for SERVICE and has no switch against it. Instead of finding the keyword, which takes a
# parser, the word is written with an escape that is legal in strings and IRIs, where it changes nothing, and a syntax
# error anywhere else. Variables and local names keep it: after ?, $ or : no keyword can begin.
_SERVICE = re.compile(r"[?$][A-Za-z0-9_]*|:[A-Za-z0-9_-]*|service", re.IGNORECASE)
_LEAVING = re.compile(_SERVICE.pattern + "|load", re.IGNORECASE)
_UPDATE = re.compile(
    r"(\s|#[^\n]*(\n|\Z)|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*"
    r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"error at ([0-9]+):([0-9]+): (.*)", re.DOTALL)
_LONGEST = 160
# Oxigraph's parser recurses and ends the process when it runs out of stack: at about 5,000 open brackets, 9,900 signs
# in a row, 12,000 UNIONs, 20,000 steps of a path.
_DEEPEST = 500
_LONGEST_QUERY = 10_000
_SIGNS = re.compile(r"(?:[!+-]\s*){100}")


def at_home(query: str) -> str:
    """The query with SERVICE made a syntax error and nothing else changed.

    UsageError for what a parser that recurses cannot bear.
    """
    depth = max(
        accumulate({"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(char, 0) for char in query), default=0
    )
    if len(query) > _LONGEST_QUERY:
        raise UsageError(f"SPARQL: {len(query)} characters; up to {_LONGEST_QUERY} are allowed")
    if _SIGNS.search(query):
        raise UsageError("SPARQL: a hundred signs in a row; fewer are allowed")
    if depth > _DEEPEST:
        raise UsageError(f"SPARQL: {depth} brackets open at once; up to {_DEEPEST} are allowed")
    return _SERVICE.sub(_escaped, query)


def update_at_home(update: str) -> str:
    """The update with SERVICE and LOAD made syntax errors and nothing else changed."""
    return _LEAVING.sub(_escaped, update)


def _escaped(match: re.Match[str]) -> str:
    word = match[0]
    if word[0] in "?$:":
        return word
    return f"{word[0]}\\u{ord(word[1]):04x}{word[2:]}"


def syntax_error(error: SyntaxError, query: str) -> UsageError:
    """What is wrong with a query, in one line."""
    if _UPDATE.match(query):
        return UsageError("SPARQL: an update; SELECT, ASK, CONSTRUCT or DESCRIBE is allowed")
    found = _WHERE.fullmatch(str(error))
    what = f"line {found[1]}, column {found[2]}: {found[3]}" if found else str(error)
    line = " ".join(what.split())
    short = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
    hint = "; SERVICE is not allowed: a query never leaves the store" if at_home(query) != query else ""
    return UsageError(f"SPARQL: {short}{hint}")


def check(query: str, base_iri: str) -> None:
    """UsageError for what no kind of store answers: a broken query, an update, SERVICE."""
    try:
        ox.Store().query(at_home(query), prefixes=prefixes(base_iri))
    except SyntaxError as error:
        raise syntax_error(error, query) from None
    except UnicodeEncodeError:
        raise UsageError("SPARQL: half a surrogate pair; only Unicode text is allowed") from None


def prologue(base_iri: str) -> str:
    """The prefixes that need not be declared, declared, in one line; the query's own come later and win."""
    return " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in prefixes(base_iri).items())


def removal(graph: str) -> str:
    """The update that takes a graph away, and from the union what no other graph says (decision 0004)."""
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }} }};\n"
        f"DROP SILENT GRAPH {graph}"
    )


def replacement(graph: str, quads: Iterable[Quad], *, keeps_union: bool = True) -> str:
    """The update that makes a graph hold these quads and no others; tokens are escaped already."""
    triples = "\n".join(f"{subject} {predicate} {value} ." for subject, predicate, value, _ in quads)
    if not keeps_union:
        return f"DROP SILENT GRAPH {graph};\nINSERT DATA {{ GRAPH {graph} {{\n{triples}\n}} }}"
    return f"{removal(graph)};\nINSERT DATA {{ GRAPH {graph} {{\n{triples}\n}} }};\nINSERT DATA {{\n{triples}\n}}"
