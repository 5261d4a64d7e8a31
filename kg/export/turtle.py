"""A view as Turtle, the same bytes for the same view."""

import io
from pathlib import Path

import pyoxigraph as ox

from kg.export.whole import whole_file
from kg.model import GraphView
from kg.ontology import Ontology
from kg.rdf import BASE_IRI, Triple, prefixes, view_triples
from kg.rdf.writing import TYPE


def write(view: GraphView, path: Path, *, ontology: Ontology, base_iri: str = BASE_IRI) -> None:
    """Write a view as Turtle: subjects by IRI, their types first, then the other properties by IRI."""
    signs = {name: predicate.sign for name, predicate in ontology.predicates.items()}
    triples = sorted(set(view_triples(view, signs=signs, base_iri=base_iri)), key=_order)
    with whole_file(path) as stream:
        ox.serialize(_parsed(triples), stream, ox.RdfFormat.TURTLE, prefixes=prefixes(base_iri))


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate, value = triple
    return subject, predicate != TYPE, predicate, value


def _parsed(triples: list[Triple]) -> ox.QuadParser:
    """The triples as Oxigraph's, in the same order: N-Triples is what tokens are made of."""
    lines = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)
    return ox.parse(io.BytesIO(lines.encode("utf-8")), format=ox.RdfFormat.N_TRIPLES)
