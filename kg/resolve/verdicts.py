"""Whose act a verdict is on: "Oslo condemned the raid" relates Oslo to whoever raided in the sentences before."""

from collections.abc import Iterable, Iterator, Mapping

from kg.model import Document, Entity, Evidence, Statement, Verdict
from kg.ontology import Ontology
from kg.resolve.discourse import Discourse

REACH = {
    "assault": 1500,
    "decision": 900,
    "any": 450,
}  # code points that a verdict looks back; a story is mostly about one deed
NEAR = 450
CONFIDENCE = 0.6
DEEDS = frozenset({"assault", "coercion", "mobilization"})
DECIDED = frozenset(
    {"sanction", "retreat", "concession", "cooperation", "aid", "support", "membership", "rejection", "coercion"}
    | {"mobilization"}
)
FAMILIES: Mapping[str, frozenset[str]] = {
    "assault": DEEDS,
    "decision": DECIDED,
    "sanction": frozenset({"sanction"}),
    "offer": frozenset({"agreement", "aid", "consultation"}),
    "charge": frozenset({"accusation"}),
    "demand": frozenset({"request", "threat"}),
    "any": DEEDS | DECIDED,
}
ADDRESSED = frozenset({"charge", "demand"})  # answered by whom they are laid to or made of


def judged_acts(
    verdicts: Iterable[Verdict],
    said: Mapping[Statement, Iterable[Evidence]],
    *,
    document: Document,
    discourse: Discourse,
    ontology: Ontology,
) -> Iterator[tuple[Statement, Evidence]]:
    """Each verdict as a statement towards the author of the act, with its own sentence as evidence."""
    for verdict in verdicts:
        for judge in discourse.entities(verdict.judge):
            for author in _authors(verdict, judge, said, ontology):
                kinds = ontology.predicates[verdict.predicate]
                if judge.kind in kinds.subject_kinds and author.kind in kinds.object_kinds:
                    yield Statement(judge, verdict.predicate, author), _evidence(verdict, document)


def _authors(
    verdict: Verdict, judge: Entity, said: Mapping[Statement, Iterable[Evidence]], ontology: Ontology
) -> list[Entity]:
    """Who did what the nearest words before tell of the kind of act; nobody where it is the judge himself."""
    found: dict[int, dict[str, Entity]] = {}
    reach = REACH.get(verdict.sense, NEAR)
    for statement, proofs in said.items():
        near = [proof.cue_span[0] for proof in proofs if 0 <= verdict.act[0] - proof.cue_span[1] <= reach]
        if near and _is_meant(statement, verdict, judge, ontology):
            found.setdefault(max(near), {})[statement.subject.id] = statement.subject
    authors = found[max(found)] if found else {}
    if any(_same_side(judge, author) for author in authors.values()):
        return []
    return [authors[id_] for id_ in sorted(authors)]


def _is_meant(statement: Statement, verdict: Verdict, judge: Entity, ontology: Ontology) -> bool:
    """Whether a statement tells an act of the kind that the verdict names."""
    predicate = ontology.predicates[statement.predicate]
    if predicate.symmetric or statement.polarity == "denied" or statement.status not in {"actual", "planned"}:
        return False
    if verdict.sense == "any" and verdict.predicate == "rejects":
        return predicate.family == "accusation" and _same_side(judge, statement.object)
    if verdict.sense in ADDRESSED and not _same_side(judge, statement.object):
        return False
    return predicate.family in FAMILIES[verdict.sense]


def _same_side(one: Entity, other: Entity) -> bool:
    return bool({one.id, one.acts_for} & {other.id, other.acts_for} - {None})


def _evidence(verdict: Verdict, document: Document) -> Evidence:
    return Evidence(
        document.key, verdict.start, verdict.end, document.text[verdict.start : verdict.end],
        (verdict.judge.start, verdict.judge.end), verdict.act, verdict.cue, "verdict on an act", CONFIDENCE,
    )  # fmt: skip
