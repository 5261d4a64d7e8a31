"""The frozen values that pass between rooms.

A `Document` was read; an `Extraction` is all that one document says, in its own words; a `Testimony` says the
same in statements about entities; a `GraphView` is what an exporter draws. Offsets count code points of
`Document.text`, end exclusive, everywhere.

Standard library only, so that every room may import it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

Kind = Literal[
    "state", "organization", "person", "group", "place", "programme", "agreement", "policy", "event", "asset"
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "state",
    "organization",
    "person",
    "group",
    "place",
    "programme",
    "agreement",
    "policy",
    "event",
    "asset",
)
ACTOR_KINDS: frozenset[str] = frozenset({"state", "organization", "person", "group"})

Polarity = Literal["affirmed", "denied"]
Status = Literal["actual", "ended", "planned", "considered", "conditional", "requested"]
LinkDecision = Literal["linked", "apart", "accepted", "refused"]
Form = Literal["name", "surname", "metonym", "demonym", "adjective", "combining", "description", "pronoun"]
Reference = Literal[
    "",
    "speaker",
    "speakers",
    "hearer",
    "he",
    "she",
    "possessor",
    "whose",
    "definite",
    "other",
    "there",
    "unsaid",
    "either",
    "latter",
    "another",
]
Voice = Literal["quotation", "turn", "signature"]
Role = Literal["recipient", "theme", "title", "instrument", "location"]

Span = tuple[int, int]
Quantity = tuple[str, str, str]  # value as a decimal string, unit, ISO 4217 currency or ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text that was read.

    `sha256` is of the source bytes, `text_sha256` of the UTF-8 of `text`; `lang` is ISO 639-1; `published` is
    `YYYY-MM-DD` or shorter. Nothing is invented: what the source does not say is None.
    """

    key: str
    sha256: str
    text: str
    text_sha256: str
    lang: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something.

    `form` says how: by its name or surname, by a capital or seat of government ("Beijing"), by the name of its people
    ("the Japanese"), by an adjective ("Japanese officials") or its combining form ("Sino-Russian"), by a description
    ("the joint statement") or by a pronoun. `candidates` are the ids of known entities that the words may name, best
    first. `head` is the span of the word that carries the mention; `count` is how many are meant (1, 2, ... or 0 for
    an unknown plural). `nation` is the id of the state or body that a description belongs to ("Palestinian rebels"),
    `office` the predicate of the office that it names ("the Japanese prime minister": headOfGovernmentOf). `refers`
    says by which rule a pronoun or general noun finds whom it means: `speaker` ("I") and `speakers` ("we", "our army")
    by who speaks, `hearer` ("you") by who answers, `he` and `she` by gender, `possessor` ("its") also by the subject
    beside it, `whose` ("his government") by whom the person acts for, `definite` ("the country", "the president") by
    its kind, noun or office, `unsaid` is the subject that the ending of a verb alone means. `subject` says whether it
    is the subject of its clause, to which a later pronoun refers rather than to others.
    """

    start: int
    end: int
    text: str
    kind: Kind
    form: Form = "name"
    candidates: tuple[str, ...] = ()
    head: Span | None = None
    count: int = 1
    nation: str | None = None
    office: str | None = None
    refers: Reference = ""
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of the document that others than its author say, or the whole of a signed text.

    `voice` says how it shows: between quotation marks, in a turn ("A: ...", "Name: ..."), by a signature. Several
    `speakers` speak jointly.
    """

    start: int
    end: int
    speakers: tuple[Mention, ...]
    voice: Voice


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody says that a charge made before is untrue; `charge` is the span of the word that stands for it."""

    speaker: Mention
    charge: Span
    cue: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Somebody praises, condemns or turns down an act told before; `sense` is the kind of act that the words name.

    `predicate` is the tone, `act` the span of the word that stands for the act.
    """

    judge: Mention
    predicate: str
    sense: str
    act: Span
    cue: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RelationMention:
    """One sentence relates two mentions.

    `cue` is the span of the words that carry the predicate, `start` and `end` the sentence, `construction` the name of
    the reading that found it, `speakers` the mentions credited with the claim, outermost first.
    """

    subject: Mention
    predicate: str
    object: Mention
    cue: Span
    start: int
    end: int
    polarity: Polarity = "affirmed"
    status: Status = "actual"
    speakers: tuple[Mention, ...] = ()
    start_date: str | None = None
    end_date: str | None = None
    quantities: tuple[Quantity, ...] = ()
    qualifiers: tuple[tuple[Role, Mention | str], ...] = ()
    confidence: float = 1.0
    construction: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was read otherwise than written: the span in the text, and what it was read as."""

    kind: str
    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says; `rejections` counts by reason what could not be used, sorted by reason.

    `speeches` say who speaks where, sorted by start, `denials` who denies what others say of him,
    `verdicts` who judges what others did.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    relations: tuple[RelationMention, ...] = ()
    sentences: int = 0
    repairs: tuple[Repair, ...] = ()
    rejections: tuple[tuple[str, int], ...] = ()
    speeches: tuple[Speech, ...] = ()
    denials: tuple[Denial, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in the world.

    `id` is relative to `<base>/id/`, e.g. `state/JPN`. `labels` are (language, label) pairs, sorted; `aliases` written
    forms, sorted. `country` is alpha-3: nationality or seat. `acts_for` is the id of the state or body the entity acts
    for, None for most. `same_as` are IRIs of the same thing elsewhere, sorted.
    """

    id: str
    kind: Kind
    label: str
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None
    acts_for: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a statement is believed: `text[start:end] == quote` of the document with that key, in code points."""

    document: str
    start: int
    end: int
    quote: str
    subject_span: Span
    object_span: Span
    cue_span: Span
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What one or more documents say. `speaker_chain` is outermost first; its last is the speaker."""

    subject: Entity
    predicate: str
    object: Entity
    polarity: Polarity = "affirmed"
    status: Status = "actual"
    speaker_chain: tuple[Entity, ...] = ()
    start_date: str | None = None
    end_date: str | None = None
    quantities: tuple[Quantity, ...] = ()
    qualifiers: tuple[tuple[Role, Entity | str], ...] = ()
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """First 32 hex digits of sha256 over the compact JSON of all that is said, evidence and labels left out."""
        said = [
            self.subject.id,
            self.predicate,
            self.object.id,
            self.polarity,
            self.status,
            [speaker.id for speaker in self.speaker_chain],
            self.start_date,
            self.end_date,
            [list(quantity) for quantity in self.quantities],
            [[role, value if isinstance(value, str) else value.id] for role, value in self.qualifiers],
        ]
        written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode("utf-8")).hexdigest()[:32]

    @property
    def speaker(self) -> Entity | None:
        """Who says it, the innermost of the chain; None where the text itself does."""
        return self.speaker_chain[-1] if self.speaker_chain else None

    @property
    def confidence(self) -> float:
        """The maximum over the evidence, 0.0 without any."""
        return max((evidence.confidence for evidence in self.evidence), default=0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """How a document became statements: software version, options that change results, (model name, checksum) pairs."""

    software: str
    options: tuple[tuple[str, str], ...] = ()
    models: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """First 32 hex digits of sha256 over the compact JSON of the fields; the same run has the same id anywhere."""
        written = json.dumps([self.software, self.options, self.models], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode("utf-8")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Link:
    """A name that may be another's, written otherwise: `written` in the document, `entity` the id of the other.

    `score` says how alike they are, 0 to 1; `decision` what came of it: "linked" or "apart" by the score, "accepted"
    or "refused" by the user.
    """

    written: str
    entity: str
    score: float
    decision: LinkDecision


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that one document says, as statements, sorted by id: what the store keeps as one named graph.

    `rejections` counts by reason what could not be used; `repairs`, by place, are words read otherwise than written;
    `links`, sorted by name, are names that may be another's.
    """

    document: Document
    statements: tuple[Statement, ...]
    run: Run
    rejections: tuple[tuple[str, int], ...] = ()
    repairs: tuple[Repair, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphView:
    """Statements of several documents with their evidence merged, sorted by id; documents sorted by key.

    A view is computed when read. `runs` are those that made it, sorted by id; `document_runs` pairs key and run id.
    """

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    runs: tuple[Run, ...] = ()
    document_runs: tuple[tuple[str, str], ...] = ()


class View(Protocol):
    """What a writer needs of a graph: as a `GraphView`, but statements may be read anew whenever asked for."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was read, sorted by key."""
        ...

    @property
    def statements(self) -> Iterable[Statement]:
        """What it says, the evidence of all documents joined, sorted by id."""
        ...

    @property
    def runs(self) -> tuple[Run, ...]:
        """How it was read, sorted by id."""
        ...

    @property
    def document_runs(self) -> tuple[tuple[str, str], ...]:
        """Key of a document and id of its run."""
        ...


def content_id(kind: Kind, name: str, document: str | None = None) -> str:
    """Id of an entity that the ontology does not know: `<kind>/<16 hex digits>` of its folded name.

    With `document` (a description such as "the joint statement", an unresolved surname) the id is that document's own.
    """
    folded = unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
    written = json.dumps([kind, folded, document], ensure_ascii=False, separators=(",", ":"))
    return f"{kind}/{hashlib.sha256(written.encode('utf-8')).hexdigest()[:16]}"
