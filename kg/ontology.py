"""What geokg knows before it reads: the predicates of relations, and the actors of the world with their names.

Read from the Turtle of the folder `ontology/`: `geokg.ttl` holds the vocabulary, every `actors-<section>.ttl` describes
actors, one block each; `names-<language>.ttl` adds names to them, `shapes.ttl` is for validating graphs. Whatever a
reader could misread is an `OntologyError`: a property, class or role that is not declared, a reference to nothing, an
actor described twice.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import KINDS, Form, Kind, Polarity, Status
from kg.turtle import Node, Value, described, short

SECTORS = (
    "agency",
    "business",
    "civilians",
    "government",
    "international body",
    "media",
    "military",
    "opposition",
    "party",
    "rebels",
)
OFFICES = ("kg:headOfGovernmentOf", "kg:headOfStateOf", "kg:holdsOfficeIn", "kg:leads", "kg:spokespersonFor")
NAME_FORMS: tuple[tuple[str, Form], ...] = (
    ("skos:prefLabel", "name"),
    ("skos:altLabel", "name"),
    ("kg:adjective", "adjective"),
    ("kg:demonym", "demonym"),
    ("kg:metonym", "metonym"),
    ("kg:combining", "combining"),
    ("kg:surname", "surname"),
)
NAME_PROPERTIES = frozenset(prop for prop, _ in NAME_FORMS)
ACTOR_PROPERTIES = NAME_PROPERTIES | frozenset(
    {"rdf:type", "rdfs:comment", "owl:sameAs"}
    | {"kg:alpha2", "kg:alpha3", "kg:country", "kg:sector", "kg:seat", "kg:since", "kg:until", "kg:term"}
    | {"kg:actsFor", "kg:partOf", "kg:ledBy", "kg:successor"}
)
TERM_PROPERTIES = frozenset({"kg:role", "kg:in", "kg:since", "kg:until", "kg:title"})

_CLASS_KINDS: dict[str, Kind] = {f"kg:{kind.capitalize()}": kind for kind in KINDS}
_ID = re.compile(r"state/[A-Z]{3}|(?!state/)[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")


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


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office: `role` is the name of a predicate, `in_` an entity id; dates are `YYYY[-MM[-DD]]` or None."""

    role: str
    in_: str
    since: str | None
    until: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of an actor in one language (ISO 639-1)."""

    text: str
    lang: str
    form: Form


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity known beforehand.

    `id` is relative to `<base>/id/`; `labels` are (language, label) pairs, sorted, empty for a state whose names come
    from CLDR by `alpha2`; `names` are sorted by form, language, text and include the labels. `country` is alpha-3.
    `acts_for`, `part_of`, `led_by` and `successors` are entity ids; `same_as` IRIs; `since` and `until` bound
    its existence.
    """

    id: str
    kind: Kind
    labels: tuple[tuple[str, str], ...] = ()
    names: tuple[Name, ...] = ()
    country: str | None = None
    acts_for: str | None = None
    same_as: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    led_by: tuple[str, ...] = ()
    sector: str | None = None
    alpha2: str | None = None
    since: str | None = None
    until: str | None = None
    part_of: str | None = None
    successors: tuple[str, ...] = ()
    seat: str | None = None


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


def load_ontology(folder: Path | None = None) -> Ontology:
    """The ontology of a folder; without one, that which ships, read once a process. Raises OntologyError."""
    return _shipped() if folder is None else _read(folder)


@functools.cache
def _shipped() -> Ontology:
    return _read(ontology_folder())


def _read(folder: Path) -> Ontology:
    files = sorted(folder.glob("*.ttl"))
    vocabulary = folder / "geokg.ttl"
    if vocabulary not in files:
        raise OntologyError(f"{folder}: geokg.ttl is missing")
    stray = [file.name for file in files if not re.fullmatch(r"geokg|shapes|actors-.+|names-[a-z]{2}", file.stem)]
    if stray:
        allowed = "geokg.ttl, shapes.ttl, actors-<section>.ttl, names-<language>.ttl"
        raise OntologyError(f"{folder}: {stray[0]} is not read; allowed: {allowed}")
    predicates, quads = _vocabulary(described(vocabulary))
    return Ontology(predicates, _actors(file for file in files if file.stem.startswith("actors-")), quads)


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
        node.fail(f"{prop} is missing; allowed: {', '.join(sorted(_CLASS_KINDS))} or a union of them")
    return frozenset(_expanded(node, expression))


def _expanded(node: Node, expression: Value) -> Iterator[str]:
    name = short(expression.value)
    if name in _CLASS_KINDS:
        yield _CLASS_KINDS[name]
        return
    found = node.graph.get(name)
    parts = found and (found.one("owl:equivalentClass") or found.one("owl:unionOf"))
    if not found or not parts:
        node.fail(f"class {name} is unknown; allowed: {', '.join(sorted(_CLASS_KINDS))} or a union of them")
    members = [parts] if "owl:equivalentClass" in found.values else _members(node.graph, parts.value)
    for member in members:
        yield from _expanded(node, member)


def _members(graph: dict[str, Node], cell: str) -> Iterator[Value]:
    while cell in graph:
        yield from graph[cell].values_of("rdf:first")
        cell = graph[cell].values_of("rdf:rest")[0].value


# Actors ---------------------------------------------------------------------------------------------------------------


def _actors(files: Iterable[Path]) -> dict[str, Actor]:
    nodes: dict[str, Node] = {}
    for file in files:
        for name, node in described(file).items():
            if node.name == "[ ... ]":
                continue
            if name in nodes:
                node.fail(f"is described in {nodes[name].file} too; one file is allowed")
            nodes[name] = node
    return {name: _actor(nodes[name], nodes) for name in sorted(nodes)}


