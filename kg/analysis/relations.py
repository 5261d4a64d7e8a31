"""Relations: the statements that say one thing of one pair, whoever says it, of whatever time and status."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.model import Entity, Evidence, GraphView, Polarity, Statement
from kg.ontology import Ontology, Predicate

ASSERTED = frozenset({"actual", "planned"})
"""Statuses that say that something is so or will be; what is considered, asked for or over contradicts nothing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Statements that share subject, predicate, object and polarity, sorted by id; at least one."""

    statements: tuple[Statement, ...]

    @property
    def subject(self) -> Entity:
        """Who does it."""
        return self.statements[0].subject

    @property
    def predicate(self) -> str:
        """What is done."""
        return self.statements[0].predicate

    @property
    def object(self) -> Entity:
        """To whom or what."""
        return self.statements[0].object

    @property
    def polarity(self) -> Polarity:
        """Whether it is affirmed or denied."""
        return self.statements[0].polarity

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it this relation: subject id, predicate, object id, polarity."""
        return key_of(self.statements[0])

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that supports it, by document and place; one sentence counts once for each statement."""
        return tuple(sorted(_evidence(self.statements), key=lambda each: (each.document, each.start, each.end)))

    @property
    def documents(self) -> tuple[str, ...]:
        """Keys of the documents that say it, sorted."""
        return tuple(sorted({each.document for each in _evidence(self.statements)}))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses in which it is said, sorted."""
        return tuple(sorted({statement.status for statement in self.statements}))

    @property
    def confidence(self) -> float:
        """The maximum over its statements."""
        return max(statement.confidence for statement in self.statements)


def key_of(statement: Statement) -> tuple[str, str, str, str]:
    """Subject id, predicate, object id and polarity."""
    return statement.subject.id, statement.predicate, statement.object.id, statement.polarity


def relations_of(statements: GraphView | Iterable[Statement]) -> tuple[Relation, ...]:
    """The relations of a view, sorted by their key."""
    said: dict[tuple[str, str, str, str], list[Statement]] = {}
    for statement in statements.statements if isinstance(statements, GraphView) else statements:
        said.setdefault(key_of(statement), []).append(statement)
    return tuple(Relation(tuple(sorted(said[key], key=lambda each: each.id))) for key in sorted(said))


def predicate_of(name: str, ontology: Ontology) -> Predicate:
    """What the ontology says of a predicate; OntologyError where it does not know it."""
    found = ontology.predicates.get(name)
    if found is None:
        raise OntologyError(f"predicate {name!a}: not in the ontology, which has {len(ontology.predicates)} others")
    return found


def sign_of(statement: Statement, ontology: Ontology) -> int:
    """1 for cooperation, -1 for conflict, 0 for neither; 0 for what is denied: who does not attack does not help."""
    sign = predicate_of(statement.predicate, ontology).sign
    return sign if statement.polarity == "affirmed" else 0


def _evidence(statements: Iterable[Statement]) -> Iterator[Evidence]:
    for statement in statements:
        yield from statement.evidence
