"""What cannot well be true together: one thing affirmed and denied, or one actor helping and fighting another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.analysis.relations import ASSERTED, predicate_of, sign_of
from kg.model import Entity, GraphView, Statement
from kg.ontology import Ontology, load_ontology


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements of one pair that pull apart, each side sorted by id.

    `kind` is "polarity" where one predicate is affirmed (`one`) and denied (`other`), "sign" where cooperation (`one`)
    stands against conflict (`other`). Only what is asserted counts: actual or planned.
    """

    kind: Literal["polarity", "sign"]
    subject: Entity
    object: Entity
    one: tuple[Statement, ...]
    other: tuple[Statement, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Keys of all documents that take part, sorted."""
        return tuple(sorted({each.document for said in (*self.one, *self.other) for each in said.evidence}))


def contradictions_of(view: GraphView, *, ontology: Ontology | None = None) -> tuple[Contradiction, ...]:
    """The contradictions of a view: first by polarity, then by sign, each by ids of subject and object.

    A pair is directed: that A praises B and B attacks A is no contradiction. What a symmetric predicate says is said
    of both directions; where both sides are symmetric the pair stands once, in the order of ids.
    """
    known = ontology or load_ontology()
    asserted = [statement for statement in view.statements if statement.status in ASSERTED]
    return (*_by_polarity(asserted), *_by_sign(asserted, known))


def _by_polarity(statements: Iterable[Statement]) -> Iterator[Contradiction]:
    said: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in statements:
        said.setdefault((statement.subject.id, statement.object.id, statement.predicate), []).append(statement)
    for key in sorted(said):
        one = tuple(each for each in said[key] if each.polarity == "affirmed")
        other = tuple(each for each in said[key] if each.polarity == "denied")
        if one and other:
            yield Contradiction("polarity", one[0].subject, one[0].object, one, other)


def _by_sign(statements: Iterable[Statement], ontology: Ontology) -> Iterator[Contradiction]:
    entities: dict[str, Entity] = {}
    said: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if sign_of(statement, ontology):
            for subject, value in _directions(statement, ontology):
                entities |= {subject.id: subject, value.id: value}
                said.setdefault((subject.id, value.id), []).append(statement)
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for pair in sorted(said):
        one = tuple(each for each in said[pair] if sign_of(each, ontology) > 0)
        other = tuple(each for each in said[pair] if sign_of(each, ontology) < 0)
        sides = tuple(each.id for each in one), tuple(each.id for each in other)
        if one and other and sides not in told:
            told.add(sides)
            yield Contradiction("sign", entities[pair[0]], entities[pair[1]], one, other)


def _directions(statement: Statement, ontology: Ontology) -> Iterator[tuple[Entity, Entity]]:
    subject, value = statement.subject, statement.object
    if subject.id == value.id:
        return
    yield subject, value
    if predicate_of(statement.predicate, ontology).symmetric:
        yield value, subject
