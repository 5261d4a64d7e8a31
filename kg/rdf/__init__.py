"""Testimonies to quads and back; opens no file.

A quad is four N-Triples tokens (decision 0003): `("<https://...>", "<https://...>", '"planned"', "<https://...>")`.
`terms` writes and reads tokens, `writing` and `reading` are exact inverses, `merging` joins what documents say.
"""

from kg.rdf.merging import merge, merged_entities, view_of
from kg.rdf.reading import document_of, run_of, testimony_of
from kg.rdf.renaming import renamed
from kg.rdf.terms import BASE_IRI, PREFIXES, VOCABULARY, Iris, Quad, Triple, check_base_iri, prefixes
from kg.rdf.writing import direct_triple_holds, document_quads, entities_of, view_triples

__all__ = [
    "BASE_IRI",
    "PREFIXES",
    "VOCABULARY",
    "Iris",
    "Quad",
    "Triple",
    "check_base_iri",
    "direct_triple_holds",
    "document_of",
    "document_quads",
    "entities_of",
    "merge",
    "merged_entities",
    "prefixes",
    "renamed",
    "run_of",
    "testimony_of",
    "view_of",
    "view_triples",
]