def _actor(node: Node, nodes: Mapping[str, Node]) -> Actor:
    node.restrict(ACTOR_PROPERTIES)
    since, until = node.period()
    kind = _kind(node)
    return Actor(
        id=node.name,
        kind=kind,
        labels=_labels(node, kind),
        names=names_of_node(node),
        country=_country(node, nodes),
        acts_for=_reference(node, "kg:actsFor", nodes),
        same_as=tuple(node.iris("owl:sameAs")),
        terms=_terms(node, nodes),
        led_by=_references(node, "kg:ledBy", nodes),
        sector=_sector(node),
        alpha2=_alpha2(node, kind),
        since=since,
        until=until,
        part_of=_reference(node, "kg:partOf", nodes),
        successors=_references(node, "kg:successor", nodes),
        seat=_seat(node, nodes),
    )


def _kind(node: Node) -> Kind:
    classes = node.shorts("rdf:type")
    if len(classes) != 1 or classes[0] not in _CLASS_KINDS:
        node.fail(
            f"class {', '.join(classes) or 'is missing'}; exactly one is allowed: {', '.join(sorted(_CLASS_KINDS))}"
        )
    kind = _CLASS_KINDS[classes[0]]
    if not _ID.fullmatch(node.name) or not node.name.startswith(f"{kind}/"):
        node.fail(
            f"id does not fit {classes[0]}; allowed: state/ and alpha-3, or {kind}/ and lower case ASCII with hyphens"
        )
    return kind


def _labels(node: Node, kind: Kind) -> tuple[tuple[str, str], ...]:
    labels = node.texts("skos:prefLabel")
    languages = [lang for lang, _ in labels]
    if len(set(languages)) < len(languages):
        node.fail("skos:prefLabel has two values in one language; one is allowed, others are skos:altLabel")
    if "en" not in languages and not (kind == "state" and "kg:alpha2" in node.values):
        node.fail("skos:prefLabel @en is missing; only a state with kg:alpha2 may leave it to CLDR")
    return tuple(labels)


def names_of_node(node: Node) -> tuple[Name, ...]:
    """Every name that a block of Turtle gives an actor, sorted by form, language and text."""
    order = {form: place for place, (_, form) in enumerate(NAME_FORMS)}
    names = {Name(text, lang, form) for prop, form in NAME_FORMS for lang, text in node.texts(prop)}
    return tuple(sorted(names, key=lambda name: (order[name.form], name.lang, name.text)))


def _reference(node: Node, prop: str, nodes: Mapping[str, Node]) -> str | None:
    node.one(prop)
    return next(iter(_references(node, prop, nodes)), None)


def _references(node: Node, prop: str, nodes: Mapping[str, Node]) -> tuple[str, ...]:
    for name in node.shorts(prop):
        if name not in nodes:
            node.fail(f"{prop} {name} is described nowhere; allowed: ids in the files actors-*.ttl")
    return tuple(node.shorts(prop))


def _country(node: Node, nodes: Mapping[str, Node]) -> str | None:
    country = _reference(node, "kg:country", nodes)
    if country is not None and not country.startswith("state/"):
        node.fail(f"kg:country {country} is not a state; allowed: state/ and alpha-3")
    return country and country.removeprefix("state/")


def _sector(node: Node) -> str | None:
    sector = node.word("kg:sector")
    if sector is not None and sector not in SECTORS:
        node.fail(f"kg:sector {sector!r} is unknown; allowed: {', '.join(SECTORS)}")
    return sector


def _alpha2(node: Node, kind: Kind) -> str | None:
    alpha2, alpha3 = node.word("kg:alpha2"), node.word("kg:alpha3")
    if kind != "state" and (alpha2 or alpha3):
        node.fail("kg:alpha2 and kg:alpha3 are allowed on states only")
    if alpha3 and node.name != f"state/{alpha3}":
        node.fail(f"kg:alpha3 {alpha3} is not that of the id")
    if alpha2 and not re.fullmatch("[A-Z]{2}", alpha2):
        node.fail(f"kg:alpha2 {alpha2!r} is not two capital letters")
    return alpha2


def _seat(node: Node, nodes: Mapping[str, Node]) -> str | None:
    seat = node.one("kg:seat")
    return _reference(node, "kg:seat", nodes) if isinstance(seat, ox.NamedNode) else node.word("kg:seat")


def _terms(node: Node, nodes: Mapping[str, Node]) -> tuple[Term, ...]:
    terms = (_term(node, term, nodes) for term in node.blanks("kg:term"))
    return tuple(sorted(terms, key=lambda term: (term.since or "", term.in_, term.role)))


def _term(node: Node, blank: Node, nodes: Mapping[str, Node]) -> Term:
    term = Node(node.file, f"{node.name} kg:term", blank.values, blank.graph)
    term.restrict(TERM_PROPERTIES)
    roles = term.shorts("kg:role")
    if len(roles) != 1 or roles[0] not in OFFICES:
        term.fail(f"kg:role {', '.join(roles) or 'is missing'}; exactly one is allowed: {', '.join(OFFICES)}")
    since, until = term.period()
    in_ = _reference(term, "kg:in", nodes) or term.fail("kg:in is missing; it names the state or body")
    return Term(roles[0].removeprefix("kg:"), in_, since, until, _title(term))


def _title(term: Node) -> str | None:
    return term.text("kg:title", "en") if term.values_of("kg:title") else None
