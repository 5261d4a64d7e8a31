"""The named graphs of all documents, texts included, as N-Quads or TriG; one document after another.

This is all that a store holds but its settings: what `kg export turtle` merges stands here as each document says it.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.export.source import Source
from kg.export.whole import whole_file
from kg.ontology import Ontology
from kg.rdf import Quad, prefixes
from kg.rdf.writing import TYPE


def write_nq(source: Source, path: Path, *, ontology: Ontology) -> None:  # noqa: ARG001 - what every writer takes
    """Write N-Quads: documents by key, their quads by code point."""
    with whole_file(path) as stream:
        for quad in source.quads():
            stream.write(f"{' '.join(quad)} .\n".encode())


def write_trig(source: Source, path: Path, *, ontology: Ontology) -> None:  # noqa: ARG001 - what every writer takes
    """Write TriG: one block a document, in the order of Turtle."""
    with whole_file(path) as stream:
        ox.serialize(_parsed(source), stream, ox.RdfFormat.TRIG, prefixes=prefixes(source.base_iri))


def _parsed(source: Source) -> Iterator[ox.Quad]:
    for _, quads in groupby(source.quads(), key=lambda quad: quad[3]):
        lines = "".join(f"{' '.join(quad)} .\n" for quad in sorted(quads, key=_order))
        yield from ox.parse(lines.encode("utf-8"), format=ox.RdfFormat.N_QUADS)


def _order(quad: Quad) -> tuple[str, bool, str, str]:
    return quad[0], quad[1] != TYPE, quad[1], quad[2]
