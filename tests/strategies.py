"""Hypothesis strategies that make what passes between rooms: documents, entities, testimonies.

Everything made obeys the rules of `kg.model` (sorted tuples, quotes cut from the text, one description of an entity in
one document); the words are as hostile as Unicode allows.
"""

import hashlib
from dataclasses import replace

from hypothesis import strategies as st

from kg.model import KINDS, Document, Entity, Evidence, Link, Repair, Run, Statement, Testimony
from kg.rdf.merging import evidence_order

#: A sign for each predicate that is made here; enough for every branch of the rule about direct triples.
SIGNS = {"meets": 1, "joins": 1, "acquires": 0, "callsOn": 0, "attacks": -1, "opposes": -1}

HOSTILE = (
    'he said "no" \\ \\n \\u0041 \\',
    "one\r\ntwo\ttabs\x08\x0c\x0b\x1f\x7f\x85\u2028",
    "\x00",
    "\ufffe\uffff\ufeff",
    "e\u0301 is not \u00e9; \u1e9b\u0323",
    "\U0001f680\U0010fffd 日本 \u202eالصين",
    "\"\"\"@en . } ; DROP ALL ; <http://a> '''",
    "</script><b>&amp;]]>%20{{",
)


def texts(*, min_size: int = 0, max_size: int = 30) -> st.SearchStrategy[str]:
    """Any Unicode text without half surrogate pairs, often one that breaks careless writers."""
    free = st.text(st.characters(exclude_categories=["Cs"]), min_size=min_size, max_size=max_size)
    return st.one_of(free, st.sampled_from(HOSTILE))


def keys() -> st.SearchStrategy[str]:
    """Keys of documents: POSIX paths with anything in them."""
    known = ["a.txt", "b/c d.html", "news.jsonl#1", "50%25 off.txt", "è/日本.txt", "'(x)';.txt", "n.jsonl#../a/./.."]
    plain = st.sampled_from(known)
    return st.one_of(plain, texts(min_size=1, max_size=12))


def dates() -> st.SearchStrategy[str]:
    """Dates by year, month and day, some that no calendar has."""
    days = st.dates().map(lambda day: day.isoformat())
    return st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]), st.just("2023-02-30"))


def decimals() -> st.SearchStrategy[str]:
    """Decimal strings of a quantity, some not in their shortest form."""
    return st.one_of(st.decimals(allow_nan=False, allow_infinity=False).map(str), st.sampled_from(["1.50", "-0", "15"]))


@st.composite
def documents(draw: st.DrawFn, key: st.SearchStrategy[str] | None = None) -> Document:
    """Documents with the right hash of their text."""
    text = draw(texts(max_size=80))
    return Document(
        key=draw(keys() if key is None else key),
        sha256=draw(st.binary(max_size=4).map(lambda source: hashlib.sha256(source).hexdigest())),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        lang=draw(st.sampled_from(["en", "it", "zh"])),
        title=draw(st.none() | texts()),
        published=draw(st.none() | dates()),
        publisher=draw(st.none() | texts()),
        url=draw(st.none() | st.sampled_from(["https://example.org/a?b=c#d", "http://[::1/", "no url", ""])),
    )


def _labels() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    pairs = st.tuples(st.sampled_from(["en", "it", "zh-hans"]), texts(max_size=8))
    return st.frozensets(pairs, max_size=3).map(lambda found: tuple(sorted(found)))


