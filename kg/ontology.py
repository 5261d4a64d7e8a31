"""What geokg knows before it reads: the predicates of relations, and the actors of the world with their names.

Read from the Turtle of the folder `ontology/`: `geokg.ttl` holds the vocabulary, every `actors-<section>.ttl` describes
actors, one block each; `names-<language>.ttl` adds names to them, `shapes.ttl` is for validating graphs. Whatever a
reader could misread is an `OntologyError`: a property, class or role that is not declared, a reference to nothing, an
actor described twice.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.actors import CLASS_KINDS, Actor, read_actors
from kg.errors import OntologyError
from kg.model import Polarity, Status
from kg.turtle import Node, Value, described, short


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a relation may say.

    `plover_actual` and `plover_planned` are PLOVER event types, None for standing facts; `quad_when_actual` is 0 to 4;
    `sign` is -1, 0 or +1; `subject_kinds` and `object_kinds` hold kinds of `kg.model.KINDS`, actors written out.
    """

    name: str
    family: str
    label_en: str
    label_it: str
    definition: str
    plover_actual: str | None
    plover_planned: str | None
    quad_when_actual: int
    sign: int
    symmetric: bool
    subject_kinds: frozenset[str]
    object_kinds: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Ontology:
    """All that is known beforehand: predicates by name, actors by id, the quad class (1 to 4) of each PLOVER type."""

    predicates: Mapping[str, Predicate]
    actors: Mapping[str, Actor]
    quads: Mapping[str, int]

    @property
    def signs(self) -> dict[str, int]:
        """Predicate to -1, 0 or 1."""
        return {name: predicate.sign for name, predicate in self.predicates.items()}

    def event_type(self, statement_predicate: str, polarity: Polarity, status: Status) -> tuple[str | None, int]:
        """PLOVER type and quad class of a statement, (None, 0) where it is no event; OntologyError if unknown."""
        predicate = self.predicates.get(statement_predicate)
        if predicate is None:
            allowed = ", ".join(sorted(self.predicates))
            raise OntologyError(f"geokg.ttl: predicate {statement_predicate!r} is unknown; allowed: {allowed}")
        plover = _plover(predicate, polarity, status)
        return plover, self.quads[plover] if plover else 0


