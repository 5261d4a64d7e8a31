"""Mentions become entities, relation mentions become statements or a counted rejection.

Everything here looks at one document alone: its mentions, its metadata, the ontology.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

from kg.model import Entity, Evidence, Extraction, RelationMention, Role, Run, Statement, Testimony
from kg.ontology import Ontology
from kg.options import Decision
from kg.resolve.denials import denied
from kg.resolve.discourse import Discourse
from kg.resolve.entities import term_at
from kg.resolve.verdicts import judged_acts

STANDING = frozenset(
    {"office", "membership", "kinship", "location", "protest"}
)  # these may relate people to the state they act for or belong to
SETTING = frozenset({"office", "kinship", "location"})  # what a quotation takes for granted: nobody claims it
SPEECH_ACTS = frozenset({"request", "accusation"})  # saying so is doing so: "I ask the Kremlin" needs no speaker
SPOKEN = frozenset({"praises", "supports", "apologizesTo", "opposes", "rejects", "warns", "threatens"})
WEAKER_BY_REFERENCE = 0.85  # a pronoun or "the two leaders" may be resolved wrongly


class Rejection(Exception):  # noqa: N818 - not an error: a relation mention that is counted instead of believed
    """Why a relation mention becomes no statement."""


def resolve(extraction: Extraction, *, ontology: Ontology, run: Run, decisions: Iterable[Decision] = ()) -> Testimony:
    """The statements of one document, sorted by id, each with its evidence; rejections counted by reason."""
    discourse = Discourse(extraction, ontology, decisions)
    rejected = Counter(dict(extraction.rejections))
    evidence: dict[Statement, set[Evidence]] = defaultdict(set)
    for relation in extraction.relations:
        try:
            for statement, proof in _statements(relation, discourse, extraction, ontology):
                evidence[statement].add(proof)
        except Rejection as reason:
            rejected[str(reason)] += 1
    claims = dict(evidence)
    for statement, proof in denied(
        extraction.denials, claims, document=extraction.document, discourse=discourse, ontology=ontology
    ):
        evidence[statement].add(proof)
    for statement, proof in judged_acts(
        extraction.verdicts, claims, document=extraction.document, discourse=discourse, ontology=ontology
    ):
        evidence[statement].add(proof)
    statements = [replace(said, evidence=_sorted(proofs)) for said, proofs in evidence.items()]
    statements.sort(key=lambda statement: statement.id)
    return Testimony(
        extraction.document, tuple(statements), run, tuple(sorted(rejected.items())), links=discourse.links
    )


def _statements(
    relation: RelationMention, discourse: Discourse, extraction: Extraction, ontology: Ontology
) -> Iterator[tuple[Statement, Evidence]]:
    predicate = ontology.predicates[relation.predicate]
    pairs = list(_pairs(relation, discourse, symmetric=predicate.symmetric))
    fitting = [
        (subject, object_)
        for subject, object_ in pairs
        if subject.kind in predicate.subject_kinds and object_.kind in predicate.object_kinds
    ]
    if fitting and predicate.family not in STANDING:
        fitting = [pair for pair in fitting if not _one_side(*pair)]
        if not fitting:
            raise Rejection("actor related to whom it acts for")
    if not fitting and relation.subject.office:
        raise Rejection("office without a named holder")
    if not fitting:
        raise Rejection("relation between kinds that its predicate does not take")
    chains = list(_chains(relation, discourse, setting=predicate.family in SETTING))
    acted = relation.status == "actual" and (predicate.family in SPEECH_ACTS or relation.predicate in SPOKEN)
    for (subject, object_), said in product(fitting, chains):
        chain = said[:-1] if acted and said and _is_own(said[-1], subject) else said
        if predicate.symmetric and object_.id < subject.id:
            subject, object_ = object_, subject  # noqa: PLW2901 - symmetric statements stand in the order of their ids
        statement = Statement(
            subject, _predicate(relation, subject, object_, extraction, ontology), object_,
            relation.polarity, relation.status, chain,
            relation.start_date, relation.end_date, relation.quantities,
            _qualifiers(relation, discourse, (subject, object_)),
        )  # fmt: skip
        yield statement, _evidence(relation, extraction)


def _is_own(speaker: Entity, subject: Entity) -> bool:
    """Whether somebody speaks of what he himself, or whom he acts for, does."""
    return subject.id in (speaker.id, speaker.acts_for)


def _predicate(
    relation: RelationMention, subject: Entity, object_: Entity, extraction: Extraction, ontology: Ontology
) -> str:
    """The predicate; of "Angola's X" the office that X is known to hold there, where there is one."""
    actor = ontology.actors.get(subject.id)
    if relation.predicate != "citizenOf" or relation.construction != "home" or actor is None:
        return relation.predicate
    term = term_at((term for term in actor.terms if term.in_ == object_.id), extraction.document.published)
    if term is None and object_.kind != "state":
        raise Rejection("citizen of a body")
    return relation.predicate if term is None else term.role


def _pairs(relation: RelationMention, discourse: Discourse, *, symmetric: bool) -> Iterator[tuple[Entity, Entity]]:
    beside = discourse.entities(relation.object) if relation.subject.refers == "unsaid" else ()
    subjects = discourse.entities(relation.subject, beside=beside)
    if symmetric and relation.subject == relation.object:
        pairs = list(combinations(subjects, 2))
    else:
        pairs = list(product(subjects, discourse.entities(relation.object, beside=subjects)))
    if not pairs:
        raise Rejection("reference to an actor that cannot be found")
    different = [pair for pair in pairs if pair[0].id != pair[1].id]
    if not different:
        raise Rejection("actor related to itself")
    yield from different


def _one_side(subject: Entity, object_: Entity) -> bool:
    """Whether one acts for the other: a president does not negotiate with the own state."""
    return subject.acts_for == object_.id or object_.acts_for == subject.id


def _chains(relation: RelationMention, discourse: Discourse, *, setting: bool) -> Iterator[tuple[Entity, ...]]:
    """Who says it, outermost first: one chain for each of several joint speakers; an unknown link is left out.

    What stands in a quotation, an answer or a signed text is said by its speaker, offices and places aside.
    """
    several = relation.subject if relation.subject.count != 1 else None  # "they accuse": each for himself
    links = [found for each in relation.speakers if each != several and (found := discourse.entities(each))]
    spoken = () if setting else discourse.spoken(relation.cue[0])
    if spoken and not any(_shared(spoken, link) for link in links):
        links.insert(0, spoken)
    yield from product(*links)


def _qualifiers(
    relation: RelationMention, discourse: Discourse, ends: tuple[Entity, Entity]
) -> tuple[tuple[Role, Entity | str], ...]:
    """Roles and who or what fills them, sorted; a filler that is an end of the relation tells nothing more."""
    told: dict[tuple[str, str], tuple[Role, Entity | str]] = {}
    for role, value in relation.qualifiers:
        for filler in (value,) if isinstance(value, str) else discourse.entities(value)[:1]:
            if filler not in ends:
                told[role, filler if isinstance(filler, str) else filler.id] = (role, filler)
    return tuple(told[key] for key in sorted(told))


def _shared(some: tuple[Entity, ...], others: tuple[Entity, ...]) -> bool:
    return bool({entity.id for entity in some} & {entity.id for entity in others})


def _evidence(relation: RelationMention, extraction: Extraction) -> Evidence:
    referring = any(mention.form == "pronoun" or mention.count != 1 for mention in (relation.subject, relation.object))
    confidence = relation.confidence * (WEAKER_BY_REFERENCE if referring else 1.0)
    return Evidence(
        extraction.document.key, relation.start, relation.end, extraction.document.text[relation.start : relation.end],
        (relation.subject.start, relation.subject.end), (relation.object.start, relation.object.end), relation.cue,
        relation.construction, round(confidence, 2),
    )  # fmt: skip


def _sorted(proofs: set[Evidence]) -> tuple[Evidence, ...]:
    return tuple(
        sorted(
            proofs,
            key=lambda each: (
                each.document, each.start, each.end, each.subject_span, each.object_span, each.cue_span,
                each.extractor, each.confidence,
            ),
        )
    )  # fmt: skip
