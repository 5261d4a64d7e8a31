"""The ends of statements, as they are said and rolled up to the states and bodies for which actors act."""

from kg.model import Entity, GraphView
from kg.ontology import Ontology
from kg.rdf.rolling import principals_of

Ends = tuple[tuple[Entity, Entity], ...]


def ends_of(view: GraphView) -> Ends:
    """Subject and object of every statement."""
    return tuple((statement.subject, statement.object) for statement in view.statements)


def rolled_ends(view: GraphView, ontology: Ontology) -> Ends:
    """Subject and object of every statement, each replaced by whom it acts for; two ends may become one."""
    principals = principals_of_ends(view, ontology)
    return tuple(
        (principals.get(subject.id, subject), principals.get(other.id, other)) for subject, other in ends_of(view)
    )


def principals_of_ends(view: GraphView, ontology: Ontology) -> dict[str, Entity]:
    """Id of every subject and object that acts for another to the last of those whom it acts for."""
    return principals_of({end.id: end for pair in ends_of(view) for end in pair}, ontology)
