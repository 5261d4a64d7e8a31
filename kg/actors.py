"""Actors known before anything is read: states, bodies, persons, programmes, with their names and terms of office.

Read from `actors-<section>.ttl` of the folder `ontology/` and from files of a user; strictly, as `kg.ontology` says.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.model import KINDS, Form, Kind
from kg.turtle import Node, described

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

CLASS_KINDS: dict[str, Kind] = {f"kg:{kind.capitalize()}": kind for kind in KINDS}
_ID = re.compile(r"state/[A-Z]{3}|(?!state/)[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")


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


def read_actors(files: Iterable[Path], further: Iterable[Path] = ()) -> dict[str, Actor]:
    """Every actor of the files by id; `further` are files of a user, which may add names to known actors."""
    nodes: dict[str, Node] = {}
    own = list(further)
    for file in (*files, *own):
        for name, node in described(file).items():
            if node.name == "[ ... ]":
                continue
            if name in nodes and file in own and "rdf:type" not in node.values:
                node.restrict(NAME_PROPERTIES - {"skos:prefLabel"})
                for prop, values in node.values.items():
                    nodes[name].values.setdefault(prop, []).extend(values)
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
    if len(classes) != 1 or classes[0] not in CLASS_KINDS:
        node.fail(
            f"class {', '.join(classes) or 'is missing'}; exactly one is allowed: {', '.join(sorted(CLASS_KINDS))}"
        )
    kind = CLASS_KINDS[classes[0]]
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
    forms = [(prop, form) for prop, form in NAME_FORMS if prop in node.values]
    names = {Name(text, lang, form) for prop, form in forms for lang, text in node.texts(prop)}
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
