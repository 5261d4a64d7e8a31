"""Compares what the extractor finds with what people annotated, and counts by group."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.evaluation.annotated import Annotated, Said
from kg.extract import extract
from kg.gazetteer import overlaps
from kg.model import Document, Extraction, RelationMention
from kg.ontology import Ontology

# Become statements only where the document names the holder, or the state.
NEED_A_DOCUMENT = frozenset({"office of a holder named elsewhere", "office in a state named elsewhere"})


@dataclass(slots=True)
class Count:
    """Hits, what was predicted, what was wanted; precision, recall and F1 in percent."""

    hits: int = 0
    found: int = 0
    predicted: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of what was predicted that people said."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what people said that was predicted."""
        return 100 * self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Report:
    """Counts by level (pair, family, predicate, qualified) and by group, errors as lines, false statements."""

    levels: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    families: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    predicates: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    constructions: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    speakers: Count = field(default_factory=Count)
    silent: int = 0
    disturbed: int = 0
    errors: list[str] = field(default_factory=list)
    reliability: dict[float, Count] = field(default_factory=lambda: defaultdict(Count))
    traps: Count = field(default_factory=Count)
    dates: Count = field(default_factory=Count)
    amounts: Count = field(default_factory=Count)


def document_of(text: str, lang: str) -> Document:
    """A sentence as a document of its own."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(digest[:16], digest, text, digest, lang)


def score(sentences: Iterable[Annotated], *, ontology: Ontology, lang: str = "en") -> Report:
    """Reads every sentence with the extractor and compares."""
    report = Report()
    for sentence in sentences:
        extraction = extract(document_of(sentence.text, lang))
        _compare(sentence, _distinct(extraction), report, ontology)
    return report


def _distinct(extraction: Extraction) -> list[RelationMention]:
    """One relation mention for each pair of spans, predicate and qualities: joint speakers count once."""
    found: dict[tuple[object, ...], RelationMention] = {}
    for relation in extraction.relations:
        if relation.construction in NEED_A_DOCUMENT:
            continue
        ends = (relation.subject.start, relation.object.start, relation.object.end)
        found.setdefault((*ends, relation.predicate, relation.polarity, relation.status), relation)
    return list(found.values())


def _compare(sentence: Annotated, found: list[RelationMention], report: Report, ontology: Ontology) -> None:
    if not sentence.statements:
        report.silent += 1
        report.disturbed += bool(found)
    for level in ("pair", "family", "predicate", "qualified"):
        count = report.levels[level]
        count.predicted += len(found)
        count.wanted += len(sentence.statements)
        count.hits += sum(any(_fits(r, s, level, ontology) for s in sentence.statements) for r in found)
        count.found += sum(any(_fits(r, s, level, ontology) for r in found) for s in sentence.statements)
    for relation in found:
        _count_prediction(relation, sentence, report, ontology)
    for said in sentence.statements:
        _count_wanted(said, sentence, found, report, ontology)


def _count_prediction(relation: RelationMention, sentence: Annotated, report: Report, ontology: Ontology) -> None:
    right = any(_fits(relation, said, "predicate", ontology) for said in sentence.statements)
    family = ontology.predicates[relation.predicate].family
    groups = (
        report.families[family], report.predicates[relation.predicate], report.constructions[relation.construction],
        report.reliability[round(relation.confidence, 1)],
    )  # fmt: skip
    for count in groups:
        count.predicted += 1
        count.hits += right
    if not right:
        instead = next((s.predicate for s in sentence.statements if _fits(relation, s, "pair", ontology)), "")
        if instead:
            report.confused[instead, relation.predicate] += 1
        line = f"{relation.subject.text} {relation.predicate} {relation.object.text} [{relation.construction}]"
        report.errors.append(f"beside  {line}   {instead and 'for ' + instead}   « {sentence.text} »")


def _count_wanted(
    said: Said, sentence: Annotated, found: list[RelationMention], report: Report, ontology: Ontology
) -> None:
    fitting = [relation for relation in found if _fits(relation, said, "predicate", ontology)]
    for count in (report.families[ontology.predicates[said.predicate].family], report.predicates[said.predicate]):
        count.wanted += 1
        count.found += bool(fitting)
    if said.speakers:
        report.speakers.wanted += 1
        report.speakers.found += any(_same_speaker(relation, said) for relation in fitting)
    if not fitting:
        ends = f"{sentence.text[slice(*said.subject)]} {said.predicate} {sentence.text[slice(*said.object)]}"
        report.errors.append(f"missed  {ends} [{said.polarity}, {said.status}]   « {sentence.text} »")


def _same_speaker(relation: RelationMention, said: Said) -> bool:
    return any(overlaps((speaker.start, speaker.end), said.speakers[-1]) for speaker in relation.speakers)


def _fits(relation: RelationMention, said: Said, level: str, ontology: Ontology) -> bool:
    known = ontology.predicates
    if not any(
        overlaps(a, said.subject) and overlaps(b, said.object) for a, b in _ends(relation, said, level, ontology)
    ):
        return False
    if level == "pair":
        return True
    if level == "family":
        return known[relation.predicate].family == known[said.predicate].family
    if relation.predicate != said.predicate:
        return False
    return level == "predicate" or (relation.polarity, relation.status) == (said.polarity, said.status)


def _ends(
    relation: RelationMention, said: Said, level: str, ontology: Ontology
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    subject, object_ = ((each.start, each.end) for each in (relation.subject, relation.object))
    yield subject, object_
    symmetric = ontology.predicates[relation.predicate].symmetric
    if symmetric or (level == "pair" and ontology.predicates[said.predicate].symmetric):
        yield object_, subject
