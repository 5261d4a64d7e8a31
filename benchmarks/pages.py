"""Views of any number of lines, made of actors that the ontology knows, the same for the same number."""

import hashlib
from datetime import date, timedelta
from itertools import count
from random import Random

from kg.model import Document, Entity, Evidence, GraphView, Statement
from kg.ontology import Ontology
from kg.rdf.rolling import known_entity

STATUSES = ("actual", "actual", "actual", "actual", "planned", "planned", "ended", "requested", "considered")
LANGUAGES = ("en", "en", "en", "it", "fr", "es", "de", "ru", "zh", "ar")
FILLER = "the two sides had met before and said little of what comes next while officials spoke of progress in talks"
A_DOCUMENT = 20
"""Statements of one document."""
FIRST_DAY = date(2022, 1, 1)
DAYS = 900


def view_of(lines: int, ontology: Ontology) -> GraphView:
    """A view whose page has exactly so many lines: pairs of actors, once for each sign of what is said."""
    random = Random(lines)
    actors = _actors(ontology, most=max(30, round(4 * lines**0.62)))
    predicates = sorted(ontology.predicates.values(), key=lambda predicate: predicate.name)
    found: dict[str, Statement] = {}
    seen: set[tuple[str, str, int]] = set()
    for number in count():
        if len(seen) == lines:
            break
        subject, other = _two(random, actors)
        predicate = random.choice(predicates)
        first, second = sorted((subject.id, other.id))
        seen.add((first, second, predicate.sign))
        statement = Statement(
            subject=subject,
            predicate=predicate.name,
            object=other,
            status=random.choice(STATUSES),  # type: ignore[arg-type]  # one of the six
            speaker_chain=(_one(random, actors),) if random.random() < 0.3 else (),
            start_date=_day(random) if random.random() < 0.4 else None,
            evidence=(_evidence(random, subject, predicate.label_en, other, f"wire/{number // A_DOCUMENT:05}.txt"),),
        )
        found.setdefault(statement.id, statement)
    keys = sorted({evidence.document for statement in found.values() for evidence in statement.evidence})
    documents = tuple(_document(key, Random(key)) for key in keys)
    return GraphView(documents, tuple(found[name] for name in sorted(found)))


def _actors(ontology: Ontology, *, most: int) -> list[Entity]:
    """States first, then others; the first are named far more often than the last."""
    ids = sorted(ontology.actors, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    states = [name for name in ids if name.startswith("state/")]
    others = [name for name in ids if not name.startswith("state/")]
    mixed = [name for pair in zip(states, others, strict=False) for name in pair] + others[len(states) :]
    return [known_entity(name, ontology) for name in mixed[:most]]


def _one(random: Random, actors: list[Entity]) -> Entity:
    return actors[int(len(actors) * random.random() ** 2.2)]


def _two(random: Random, actors: list[Entity]) -> tuple[Entity, Entity]:
    subject = other = _one(random, actors)
    while other.id == subject.id:
        other = _one(random, actors)
    return subject, other


def _evidence(random: Random, subject: Entity, words: str, other: Entity, key: str) -> Evidence:
    quote = f"On Thursday {subject.label} {words} {other.label}, {FILLER}."
    start, cue, last = 12, 13 + len(subject.label), 14 + len(subject.label) + len(words)
    return Evidence(
        document=key,
        start=0,
        end=len(quote),
        quote=quote,
        subject_span=(start, cue - 1),
        object_span=(last, last + len(other.label)),
        cue_span=(cue, cue + len(words)),
        extractor="made up",
        confidence=random.randrange(30, 100) / 100,
    )


def _document(key: str, random: Random) -> Document:
    digest = hashlib.sha256(key.encode()).hexdigest()
    return Document(key, digest, "", digest, random.choice(LANGUAGES), f"News {key}", _day(random), "Agency")


def _day(random: Random) -> str:
    return (FIRST_DAY + timedelta(days=random.randrange(DAYS))).isoformat()
