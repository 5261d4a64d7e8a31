"""A view as Turtle of RDF 1.2: the same graph as `turtle`, with a triple term for what a statement says.

`statement:... rdf:reifies <<( state:USA kg:defends state:JPN )>>` takes the place of `rdf:subject`, `rdf:predicate`
and `rdf:object`. The triple inside is not asserted; the direct triple stands beside it where it is so.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.export.turtle import write_triples
from kg.model import View
from kg.ontology import Ontology
from kg.rdf import BASE_IRI, VOCABULARY, Iris, Triple, view_triples
from kg.rdf.terms import RDF, iri

REIFIES = iri(f"{RDF}reifies")
_PARTS = frozenset(iri(f"{RDF}{part}") for part in ("subject", "predicate", "object"))


def write(view: View, path: Path, *, ontology: Ontology, base_iri: str = BASE_IRI) -> None:
    """Write the triples in the order of `turtle`."""
    write_triples(_triples(view, ontology, base_iri), path, base_iri)


def _triples(view: View, ontology: Ontology, base_iri: str) -> Iterator[Triple]:
    iris = Iris(base_iri)
    for triple in view_triples(view, signs=ontology.signs, base_iri=base_iri):
        if triple[1] not in _PARTS:
            yield triple
    for statement in view.statements:
        ends = iris.entity(statement.subject.id), iris.entity(statement.object.id)
        said = f"<<( {ends[0]} {iri(f'{VOCABULARY}{statement.predicate}')} {ends[1]} )>>"
        yield iris.statement(statement.id), REIFIES, said
