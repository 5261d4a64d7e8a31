"""A view as Turtle, the same bytes for the same view, whether it is in memory or comes from a store."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.export.sorting import sorted_lines
from kg.export.source import Source
from kg.export.whole import whole_file
from kg.model import View
from kg.ontology import Ontology
from kg.rdf import BASE_IRI, Triple, merged_entities, prefixes, view_of, view_triples
from kg.rdf.writing import TYPE


def write(view: View, path: Path, *, ontology: Ontology, base_iri: str = BASE_IRI) -> None:
    """Write a view as Turtle: subjects by IRI, their types first, then the other properties by IRI."""
    write_triples(view_triples(view, signs=ontology.signs, base_iri=base_iri), path, base_iri)


def write_from(source: Source, path: Path, *, ontology: Ontology) -> None:
    """Write the view of a whole store, which need not fit into memory; the entities it names must."""
    entities = merged_entities(source.testimonies(with_text=False))
    views = (view_of(testimony, entities) for testimony in source.testimonies(with_text=False))
    triples = (each for view in views for each in view_triples(view, signs=ontology.signs, base_iri=source.base_iri))
    write_triples(triples, path, source.base_iri)


def write_triples(triples: Iterable[Triple], path: Path, base_iri: str) -> None:
    """Write triples, repeated or not, in the order of `write`."""
    with whole_file(path) as stream, tempfile.TemporaryFile() as lines:
        lines.writelines(_sorted(triples))
        lines.seek(0)
        parsed = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
        ox.serialize(parsed, stream, ox.RdfFormat.TURTLE, prefixes=prefixes(base_iri))


def _sorted(triples: Iterable[Triple]) -> Iterator[bytes]:
    """N-Triples in the order of the file. Tabs part what is sorted: no token has one, and none sorts before it."""
    keyed = (f"{subject}\t{predicate != TYPE:d}{predicate}\t{value}\n" for subject, predicate, value in triples)
    for line in sorted_lines(keyed):
        subject, predicate, value = line[:-1].split("\t")
        yield f"{subject} {predicate[1:]} {value} .\n".encode()
