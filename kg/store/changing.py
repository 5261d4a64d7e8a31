"""What a store must write so that one document changes and the union of all follows (decision 0004).

Triples are lines here, `subject predicate object .`, as N-Triples and SPARQL write them: whole lines are what the store
gives fastest, and what is compared.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from kg.rdf import Iris, Triple
from kg.store.interface import Row

Asked = TypeVar("Asked")
Ask = Callable[[str], Iterable[Row]]
_AT_ONCE = 2000  # subjects or triples that one question names


def line_of(triple: Triple) -> str:
    """A triple as one line; its tokens are escaped already."""
    return f"{triple[0]} {triple[1]} {triple[2]} ."


def change(old: Collection[str], new: Iterable[str], *, graph: str, former: str, iris: Iris, ask: Ask) -> str | None:
    """The update that makes `former`, which holds `old`, into `graph` with `new`; None where nothing changes.

    Only what differs is written: in the named graph and, unless another document says it too, in the union. `ask`
    answers a SELECT over the store as it is.
    """
    there = set(old)
    coming = dict.fromkeys(new)
    gone = [line for line in old if line not in coming]
    fresh = [line for line in coming if line not in there]
    lonely = _said_by_no_other(gone, former, iris, ask)
    if graph == former:
        steps = [_step("DELETE DATA", graph, gone, lonely), _step("INSERT DATA", graph, fresh, fresh)]
    else:
        steps = [
            f"DROP SILENT GRAPH {former}" if there else "",
            _step("DELETE DATA", graph, [], lonely),
            _step("INSERT DATA", graph, list(coming), fresh),
        ]
    return " ;\n".join(step for step in steps if step) or None


def _said_by_no_other(gone: list[str], graph: str, iris: Iris, ask: Ask) -> list[str]:
    """Those triples of a graph that no other graph holds.

    Evidence and the like have IRIs of their document's own; of the rest most subjects are named nowhere else either,
    which one question tells: every subject has its type in every graph that names it.
    """
    shared = dict.fromkeys(subject for line in gone if not iris.is_of_one_document(subject := _subject(line)))
    elsewhere = {str(subject) for part in _parts(list(shared)) for (subject,) in ask(_named_elsewhere(part, graph))}
    unsure = [line for line in gone if _subject(line) in elsewhere]
    said = {" ".join((*map(str, row), ".")) for part in _parts(unsure) for row in ask(_said_elsewhere(part, graph))}
    return [line for line in gone if line not in said]


def _subject(line: str) -> str:
    return line[: line.index(" ")]


def _named_elsewhere(subjects: Sequence[str], graph: str) -> str:
    return (
        f"SELECT ?s {{ VALUES ?s {{ {' '.join(subjects)} }} "
        f"FILTER EXISTS {{ GRAPH ?other {{ ?s a ?kind }} FILTER(?other != {graph}) }} }}"
    )


def _said_elsewhere(lines: Sequence[str], graph: str) -> str:
    values = "\n".join(f"({line.removesuffix(' .')})" for line in lines)
    return (
        f"SELECT ?s ?p ?o {{ VALUES (?s ?p ?o) {{ {values} }} "
        f"FILTER EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }} }}"
    )


def _parts(asked: Sequence[Asked]) -> Iterable[Sequence[Asked]]:
    return (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))


def _step(what: str, graph: str, named: Sequence[str], union: Sequence[str]) -> str:
    """One operation on the named graph and the union; "" for nothing."""
    if not named and not union:
        return ""
    inside = "GRAPH {} {{\n{}\n}}\n".format(graph, "\n".join(named)) if named else ""
    return "{} {{\n{}{}\n}}".format(what, inside, "\n".join(union))
