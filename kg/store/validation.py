"""Whether documents are valid graphs, by the SHACL shapes that ship with the ontology."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.ontology import ontology_folder
from kg.rdf import Quad


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with a node of a document's graph."""

    document: str
    node: str
    message: str
    value: str


def violations(document: str, quads: Iterable[Quad]) -> Iterator[Violation]:
    """What the shapes find in the named graph of a document, sorted; nothing where it is valid."""
    graph = rdflib.Graph()
    graph.parse(data="".join(f"{' '.join(quad[:3])} .\n" for quad in quads), format="nt")
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inference="none", meta_shacl=False)
    if conforms or not isinstance(report, rdflib.Graph):
        return
    found = {
        Violation(
            document,
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultMessage)),
            str(report.value(result, SH.value) or ""),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    yield from sorted(found)


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
