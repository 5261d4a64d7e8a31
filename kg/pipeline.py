"""The straight line: documents are read, extracted, resolved and stored, by an engine, and it is counted."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from time import monotonic

from kg.engine import Engine, InProcess, Lost
from kg.extract import coverage_of, extract, extract_all
from kg.journal import Entry, Hear, ignore
from kg.model import Document, Extraction, Testimony
from kg.ontology import Ontology, load_ontology
from kg.options import USUAL, Options
from kg.provenance import run_for
from kg.resolve import resolve
from kg.sources import Caution, Failure, Outcome, Skipped
from kg.store import Kept, Store

Warn = Callable[[str], None]
SECONDS = 1.0
"""How long documents wait, at most, to be stored together with others: what a kill may cost."""
SHARE, MOST_SECONDS = 0.02, 30.0
"""Of a long build a kill may cost so much: documents are stored faster together."""
UNREAD = {
    "none": "language {!r} cannot be read yet",
    "names": "of language {!r} only the names of states are known",
}
"""What is told of a document by how well its language is read."""


@dataclass(slots=True)
class Summary:
    """What happened in a build.

    `documents` counts those built, `unchanged` those left as they were. `languages` counts documents built, `skipped`
    files, `rejections` sentences and relations by reason, `repairs` of damaged text by kind. `keys` are those of all
    documents read, `failures` those of what failed.
    """

    documents: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0
    sentences: int = 0
    mentions: int = 0
    statements: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    failures: set[str] = field(default_factory=set)

    def count(self, testimony: Testimony, result: "Understood") -> None:
        """Count a document that was built."""
        self.documents += 1
        self.languages[testimony.document.lang] += 1
        self.sentences += result.sentences
        self.mentions += result.mentions
        self.statements += len(testimony.statements)
        self.rejections.update(dict(testimony.rejections))
        self.repairs.update(dict(result.repairs))

    @property
    def exit_code(self) -> int:
        """0 when all documents were built, 1 when some failed, 3 when all did."""
        if not self.failed:
            return 0
        return 1 if self.documents or self.unchanged else 3


@dataclass(frozen=True, slots=True)
class Understood:
    """What one document says, and what is counted of it; `repairs` are (kind, number) pairs.

    `failure` says why it could not be read, then `testimony` is None.
    """

    testimony: Testimony | None
    sentences: int = 0
    mentions: int = 0
    repairs: tuple[tuple[str, int], ...] = ()
    failure: str = ""


def build(
    outcomes: Iterable[Outcome],
    *,
    store: Store,
    warn: Warn,
    with_text: bool = True,
    again: bool = False,
    options: Options = USUAL,
    engine: Engine | None = None,
    hear: Hear = ignore,
    seconds: float = SECONDS,
) -> Summary:
    """Puts every document into the store; failures, cautions and empty documents are told to `warn`, one line each.

    A document that is there already, from the same bytes and metadata and made by the same run, is left as it is unless
    `again`. Without `with_text` the store keeps what texts say and not the texts themselves; `options` say
    how they are read, `engine` where: by default in this process. What is built and told does not depend on it.
    `hear` is told what became of every input, in the order of the input, except that unchanged and skipped ones are
    told at once; and how many documents were stored, a batch at a time. What is read within `seconds`, or within
    `SHARE` of the time so far, is stored together.
    """
    summary = Summary()
    telling = _Telling(summary, warn, hear)
    there = {} if again else store.kept()

    def is_there(document: Document) -> bool:
        return is_kept(document, there.get(document.key), with_text=with_text, options=options)

    waiting: deque[Document | Failure | Caution] = deque()  # read, and not yet told
    documents = _to_build(outcomes, waiting, is_there, telling)
    results = (engine or InProcess()).map(partial(understand, options=options), documents, weight=_length, kind=_lang)
    testimonies = _told(results, waiting, telling, options)
    began = monotonic()
    for first in testimonies:
        now = monotonic()
        wait = min(max(seconds, SHARE * (now - began)), MOST_SECONDS) if seconds else 0.0
        batch = chain([first], _until(testimonies, now + wait))
        for keys in store.replace_all(batch, with_text=with_text):
            hear(Entry("stored", documents=len(keys)))
    return summary


@dataclass(frozen=True, slots=True)
class _Telling:
    """Counts what became of an input, warns of it where a person should know, and tells who hears."""

    summary: Summary
    warn: Warn
    hear: Hear

    def skipped(self, outcome: Skipped) -> None:
        self.summary.skipped[outcome.reason] += 1
        self.hear(Entry("skipped", outcome.key, reason=outcome.reason))

    def unchanged(self, document: Document) -> None:
        self.summary.unchanged += 1
        self.hear(Entry("unchanged", document.key, document.sha256))

    def read(self, testimony: Testimony, result: Understood) -> None:
        self.summary.count(testimony, result)
        document = testimony.document
        self.hear(Entry("read", document.key, document.sha256, len(testimony.statements)))
        if note := _note_on(document):
            self.noted(document.key, f"{document.key}: {note}", note)

    def noted(self, key: str, line: str, note: str) -> None:
        self.warn(f"note: {line}")
        self.hear(Entry("noted", key, reason=note))

    def failed(self, key: str, line: str, reason: str, sha256: str = "") -> None:
        self.summary.failed += 1
        self.summary.failures.add(key)
        self.warn(f"failed: {line}")
        self.hear(Entry("failed", key, sha256, reason=reason))


def _to_build(
    outcomes: Iterable[Outcome],
    waiting: deque[Document | Failure | Caution],
    is_there: Callable[[Document], bool],
    telling: _Telling,
) -> Iterator[Document]:
    """The documents that are new or changed; they, and what there is to tell, are put behind those that wait."""
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            telling.skipped(outcome)
            continue
        if isinstance(outcome, Document):
            telling.summary.keys.add(outcome.key)
            if is_there(outcome):
                telling.unchanged(outcome)
                continue
        waiting.append(outcome)
        if isinstance(outcome, Document):
            yield outcome


def _told(
    results: Iterable[Understood | Lost],
    waiting: deque[Document | Failure | Caution],
    telling: _Telling,
    options: Options,
) -> Iterator[Testimony]:
    """What documents say, in their order; counts it, and tells what there is to tell before and of each."""
    for result in results:
        _tell(waiting, telling)
        document = waiting.popleft()
        if not isinstance(document, Document):
            raise TypeError(f"{document}: has no result")
        failure = _failure_of(document, result, options)
        if failure or isinstance(result, Lost) or result.testimony is None:
            telling.failed(document.key, f"{document.key}: {failure}", failure, document.sha256)
            continue
        testimony = replace(result.testimony, document=document)
        telling.read(testimony, result)
        yield testimony
    _tell(waiting, telling)


def _tell(waiting: deque[Document | Failure | Caution], telling: _Telling) -> None:
    """Tells what stands before the next document."""
    while waiting and not isinstance(waiting[0], Document):
        told = waiting.popleft()
        if isinstance(told, Failure):
            telling.failed(told.key, f"{told}", told.reason)
        elif isinstance(told, Caution):
            telling.noted(told.key, f"{told}", told.reason)


def _failure_of(document: Document, result: Understood | Lost, options: Options) -> str:
    """Why a document has no testimony that may be kept; "" where it has."""
    if isinstance(result, Lost):
        return f"cannot be read ({result.reason}); please report it with the document"
    if result.testimony is None:
        return result.failure
    if result.testimony.run != run_for(document.lang, options):
        return "was read by a worker with another geokg or other models; the same on all machines is allowed"
    return ""


def _until(testimonies: Iterator[Testimony], end: float) -> Iterator[Testimony]:
    """Those that are asked for before the end."""
    while monotonic() < end and (testimony := next(testimonies, None)) is not None:
        yield testimony


def _length(document: Document) -> int:
    return len(document.text)


def _lang(document: Document) -> str:
    return document.lang


def prune(store: Store, summary: Summary, *, places: Iterable[str], warn: Warn, hear: Hear = ignore) -> None:
    """Removes documents that a build of these places no longer found.

    `places` are keys of the files and folders that were given, "." for all. What failed stays as it was.
    """
    for key in list(gone(store.documents(), summary, places=places)):
        store.remove(key)
        summary.removed += 1
        warn(f"removed {key}")
        hear(Entry("removed", key))


def gone(documents: Iterable[Document], summary: Summary, *, places: Iterable[str]) -> Iterator[str]:
    """The keys of those documents that `prune` removes."""
    within = tuple(places)
    failed = {name for key in summary.failures for name in (key, key.rpartition(":")[0]) if name}
    for document in documents:
        key = document.key
        if key not in summary.keys and _is_in(key, within) and not _is_in(key, failed):
            yield key


def understand(documents: Sequence[Document], *, options: Options = USUAL) -> list[Understood]:
    """What documents say, each from its text and metadata alone; without their texts, which the caller has."""
    try:
        return [_counted(extraction, options) for extraction in extract_all(documents, options)]
    except Exception:  # noqa: BLE001 - one of them is to blame
        return [_attempt(document, options) for document in documents]


def understood(document: Document, *, ontology: Ontology, options: Options = USUAL) -> Testimony:
    """What one document says, from its text and metadata alone."""
    return _testimony(extract(document, options), ontology, options)


def _testimony(extraction: Extraction, ontology: Ontology, options: Options) -> Testimony:
    run = run_for(extraction.document.lang, options)
    testimony = resolve(extraction, ontology=ontology, run=run, decisions=options.decisions)
    repairs = sorted(set(extraction.repairs), key=lambda each: (each.start, each.end, each.kind, each.reading))
    return replace(testimony, repairs=tuple(repairs))


def is_kept(document: Document, kept: Kept | None, *, with_text: bool, options: Options) -> bool:
    """Whether a document is in the store already, read in the same way from the same bytes and metadata."""
    return (
        kept is not None
        and kept.document == replace(document, text="")
        and kept.has_text == (with_text and bool(document.text))
        and kept.run_id == run_for(document.lang, options).id
    )


def _attempt(document: Document, options: Options) -> Understood:
    try:
        return _counted(extract_all([document], options)[0], options)
    except (MemoryError, RecursionError) as error:
        what = f"cannot be read ({type(error).__name__}); a shorter document is allowed"
    except Exception as error:  # noqa: BLE001 - whatever one document does to a parser, the others are built
        what = f"cannot be read ({type(error).__name__}: {error}); please report it with the document"
    return Understood(None, failure=what)


def _counted(extraction: Extraction, options: Options) -> Understood:
    testimony = _testimony(extraction, load_ontology(further=options.actors), options)
    repairs = Counter(repair.kind for repair in extraction.repairs)
    return Understood(
        replace(testimony, document=replace(extraction.document, text="")),
        extraction.sentences,
        len(extraction.mentions),
        tuple(sorted(repairs.items())),
    )


def _is_in(key: str, places: Iterable[str]) -> bool:
    """Whether a document is one of the places, in one of them, or a record of one of them."""
    return any(place in (".", key) or key.startswith((f"{place}/", f"{place}#")) for place in places)


def _note_on(document: Document) -> str:
    """What a person should know of a document that was read; "" where it is as usual."""
    if not document.text.strip():
        return "empty; a document without statements"
    if (coverage := coverage_of(document.lang)) in UNREAD:
        return f"{UNREAD[coverage].format(document.lang)}; kept without statements"
    return ""
