"""Turtle files as nodes: every subject with its values by short property name, read strictly.

The getters of a `Node` check what they return and raise an `OntologyError` that names file and subject. pyoxigraph
parses, since the ontology is read at every start of the command (decision 0002).
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from kg.errors import OntologyError

BASE = "https://w3id.org/geokg/"
VOCABULARY = f"{BASE}ontology#"
ENTITIES = f"{BASE}id/"
Value = ox.NamedNode | ox.BlankNode | ox.Literal

_PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    VOCABULARY: "kg:",
}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Node:
    """One subject of a file with its values by short property name; `graph` reaches the nodes it points to."""

    file: str
    name: str
    values: dict[str, list[Value]]
    graph: dict[str, "Node"]

    def fail(self, what: str) -> NoReturn:
        """Raise an OntologyError about this subject."""
        raise OntologyError(f"{self.file}: {self.name}: {what}")

    def values_of(self, prop: str) -> list[Value]:
        """Every value of a property, in the order of the file."""
        return self.values.get(prop, [])

    def one(self, prop: str) -> Value | None:
        """The only value of a property, None without any."""
        found = self.values_of(prop)
        if len(found) > 1:
            self.fail(f"{prop} has {len(found)} values; one is allowed")
        return found[0] if found else None

    def literals(self, prop: str) -> list[ox.Literal]:
        """The values of a property that takes literals, none of them blank."""
        if prop not in self.values:
            return []
        found = [term for term in self.values_of(prop) if isinstance(term, ox.Literal)]
        if len(found) < len(self.values_of(prop)):
            self.fail(f"{prop} takes text in quotes")
        for literal in found:
            if literal.value != literal.value.strip() or not literal.value:
                self.fail(f"{prop} {literal.value!r} is empty or has spaces around it")
        return found

    def word(self, prop: str) -> str | None:
        """The only value of a property that takes a literal without language."""
        if prop not in self.values:
            return None
        self.one(prop)
        return self.literals(prop)[0].value

    def number(self, prop: str, allowed: range) -> int:
        """The only value of a property that takes a whole number and may not be left out."""
        found = self.word(prop)
        if found not in [str(number) for number in allowed] or found is None:
            self.fail(f"{prop} {found} is not a whole number from {allowed[0]} to {allowed[-1]}")
        return int(found)

    def texts(self, prop: str) -> list[tuple[str, str]]:
        """Pairs of language and text, sorted."""
        found = [(literal.language or "", literal.value) for literal in self.literals(prop)]
        for lang, text in found:
            if not _LANGUAGE.fullmatch(lang):
                self.fail(f"{prop} {text!r} needs a language tag of two letters, such as @en")
        return sorted(found)

    def text(self, prop: str, lang: str) -> str:
        """The only value in one language of a property that may not be left out."""
        found = [text for language, text in self.texts(prop) if language == lang]
        if len(found) != 1:
            self.fail(f"{prop} has {len(found)} values @{lang}; exactly one is allowed")
        return found[0]

    def date(self, prop: str) -> str | None:
        """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        found = self.word(prop)
        if found is not None and not _DATE.fullmatch(found):
            self.fail(f"{prop} {found!r} is no date; allowed: YYYY, YYYY-MM, YYYY-MM-DD")
        return found

    def period(self) -> tuple[str | None, str | None]:
        """The dates kg:since and kg:until, in this order of time as far as both are known."""
        since, until = self.date("kg:since"), self.date("kg:until")
        if since and until and until[: len(since)] < since[: len(until)]:
            self.fail(f"kg:until {until} is before kg:since {since}")
        return since, until

    def iris(self, prop: str) -> list[str]:
        """The values of a property that takes IRIs, sorted."""
        if prop not in self.values:
            return []
        found = [term.value for term in self.values_of(prop) if isinstance(term, ox.NamedNode)]
        if len(found) < len(self.values_of(prop)):
            self.fail(f"{prop} takes an IRI")
        return sorted(found)

    def shorts(self, prop: str) -> list[str]:
        """The same as short names."""
        return [short(iri) for iri in self.iris(prop)]

    def blanks(self, prop: str) -> list["Node"]:
        """The nodes written as `[ ... ]` behind a property, in the order of the file."""
        found = [self.graph.get(term.value) for term in self.values_of(prop) if isinstance(term, ox.BlankNode)]
        nodes = [node for node in found if node is not None]
        if len(nodes) < len(self.values_of(prop)):
            self.fail(f"{prop} takes [ ... ]")
        return nodes

    def restrict(self, allowed: frozenset[str]) -> None:
        """Refuse a property that is not among the allowed."""
        unknown = sorted(self.values.keys() - allowed)
        if unknown:
            self.fail(f"property {unknown[0]} is unknown; allowed: {', '.join(sorted(allowed))}")


@functools.cache
def short(iri: str) -> str:
    """`kg:signs` or `skos:note` for the namespaces of the ontology, `state/JPN` for an entity, else the IRI."""
    if iri.startswith(ENTITIES):
        return iri.removeprefix(ENTITIES)
    stem = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    return _PREFIXES[stem] + iri[len(stem) :] if stem in _PREFIXES else iri


def described(file: Path) -> dict[str, Node]:
    """The nodes of a Turtle file by short name (blank ones by label), in the order of the file."""
    graph: dict[str, Node] = {}
    block = ""  # the last subject that is not blank: blank ones nest inside its block
    for subject, prop, value in _triples(file):
        blank = isinstance(subject, ox.BlankNode)
        name = subject.value if blank else short(subject.value)
        if name not in graph:
            graph[name] = Node(file.name, "[ ... ]" if blank else name, {}, graph)
        elif not blank and name != block:
            graph[name].fail("is described in two places of the file; one block is allowed")
        block = block if blank else name
        graph[name].values.setdefault(prop, []).append(value)
    return graph


def _triples(file: Path) -> Iterator[tuple[ox.NamedNode | ox.BlankNode, str, Value]]:
    try:
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                raise OntologyError(f"{file.name}: a triple inside a triple is not read; allowed: plain Turtle")
            yield quad.subject, short(quad.predicate.value), quad.object
    except SyntaxError as error:
        raise OntologyError(f"{file.name}: line {error.lineno} is not Turtle: {error.msg}") from error
