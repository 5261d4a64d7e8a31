"""What a denial denies: the nearest charge against whoever denies becomes a denied statement said by him."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import Denial, Document, Entity, Evidence, Statement
from kg.ontology import Ontology
from kg.resolve.discourse import Discourse

REACH = 500  # code points that a denial looks back
UNSAID = frozenset({"request", "accusation"})  # what words do themselves
HELPS = frozenset({"aid", "cooperation", "mobilization"})  # a charge where others claim it
HARMS = frozenset({"assault", "coercion"})  # a charge even where the text itself says it
CONFIDENCE = 0.7


def denied(
    denials: Iterable[Denial],
    said: Mapping[Statement, Iterable[Evidence]],
    *,
    document: Document,
    discourse: Discourse,
    ontology: Ontology,
) -> Iterator[tuple[Statement, Evidence]]:
    """Each charge denied, with the sentence of the denial as its evidence."""
    for denial in denials:
        for denier in discourse.entities(denial.speaker):
            for statement in _charges(denial, denier, said, ontology):
                yield (
                    replace(statement, polarity="denied", speaker_chain=(denier,), evidence=()),
                    Evidence(
                        document.key, denial.start, denial.end, document.text[denial.start : denial.end],
                        (denial.speaker.start, denial.speaker.end), denial.charge, denial.cue, "denial of a charge",
                        CONFIDENCE,
                    ),
                )  # fmt: skip


def _charges(
    denial: Denial, denier: Entity, said: Mapping[Statement, Iterable[Evidence]], ontology: Ontology
) -> list[Statement]:
    """The statements about the denier in the nearest sentence before: what others claim, else what does harm."""
    before: dict[int, list[Statement]] = {}
    for statement, proofs in said.items():
        if not _charged(statement, denier, ontology):
            continue
        near = [proof for proof in proofs if 0 <= denial.cue[0] - proof.cue_span[1] <= REACH]
        if near:
            before.setdefault(max(proof.start for proof in near), []).append(statement)
    return sorted(before[max(before)], key=lambda statement: statement.id) if before else []


def _charged(statement: Statement, denier: Entity, ontology: Ontology) -> bool:
    """Whether a statement lays something at the door of whoever denies."""
    subject, predicate = statement.subject, ontology.predicates[statement.predicate]
    ids = {denier.id, denier.acts_for} - {None}
    own = subject.id in ids or (subject.acts_for is not None and subject.acts_for in ids)
    if not own or statement.polarity == "denied" or predicate.family in UNSAID:
        return False
    speaker = statement.speaker
    if speaker is None:
        return predicate.family in HARMS
    return speaker.id not in ids and speaker.acts_for not in ids and (predicate.sign < 0 or predicate.family in HELPS)
