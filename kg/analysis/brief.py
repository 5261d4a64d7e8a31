"""A brief of a graph for somebody who would rather read: what is in it, section by section, before it is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.balance import Balance, Dyad, balance_of
from kg.analysis.contradictions import contradictions_of
from kg.analysis.corroboration import Corroboration, corroboration_of
from kg.analysis.independence import sources_of
from kg.analysis.pictures import stacked_bars, who_with_whom
from kg.analysis.relations import predicate_of, sign_of
from kg.analysis.standing import Standing, standing_of
from kg.analysis.timeline import timeline_of
from kg.model import ACTOR_KINDS, Evidence, GraphView, Statement
from kg.ontology import Ontology, load_ontology

MOST = 8
"""Entries of a list; what is left out is counted."""
QUOTES = 3
"""Sentences under an entry."""
DRAWN = 18
"""Actors in the picture of who is with whom."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said, and sentences that say it."""

    text: str
    quotes: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG with a name for its file and words for who cannot see it."""

    name: str
    words: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence that says what follows, and that."""

    heading: str
    words: str
    parts: tuple[Entry | Table | Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """Title and sections."""

    title: str
    sections: tuple[Section, ...]


def brief_of(
    view: GraphView,
    *,
    ontology: Ontology | None = None,
    title: str | None = None,
    copies: Mapping[str, str] | None = None,
) -> Brief:
    """The brief of a view; `copies` of one article are as of `sources_of`: without them the view needs its texts."""
    known = ontology or load_ontology()
    sources = sources_of(view, copies=copies)
    said = corroboration_of(view, sources=sources)
    standing = standing_of(view, ontology=known)
    actors = [each for each in standing if each.entity.kind in ACTOR_KINDS]
    balance = balance_of(view, ontology=known)
    signed = {sign: [each for each in said if _is_signed(each, sign, known)] for sign in (1, -1)}
    leading = " and ".join(each.entity.label for each in actors[:2])
    return Brief(
        title or (f"{leading}: what the sources say" if leading else "What the sources say"),
        (
            _documents(view, sources),
            _actors(actors),
            _sides(balance, actors),
            _relations("Main conflicts", "Conflict that most sources tell", signed[-1], known),
            _relations("Main cooperations", "Cooperation that most sources tell", signed[1], known),
            _contradictions(view, known),
            _alone(said, known),
            _timeline(view, known),
        ),
    )


def told(statement: Statement, ontology: Ontology) -> str:
    """A statement in words: "Japan joins Artemis program (planned, said by Joe Biden)"."""
    speakers = [f"said by {statement.speaker.label}"] if statement.speaker else []
    return f"{_words(statement, ontology)} ({', '.join([*_qualities(statement), *speakers])})"


def _words(statement: Statement, ontology: Ontology) -> str:
    label = predicate_of(statement.predicate, ontology).label_en
    return f"{statement.subject.label} {label} {statement.object.label}"


def _qualities(statement: Statement) -> list[str]:
    return [*(["denied"] if statement.polarity == "denied" else []), statement.status]


def _documents(view: GraphView, sources: Mapping[str, str]) -> Section:
    counts = Counter(key for each in view.statements for key in {evidence.document for evidence in each.evidence})
    rows = tuple(
        (
            document.key,
            document.lang,
            document.published or "",
            document.publisher or "",
            f"{counts[document.key]}",
            "" if sources[document.key] == document.key else sources[document.key],
        )
        for document in view.documents
    )
    langs = sorted({document.lang for document in view.documents})
    words = (
        f"{_count(len(view.statements), 'statement')} in {_count(len(rows), 'document')} "
        f"({', '.join(langs) or 'no language'}) of {_count(len(set(sources.values())), 'independent source')}. "
        "Copies, near-copies and translations of one article count as one source. Found by a program: read the "
        "sentences before you rely on them."
    )
    table = Table(("document", "language", "published", "publisher", "statements", "same source as"), rows[:100])
    return Section("What was read", words, (table,) if rows else ())


def _actors(actors: Sequence[Standing]) -> Section:
    if not actors:
        return Section("Main actors", "Nobody is named.")
    main = actors[: MOST + 2]
    rows = [(each.entity.label, (each.outgoing, each.incoming)) for each in main]
    picture = stacked_bars("Relations of the main actors", rows, series=("does", "is done to"))
    table = Table(
        ("actor", "kind", "does", "is done to", "neighbours", "betweenness", "community"),
        tuple(
            (
                each.entity.label,
                each.entity.kind,
                f"{each.outgoing}",
                f"{each.incoming}",
                f"{each.neighbours}",
                f"{each.betweenness:.2f}",
                f"{each.community + 1}",
            )
            for each in main
        ),
    )
    words = f"{_shown(len(main), len(actors), 'actor')}, by how many relations they have."
    return Section("Main actors", words, (Picture("actors", words, picture), table))


def _sides(balance: Balance, actors: Sequence[Standing]) -> Section:
    if not balance.dyads:
        return Section("Who is with whom", "No cooperation or conflict between actors is told.")
    rank = {each.entity.id: number for number, each in enumerate(actors)}
    main = {name for name, number in rank.items() if number < DRAWN}
    drawn: list[Dyad] = [each for each in balance.dyads if {each.one.id, each.other.id} <= main]
    groups = {each.entity.id: each.community for each in actors}
    picture = who_with_whom("Who is with whom", drawn, communities=groups)
    share = "" if balance.degree is None else f", {balance.degree:.0%} of them balanced"
    words = (
        f"{_count(len(balance.dyads), 'pair')} of actors, {_count(len(balance.triads), 'triad')}{share}. A triad is "
        "frustrated where the product of its signs is negative: two friends of one who are enemies, or three enemies."
    )
    frustrated = [
        Entry(" / ".join(member.label for member in triad.members) + f": {_signs(triad.signs)}")
        for triad in sorted(balance.frustrated, key=lambda each: sorted(rank[one.id] for one in each.members))[:MOST]
    ]
    left = _left(len(balance.frustrated), "frustrated triad")
    return Section("Who is with whom", words, (Picture("sides", words, picture), *frustrated, *left))


def _signs(signs: tuple[int, int, int]) -> str:
    return ", ".join({1: "cooperation", -1: "conflict"}[sign] for sign in signs)


def _is_signed(each: Corroboration, sign: int, ontology: Ontology) -> bool:
    first = each.relation.statements[0]
    told_of = {"actual", "planned", "ended"} & {*each.relation.statuses}
    return bool(told_of) and sign_of(first, ontology) == sign


def _relations(heading: str, words: str, said: Sequence[Corroboration], ontology: Ontology) -> Section:
    if not said:
        return Section(heading, "None is told.")
    parts = (*(_relation(each, ontology) for each in said[:MOST]), *_left(len(said), "relation"))
    return Section(heading, f"{words} comes first.", parts)


def _relation(each: Corroboration, ontology: Ontology) -> Entry:
    first = each.relation.statements[0]
    denied = "denied, " if first.polarity == "denied" else ""
    counts = [_count(len(each.sources), "source"), _count(len(each.documents), "document")]
    who = sorted({one.speaker.label for one in each.relation.statements if one.speaker})
    speakers = [f"said by {', '.join(who[:QUOTES])}"] if who else []
    qualities = ", ".join([denied + "/".join(each.relation.statuses), *speakers, *counts, " ".join(each.languages)])
    return Entry(f"{_words(first, ontology)} ({qualities})", _quotes(each.relation.evidence))


def _quotes(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """A few sentences, those of different documents first, the surest of each document first."""
    best: dict[tuple[str, int], Evidence] = {}
    for each in sorted(evidence, key=lambda one: (-one.confidence, one.document, one.start)):
        best.setdefault((each.document, each.start), each)
    turn: Counter[str] = Counter()
    ranked = []
    for each in best.values():
        ranked.append((turn[each.document], each.document, each.start, each))
        turn[each.document] += 1
    return tuple(each[-1] for each in sorted(ranked, key=lambda one: one[:3])[:QUOTES])


def _contradictions(view: GraphView, ontology: Ontology) -> Section:
    found = contradictions_of(view, ontology=ontology)
    if not found:
        return Section("Contradictions", "None is found.")
    parts: list[Entry] = []
    names = {"polarity": ("affirmed", "denied"), "sign": ("cooperation", "conflict")}
    for each in found[:MOST]:
        parts.append(Entry(f"{each.subject.label} towards {each.object.label}: {' and '.join(names[each.kind])}"))
        for name, side in zip(names[each.kind], (each.one, each.other), strict=True):
            words = "; ".join(dict.fromkeys(told(one, ontology) for one in side[:QUOTES]))
            parts.append(Entry(f"{name}: {words}", _quotes(one for said in side for one in said.evidence)[:2]))
    words = "One pair, told otherwise: a thing both affirmed and denied, or cooperation beside conflict."
    return Section("Contradictions", words, (*parts, *_left(len(found), "contradiction")))


def _alone(said: Sequence[Corroboration], ontology: Ontology) -> Section:
    single = [each for each in said if len(each.sources) == 1]
    if not single:
        return Section("What only one source says", "Nothing.")
    ranked = sorted(single, key=lambda each: (-each.relation.confidence, each.relation.key))
    words = f"{_count(len(single), 'relation')} of {len(said)}; the surest come first."
    parts = (*(_relation(each, ontology) for each in ranked[:MOST]), *_left(len(single), "relation"))
    return Section("What only one source says", words, parts)


def _timeline(view: GraphView, ontology: Ontology) -> Section:
    moments = timeline_of(view)
    if not moments:
        return Section("Timeline", "Nothing is dated.")
    months = sorted(Counter((each.date[:7], each.said) for each in moments).items())
    dates = sorted({month for (month, _), _ in months})[-2 * MOST :]
    counts = dict(months)
    rows = [(date, (counts.get((date, True), 0), counts.get((date, False), 0))) for date in dates]
    picture = stacked_bars("Statements by date", rows, series=("dated by the text", "by publication"))
    dated = [each for each in moments if each.said]
    words = f"{_count(len(dated), 'statement')} dated by the text, {len(moments) - len(dated)} by publication."
    entries = [
        Entry(f"{each.date}: {told(each.statement, ontology)}", _quotes(each.statement.evidence)[:1])
        for each in dated[-MOST:]
    ]
    return Section("Timeline", words, (Picture("timeline", words, picture), *entries))


def _left(count: int, what: str) -> tuple[Entry, ...]:
    return (Entry(f"and {_count(count - MOST, f'more {what}')}"),) if count > MOST else ()


def _shown(shown: int, count: int, what: str) -> str:
    return _count(count, what) if shown == count else f"{shown} of {_count(count, what)}"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
