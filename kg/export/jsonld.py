"""The named graphs of all documents as compact JSON-LD: short names, and a context that says what they mean.

The context stands in the file, so that a reader needs no network; it is also a file of its own,
`ontology/context.jsonld`. One node a line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kg.export.source import Source
from kg.export.whole import whole_file
from kg.ontology import Ontology
from kg.rdf import BASE_IRI, Quad, prefixes
from kg.rdf.terms import XSD, text_and_language
from kg.rdf.writing import TYPE

LINKS = (
    "kg:actsFor",
    "kg:country",
    "kg:evidence",
    "kg:mayBe",
    "kg:nameLink",
    "kg:option",
    "kg:qualifier",
    "kg:quantity",
    "kg:rejection",
    "kg:repair",
    "kg:speaker",
    "kg:speakerStep",
    "kg:who",
    "oa:hasSelector",
    "owl:sameAs",
    "prov:used",
    "prov:wasAssociatedWith",
    "prov:wasGeneratedBy",
    "prov:wasQuotedFrom",
    "rdf:object",
    "rdf:predicate",
    "rdf:subject",
)
"""Properties whose values are nodes, besides the predicates of relations."""
_TYPED = re.compile(r'"(.*)"\^\^<([^>]*)>', re.DOTALL)


def context(ontology: Ontology, *, base_iri: str = BASE_IRI) -> dict[str, object]:
    """The meaning of the short names."""
    links = sorted({*LINKS, *(f"kg:{name}" for name in ontology.signs)})
    return {**dict(sorted(prefixes(base_iri).items())), **{name: {"@type": "@id"} for name in links}}


def write_from(source: Source, path: Path, *, ontology: Ontology) -> None:
    """Write one named graph a document, documents by key, nodes by IRI."""
    meaning = context(ontology, base_iri=source.base_iri)
    names = _Names(prefixes(source.base_iri), frozenset(name for name, is_ in meaning.items() if isinstance(is_, dict)))
    with whole_file(path) as stream:
        stream.write(f'{{"@context": {json.dumps(meaning, indent=1)},\n"@graph": ['.encode())
        for number, (graph, quads) in enumerate(groupby(source.quads(), key=lambda quad: quad[3])):
            stream.write(b",\n" if number else b"\n")
            stream.write(f'{{"@id": {_written(names.short(graph))}, "@graph": [\n'.encode())
            for place, node in enumerate(names.nodes(quads)):
                stream.write(f"{',' * bool(place)}{_written(node)}\n".encode())
            stream.write(b"]}")
        stream.write(b"\n]}\n")


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Names:
    """Tokens as JSON-LD with these prefixes and links."""

    def __init__(self, namespaces: Mapping[str, str], links: frozenset[str]) -> None:
        self._prefixes = sorted(((iri, name) for name, iri in namespaces.items()), key=lambda each: -len(each[0]))
        self._links = links

    def short(self, token: str) -> str:
        """An IRI by its prefix, where it has one."""
        iri = token[1:-1]
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def nodes(self, quads: Iterable[Quad]) -> Iterator[dict[str, object]]:
        """The nodes of one graph, each with its types first and its properties by name."""
        for subject, about in groupby(sorted(set(quads)), key=lambda quad: quad[0]):
            node: dict[str, object] = {"@id": self.short(subject)}
            values: dict[str, list[object]] = {}
            for _, predicate, value, _ in about:
                if predicate == TYPE:
                    values.setdefault("@type", []).append(self.short(value))
                else:
                    name = self.short(predicate)
                    values.setdefault(name, []).append(self._value(name, value))
            yield node | {name: each[0] if len(each) == 1 else each for name, each in sorted(values.items())}

    def _value(self, name: str, token: str) -> object:
        if token.startswith("<"):
            return self.short(token) if name in self._links else {"@id": self.short(token)}
        typed = _TYPED.fullmatch(token)
        if typed:
            is_integer = typed[2] == f"{XSD}integer"
            return int(typed[1]) if is_integer else {"@type": self.short(f"<{typed[2]}>"), "@value": typed[1]}
        text, language = text_and_language(token)
        if language:
            return {"@language": language, "@value": text}
        return {"@value": text} if name in self._links else text
