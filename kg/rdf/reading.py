"""Quads of one named graph back to what the document said: the exact inverse of `writing`."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NoReturn, TypeVar, cast, get_args

from kg.errors import StoreError
from kg.model import (
    KINDS,
    Document,
    Entity,
    Evidence,
    Link,
    LinkDecision,
    Polarity,
    Quantity,
    Repair,
    Role,
    Run,
    Span,
    Statement,
    Status,
    Testimony,
)
from kg.rdf.merging import evidence_order
from kg.rdf.terms import (
    BASE_IRI,
    DCT,
    OA,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    VOCABULARY,
    Iris,
    Quad,
    iri,
    kg,
    text_and_language,
    value_of,
)
from kg.rdf.writing import TYPE

_Part = TypeVar("_Part")
_KIND_OF = {kg(kind.capitalize()): kind for kind in KINDS}


def testimony_of(quads: Iterable[Quad], *, base_iri: str = BASE_IRI) -> Testimony:
    """What a document said, from the quads of its named graph in any order.

    Statements are sorted by id, evidence by place in the text, aliases and labels by code point; the text is "" where
    it was left out. Quads of other origin are passed over; a StoreError where the graph is not whole.
    """
    graph = _Graph(quads, base_iri)
    document = graph.document()
    found = [graph.statement(node) for node in graph.of_type(kg("Statement"))]
    return Testimony(
        document=document,
        statements=tuple(sorted(found, key=lambda statement: statement.id)),
        run=graph.run(),
        rejections=graph.rejections(graph.iris.document(document.key)),
        repairs=graph.repairs(graph.iris.document(document.key)),
        links=graph.links(graph.iris.document(document.key)),
    )


def document_of(quads: Iterable[Quad], *, base_iri: str = BASE_IRI) -> Document:
    """The document alone; the quads about it are enough."""
    return _Graph(quads, base_iri).document()


def run_of(quads: Iterable[Quad], *, base_iri: str = BASE_IRI) -> Run:
    """The run that made a graph."""
    return _Graph(quads, base_iri).run()


class _Graph:
    """The triples of one named graph, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad], base_iri: str) -> None:
        self.iris = Iris(base_iri)
        self.name = "no graph"
        self.nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.entities: dict[str, Entity] = {}
        for subject, predicate, value, graph in quads:
            self.name = graph
            self.nodes[subject][predicate].append(value)

    def fail(self, node: str, what: str) -> NoReturn:
        raise StoreError(f"{self.name}: damaged: {node} {what}")

    def values(self, node: str, predicate: str) -> list[str]:
        """The tokens, sorted."""
        return sorted(self.nodes[node][predicate]) if node in self.nodes and predicate in self.nodes[node] else []

    def one(self, node: str, predicate: str) -> str:
        found = self.values(node, predicate)
        if len(found) != 1:
            self.fail(node, f"has {len(found)} values of {predicate}, one is needed")
        return found[0]

    def text(self, node: str, predicate: str) -> str:
        return value_of(self.one(node, predicate))

    def number(self, node: str, predicate: str) -> int:
        try:
            return int(self.text(node, predicate))
        except ValueError:
            self.fail(node, f"has no whole number as {predicate}")

    def fraction(self, node: str, predicate: str) -> float:
        try:
            return float(self.text(node, predicate))
        except ValueError:
            self.fail(node, f"has no number as {predicate}")

    def maybe(self, node: str, predicate: str) -> str | None:
        return self.text(node, predicate) if self.values(node, predicate) else None

    def or_empty(self, node: str, predicate: str) -> str:
        return self.maybe(node, predicate) or ""

    def word(self, node: str, predicate: str, allowed: object) -> str:
        """A word of a closed list, which is given as its Literal type."""
        text = self.text(node, predicate)
        if text not in get_args(allowed):
            self.fail(node, f"has {text!a} as {predicate}; allowed: {', '.join(get_args(allowed))}")
        return text

    def of_type(self, kind: str) -> list[str]:
        return [node for node in self.nodes if kind in self.nodes[node].get(TYPE, ())]

    def in_order(self, node: str, predicate: str, read: Callable[[str], _Part]) -> tuple[_Part, ...]:
        """The parts of a node by their position."""
        parts = self.values(node, predicate)
        return tuple(read(part) for part in sorted(parts, key=lambda part: self.number(part, kg("position"))))

    def document(self) -> Document:
        found = self.of_type(kg("Document"))
        if len(found) != 1:
            self.fail(self.name, f"holds {len(found)} documents, one is needed")
        node = found[0]
        return Document(
            key=self.text(node, kg("key")),
            sha256=self.text(node, kg("sha256")),
            text=self.or_empty(node, kg("text")),
            text_sha256=self.text(node, kg("textSha256")),
            lang=self.text(node, iri(f"{DCT}language")),
            title=self.maybe(node, iri(f"{DCT}title")),
            published=self.maybe(node, iri(f"{DCT}issued")),
            publisher=self.maybe(node, iri(f"{DCT}publisher")),
            url=self.maybe(node, iri(f"{DCT}source")),
        )

    def rejections(self, document: str) -> tuple[tuple[str, int], ...]:
        nodes = self.values(document, kg("rejection"))
        return tuple(sorted((self.text(node, kg("reason")), self.number(node, kg("count"))) for node in nodes))

    def repairs(self, document: str) -> tuple[Repair, ...]:
        found = [
            Repair(
                self.text(node, kg("repairKind")),
                self.number(node, iri(f"{OA}start")),
                self.number(node, iri(f"{OA}end")),
                self.text(node, kg("reading")),
            )
            for node in self.values(document, kg("repair"))
        ]
        return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind, each.reading)))

    def links(self, document: str) -> tuple[Link, ...]:
        found = [
            Link(
                self.text(node, kg("writtenName")),
                self.iris.entity_id(self.one(node, kg("mayBe"))),
                self.fraction(node, kg("likeness")),
                cast("LinkDecision", self.text(node, kg("decision"))),
            )
            for node in self.values(document, kg("nameLink"))
        ]
        return tuple(sorted(found, key=lambda each: (each.written, each.entity)))

    def run(self) -> Run:
        found = self.of_type(iri(f"{PROV}Activity"))
        if len(found) != 1:
            self.fail(self.name, f"holds {len(found)} runs, one is needed")
        node = found[0]
        models = [used for used in self.values(node, iri(f"{PROV}used")) if kg("Model") in self.values(used, TYPE)]
        ordered = sorted(models, key=lambda model: self.number(model, kg("position")))
        return Run(
            software=self.text(node, kg("software")),
            options=self.in_order(
                node, kg("option"), lambda part: (self.text(part, iri(f"{RDFS}label")), self.text(part, kg("value")))
            ),
            models=tuple((self.text(part, iri(f"{RDFS}label")), self.text(part, kg("sha256"))) for part in ordered),
        )

    def entity(self, node: str) -> Entity:
        if node not in self.entities:
            self.entities[node] = self.read_entity(node)
        return self.entities[node]

    def read_entity(self, node: str) -> Entity:
        kinds = [_KIND_OF[kind] for kind in self.values(node, TYPE) if kind in _KIND_OF]
        if len(kinds) != 1:
            self.fail(node, f"has {len(kinds)} kinds, one is needed")
        labels = [text_and_language(token) for token in self.values(node, iri(f"{RDFS}label"))]
        country, acts_for = self.values(node, kg("country")), self.values(node, kg("actsFor"))
        return Entity(
            id=self.iris.entity_id(node),
            kind=kinds[0],
            label=self.text(node, kg("label")),
            labels=tuple(sorted((language, label) for label, language in labels)),
            aliases=tuple(sorted(value_of(token) for token in self.values(node, iri(f"{SKOS}altLabel")))),
            country=self.iris.entity_id(country[0]).removeprefix("state/") if country else None,
            acts_for=self.iris.entity_id(acts_for[0]) if acts_for else None,
            same_as=tuple(sorted(value_of(token) for token in self.values(node, iri(f"{OWL}sameAs")))),
        )

    def statement(self, node: str) -> Statement:
        evidence = [self.evidence(part) for part in self.values(node, kg("evidence"))]
        statement = Statement(
            subject=self.entity(self.one(node, iri(f"{RDF}subject"))),
            predicate=self.text(node, iri(f"{RDF}predicate")).removeprefix(VOCABULARY),
            object=self.entity(self.one(node, iri(f"{RDF}object"))),
            polarity=cast("Polarity", self.word(node, kg("polarity"), Polarity)),
            status=cast("Status", self.word(node, kg("status"), Status)),
            speaker_chain=self.speaker_chain(node),
            start_date=self.maybe(node, kg("startDate")),
            end_date=self.maybe(node, kg("endDate")),
            quantities=self.in_order(node, kg("quantity"), self.quantity),
            qualifiers=self.in_order(node, kg("qualifier"), self.qualifier),
            evidence=tuple(sorted(evidence, key=evidence_order)),
        )
        if self.iris.statement(statement.id) != node:
            self.fail(node, f"says what {self.iris.statement(statement.id)} should")
        return statement

    def speaker_chain(self, node: str) -> tuple[Entity, ...]:
        steps = self.in_order(node, kg("speakerStep"), lambda step: self.entity(self.one(step, kg("who"))))
        return steps or tuple(self.entity(speaker) for speaker in self.values(node, kg("speaker")))

    def quantity(self, node: str) -> Quantity:
        return self.text(node, kg("value")), self.or_empty(node, kg("unit")), self.or_empty(node, kg("currency"))

    def qualifier(self, node: str) -> tuple[Role, Entity | str]:
        role, token = cast("Role", self.word(node, kg("role"), Role)), self.one(node, kg("value"))
        return role, self.entity(token) if token.startswith("<") else value_of(token)

    def evidence(self, node: str) -> Evidence:
        selector = self.one(node, iri(f"{OA}hasSelector"))
        document = self.one(node, iri(f"{PROV}wasQuotedFrom"))
        return Evidence(
            document=self.text(document, kg("key")),
            start=self.number(selector, iri(f"{OA}start")),
            end=self.number(selector, iri(f"{OA}end")),
            quote=self.text(selector, iri(f"{OA}exact")),
            subject_span=self.span(node, "subject"),
            object_span=self.span(node, "object"),
            cue_span=self.span(node, "cue"),
            extractor=self.text(node, kg("extractor")),
            confidence=self.fraction(node, kg("confidence")),
        )

    def span(self, node: str, name: str) -> Span:
        return self.number(node, kg(f"{name}Start")), self.number(node, kg(f"{name}End"))
