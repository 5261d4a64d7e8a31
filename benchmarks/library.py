"""Makes testimonies of the shape that real documents have, the same for the same numbers.

The proportions are those of the graph of the three seeds: about 25 quads a statement and 5 of the entities it names, a
quarter of the statements with a speaker, a few actors named everywhere and many named once.
"""

import hashlib
from collections.abc import Iterator
from random import Random

from kg.model import Document, Entity, Evidence, Quantity, Role, Run, Statement, Testimony

PREDICATES = {
    "meets": 1,
    "cooperatesWith": 1,
    "defends": 1,
    "aids": 1,
    "sells": 1,
    "joins": 1,
    "callsOn": 0,
    "consults": 1,
    "accuses": -1,
    "attacks": -1,
    "opposes": -1,
    "sanctions": -1,
}
"""Predicate to sign, as in the ontology; enough of them for every branch of the rule about direct triples."""

LENGTH = 140
"""Code points of a sentence."""
CAST = 16
"""Actors of one document."""
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ru", "zh")
STATUSES = ("actual", "actual", "actual", "actual", "planned", "planned", "ended", "considered", "requested")
STATES = [f"{a}{b}{c}" for a in "ABCDEFGH" for b in "RSTUVW" for c in "LMNOP"]
ROLES: tuple[Role, ...] = ("theme", "recipient", "location")
RUN = Run("geokg 0.1.0", (("text", "kept"),), (("en_core_web_sm-3.8.0", hashlib.sha256(b"model").hexdigest()),))


def library(documents: int, *, statements: int = 50, first: int = 0, revision: int = 0) -> Iterator[Testimony]:
    """So many documents of so many statements, from the one with number `first`; another revision says other things."""
    for number in range(first, first + documents):
        yield testimony(number, statements=statements, revision=revision)


def testimony(number: int, *, statements: int = 50, revision: int = 0, changed: float = 1.0) -> Testimony:
    """All that the document with this number says; `changed` of its statements differ from those of revision 0."""
    said: dict[str, Statement] = {}
    cast = [_actor(Random(f"{number} {who}")) for who in range(CAST)]
    key = f"wire/{number // 1000:04}/{number:07}.txt"
    for place in range(statements * 2):
        if len(said) == statements:
            break
        new = revision if Random(f"{number} {place}").random() < changed else 0
        statement = _statement(Random(f"{number} {place} {new}"), cast, key, len(said))
        said.setdefault(statement.id, statement)
    text = "".join(f"{each.evidence[0].quote}\n" for each in said.values())
    random = Random(f"{number}")
    document = Document(
        key=key,
        sha256=_sha256(f"{number} {revision}"),
        text=text,
        text_sha256=_sha256(text),
        lang=random.choice(LANGUAGES),
        title=f"News number {number}",
        published=_date(random),
        publisher=f"Agency {number % 40}",
        url=f"https://news.example.org/{number}",
    )
    ordered = tuple(sorted(said.values(), key=lambda each: each.id))
    return Testimony(
        document, ordered, RUN, rejections=(("sentence names no actor", 7), ("sentence names one actor", 3))
    )


def _statement(random: Random, cast: list[Entity], key: str, place: int) -> Statement:
    subject, other = random.choice(cast), random.choice(cast)
    while other.id == subject.id:
        other = random.choice(cast)
    chance = random.random()
    dated = random.random() < 0.4
    amount: tuple[Quantity, ...] = ((f"{random.randrange(1, 900)}", "", "USD"),) if chance < 0.08 else ()
    predicate = random.choice(tuple(PREDICATES))
    return Statement(
        subject=subject,
        predicate=predicate,
        object=other,
        polarity="denied" if random.random() < 0.05 else "affirmed",
        status=random.choice(STATUSES),  # type: ignore[arg-type]  # one of the six
        speaker_chain=(random.choice(cast),) if random.random() < 0.25 else (),
        start_date=_date(random) if dated else None,
        quantities=amount,
        qualifiers=((random.choice(ROLES), f"matter {random.randrange(60)}"),) if chance > 0.9 else (),
        evidence=(_evidence(random, key=key, place=place, subject=subject, predicate=predicate, other=other),),
    )


def _evidence(random: Random, *, key: str, place: int, subject: Entity, predicate: str, other: Entity) -> Evidence:
    rest = " ".join(f"word{random.randrange(4000)}" for _ in range(14))
    quote = f"{subject.label} {predicate} {other.label} {rest}"[: LENGTH - 1].ljust(LENGTH - 1, "x") + "."
    start = place * (LENGTH + 1)
    first, cue = len(subject.label), len(predicate)
    return Evidence(
        document=key,
        start=start,
        end=start + len(quote),
        quote=quote,
        subject_span=(start, start + first),
        object_span=(start + first + cue + 2, start + first + cue + 2 + len(other.label)),
        cue_span=(start + first + 1, start + first + 1 + cue),
        extractor=f"verb/{predicate}",
        confidence=random.randrange(50, 100) / 100,
    )


def _actor(random: Random) -> Entity:
    """States mostly, the first of them far more often than the last; else one of many persons and organizations."""
    if random.random() < 0.75:
        return state(STATES[int(len(STATES) * random.random() ** 3)])
    number = int(5000 * random.random() ** 2)
    kind = "person" if number % 2 else "organization"
    return Entity(
        id=f"{kind}/{_sha256(str(number))[:16]}",
        kind="person" if number % 2 else "organization",
        label=f"Actor {number}",
        aliases=(f"A. {number}", f"Actor {number}"),
        country=STATES[number % len(STATES)],
    )


def state(code: str) -> Entity:
    """A state as the ontology describes one: labels in many languages, an IRI elsewhere."""
    number = STATES.index(code)
    return Entity(
        id=f"state/{code}",
        kind="state",
        label=f"State {code}",
        labels=tuple((language, f"{code} in {language}") for language in LANGUAGES),
        aliases=(f"Capital of {code}", f"State {code}"),
        country=code,
        same_as=(f"http://www.wikidata.org/entity/Q{number + 10}",),
    )


def _date(random: Random) -> str:
    return f"20{random.randrange(10, 26)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