def _sorted_texts() -> st.SearchStrategy[tuple[str, ...]]:
    return st.frozensets(texts(max_size=8), max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def entities(draw: st.DrawFn, name: st.SearchStrategy[str] | None = None) -> Entity:
    """Entities of every kind; from few names, so that documents share them."""
    kind = draw(st.sampled_from(KINDS[:4]))
    return Entity(
        id=f"{kind}/{draw(name or st.sampled_from(['a', 'b-c', 'JPN', 'x(1)%', 'ü']))}",
        kind=kind,
        label=draw(texts(max_size=8)),
        labels=draw(_labels()),
        aliases=draw(_sorted_texts()),
        country=draw(st.sampled_from([None, "JPN", "SUN"])),
        acts_for=draw(st.sampled_from([None, "state/JPN", "organization/european-union"])),
        same_as=draw(st.sampled_from([(), ("http://www.wikidata.org/entity/Q17", "https://it.wikipedia.org/wiki/é")])),
    )


@st.composite
def evidences(draw: st.DrawFn, document: Document) -> Evidence:
    """Evidence cut from the text of a document."""
    places = st.integers(0, len(document.text))
    start, end = sorted([draw(places), draw(places)])
    spans = st.tuples(st.integers(start, end), st.integers(start, end)).map(lambda span: (min(span), max(span)))
    return Evidence(
        document=document.key,
        start=start,
        end=end,
        quote=document.text[start:end],
        subject_span=draw(spans),
        object_span=draw(spans),
        cue_span=draw(spans),
        extractor=draw(st.sampled_from(["verb/1", "noun", ""])),
        confidence=draw(st.integers(0, 100)) / 100,
    )


def _evidence_of(document: Document) -> st.SearchStrategy[tuple[Evidence, ...]]:
    found = st.lists(evidences(document), max_size=3, unique_by=lambda each: evidence_order(each)[:-1])
    return found.map(lambda each: tuple(sorted(each, key=evidence_order)))


@st.composite
def statements(draw: st.DrawFn, document: Document, known: list[Entity]) -> Statement:
    """Statements of a document about the entities it knows."""
    who = st.sampled_from(known)
    roles = st.sampled_from(["recipient", "theme", "title", "instrument", "location"])
    return Statement(
        subject=draw(who),
        predicate=draw(st.sampled_from(sorted(SIGNS))),
        object=draw(who),
        polarity=draw(st.sampled_from(["affirmed", "denied"])),
        status=draw(st.sampled_from(["actual", "ended", "planned", "considered", "conditional", "requested"])),
        speaker_chain=tuple(draw(st.lists(who, max_size=3))),
        start_date=draw(st.none() | dates()),
        end_date=draw(st.none() | dates()),
        quantities=tuple(
            draw(st.lists(st.tuples(decimals(), texts(max_size=5), st.sampled_from(["", "USD"])), max_size=2))
        ),
        qualifiers=tuple(draw(st.lists(st.tuples(roles, who | texts(max_size=8)), max_size=2))),
        evidence=draw(_evidence_of(document)),
    )


def runs() -> st.SearchStrategy[Run]:
    """Runs with options and models in any order."""
    pairs = st.lists(st.tuples(texts(max_size=6), texts(max_size=6)), max_size=3).map(tuple)
    return st.builds(Run, software=st.sampled_from(["geokg 0.1.0", "geokg 0.2.0"]), options=pairs, models=pairs)


def _repairs() -> st.SearchStrategy[tuple[Repair, ...]]:
    made = st.builds(
        Repair, st.sampled_from(["name", "space"]), st.integers(0, 9), st.integers(9, 12), texts(max_size=4)
    )
    order = lambda each: (each.start, each.end, each.kind, each.reading)  # noqa: E731 - a key
    return st.frozensets(made, max_size=2).map(lambda found: tuple(sorted(found, key=order)))


def _links() -> st.SearchStrategy[tuple[Link, ...]]:
    entity = st.sampled_from(["person/joe-biden", "person/fumio-kishida"])
    decision = st.sampled_from(["linked", "apart", "accepted", "refused"])
    made = st.builds(Link, texts(min_size=1, max_size=5), entity, st.sampled_from([0.8, 0.95, 1.0]), decision)
    unique = st.lists(made, max_size=2, unique_by=lambda each: (each.written, each.entity))
    return unique.map(lambda found: tuple(sorted(found, key=lambda each: (each.written, each.entity))))


@st.composite
def testimonies(draw: st.DrawFn, key: st.SearchStrategy[str] | None = None) -> Testimony:
    """All that one document says: statements sorted and different."""
    document = draw(documents(key))
    known = draw(st.lists(entities(), min_size=1, max_size=4, unique_by=lambda entity: entity.id))
    said = draw(st.lists(statements(document, known), max_size=4, unique_by=lambda statement: statement.id))
    reasons = draw(st.dictionaries(texts(max_size=8), st.integers(1, 9), max_size=3))
    return Testimony(
        document=document,
        statements=tuple(sorted(said, key=lambda statement: statement.id)),
        run=draw(runs()),
        rejections=tuple(sorted(reasons.items())),
        repairs=draw(_repairs()),
        links=draw(_links()),
    )


@st.composite
def libraries(draw: st.DrawFn, *, max_size: int = 4) -> list[Testimony]:
    """Testimonies of different documents, some of which say the same in other words."""
    said = draw(st.lists(testimonies(), min_size=1, max_size=max_size, unique_by=lambda each: each.document.key))
    return [*said, *([_echo(said[0])] if draw(st.booleans()) else [])]


def _echo(testimony: Testimony) -> Testimony:
    """The same said again by another document."""
    document = replace(testimony.document, key=f"echo of {testimony.document.key}")
    said = tuple(
        replace(each, evidence=tuple(replace(one, document=document.key) for one in each.evidence))
        for each in testimony.statements
    )
    return replace(testimony, document=document, statements=said)