def ontology_folder(*, package: Path = Path(__file__).parent) -> Path:
    """The folder of the Turtle files: inside the installed package, else beside it in a checkout."""
    for folder in (package / "_ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"{package}: no ontology; expected the folder _ontology inside it or ontology beside it")


def load_ontology(folder: Path | None = None, *, further: tuple[Path, ...] = ()) -> Ontology:
    """The ontology of a folder; without one, that which ships, read once a process. Raises OntologyError.

    `further` are files of a user: blocks with a class describe actors, blocks without give known actors more names.
    """
    return _shipped(further) if folder is None else _read(folder, further)


@functools.cache
def _shipped(further: tuple[Path, ...]) -> Ontology:
    return _read(ontology_folder(), further)


def _read(folder: Path, further: tuple[Path, ...]) -> Ontology:
    files = sorted(folder.glob("*.ttl"))
    vocabulary = folder / "geokg.ttl"
    if vocabulary not in files:
        raise OntologyError(f"{folder}: geokg.ttl is missing")
    stray = [file.name for file in files if not re.fullmatch(r"geokg|shapes|actors-.+|names-[a-z]{2}", file.stem)]
    if stray:
        allowed = "geokg.ttl, shapes.ttl, actors-<section>.ttl, names-<language>.ttl"
        raise OntologyError(f"{folder}: {stray[0]} is not read; allowed: {allowed}")
    predicates, quads = _vocabulary(described(vocabulary))
    actors = [file for file in files if file.stem.startswith("actors-")]
    return Ontology(predicates, read_actors(actors, further), quads)


def _plover(predicate: Predicate, polarity: Polarity, status: Status) -> str | None:
    if polarity == "denied":
        return "REJECT" if status == "planned" and predicate.sign > 0 else None
    if status == "actual":
        return predicate.plover_actual
    if status == "planned":
        return predicate.plover_planned
    if status in {"considered", "conditional"}:
        return "THREATEN" if predicate.quad_when_actual == 4 else "AGREE" if predicate.sign > 0 else None
    return None  # ended and requested: the ending and the request are statements with predicates of their own


# Vocabulary -----------------------------------------------------------------------------------------------------------


def _vocabulary(graph: dict[str, Node]) -> tuple[dict[str, Predicate], dict[str, int]]:
    _check_declared(graph)
    concepts = [node for node in graph.values() if "kg:PLOVER" in node.shorts("skos:inScheme")]
    quads = {node.name.removeprefix("kg:"): node.number("kg:quad", range(1, 5)) for node in concepts}
    relations = [node for node in graph.values() if "rdfs:subPropertyOf" in node.values]
    predicates = [_predicate(node, quads) for node in relations if "kg:relatesTo" in node.shorts("rdfs:subPropertyOf")]
    return {predicate.name: predicate for predicate in sorted(predicates, key=lambda each: each.name)}, quads


def _check_declared(graph: dict[str, Node]) -> None:
    declared = {name for name, node in graph.items() if "rdf:type" in node.values}
    for node in graph.values():
        terms = [term for prop in node.values if prop != "rdfs:isDefinedBy" for term in node.values_of(prop)]
        names = {short(term.value) for term in terms if isinstance(term, ox.NamedNode)} | node.values.keys()
        missing = sorted(name for name in names if name.startswith("kg:") and name not in declared and name != "kg:")
        if missing:
            node.fail(f"{missing[0]} is used and not declared; allowed: what geokg.ttl gives a type")


def _predicate(node: Node, quads: dict[str, int]) -> Predicate:
    actual = _plover_type(node, "kg:ploverActual", quads)
    quad = node.number("kg:quadWhenActual", range(5))
    if quad != (quads[actual] if actual else 0):
        node.fail(f"kg:quadWhenActual {quad} is not that of {actual}, {quads[actual] if actual else 0}")
    return Predicate(
        name=node.name.removeprefix("kg:"),
        family=node.word("kg:family") or node.fail("kg:family is missing"),
        label_en=node.text("rdfs:label", "en"),
        label_it=node.text("rdfs:label", "it"),
        definition=node.text("skos:definition", "en"),
        plover_actual=actual,
        plover_planned=_plover_type(node, "kg:ploverPlanned", quads),
        quad_when_actual=quad,
        sign=node.number("kg:sign", range(-1, 2)),
        symmetric="owl:SymmetricProperty" in node.shorts("rdf:type"),
        subject_kinds=_kinds_of(node, "rdfs:domain"),
        object_kinds=_kinds_of(node, "rdfs:range"),
    )


def _plover_type(node: Node, prop: str, quads: dict[str, int]) -> str | None:
    node.one(prop)
    found = [name.removeprefix("kg:") for name in node.shorts(prop)]
    if found and found[0] not in quads:
        node.fail(f"{prop} {found[0]} is no PLOVER type; allowed: {', '.join(sorted(quads))}")
    return found[0] if found else None


def _kinds_of(node: Node, prop: str) -> frozenset[str]:
    """The kinds of a domain or range: a class of a kind, a class equivalent to a union, or the union itself."""
    expression = node.one(prop)
    if expression is None or isinstance(expression, ox.Literal):
        node.fail(f"{prop} is missing; allowed: {', '.join(sorted(CLASS_KINDS))} or a union of them")
    return frozenset(_expanded(node, expression))


def _expanded(node: Node, expression: Value) -> Iterator[str]:
    name = short(expression.value)
    if name in CLASS_KINDS:
        yield CLASS_KINDS[name]
        return
    found = node.graph.get(name)
    parts = found and (found.one("owl:equivalentClass") or found.one("owl:unionOf"))
    if not found or not parts:
        node.fail(f"class {name} is unknown; allowed: {', '.join(sorted(CLASS_KINDS))} or a union of them")
    members = [parts] if "owl:equivalentClass" in found.values else _members(node.graph, parts.value)
    for member in members:
        yield from _expanded(node, member)


def _members(graph: dict[str, Node], cell: str) -> Iterator[Value]:
    while cell in graph:
        yield from graph[cell].values_of("rdf:first")
        cell = graph[cell].values_of("rdf:rest")[0].value
