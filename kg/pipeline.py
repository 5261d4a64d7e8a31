"""The straight line: documents are read, extracted, resolved and stored, by an engine, and it is counted."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from time import monotonic

from kg.engine import Engine, InProcess, Lost
from kg.extract import coverage_of, extract, extract_all
from kg.model import Document, Extraction, Testimony
from kg.ontology import Ontology, load_ontology
from kg.options import USUAL, Options
from kg.provenance import run_for
from kg.resolve import resolve
from kg.sources import Caution, Failure, Outcome, Skipped
from kg.store import Kept, Store

Warn = Callable[[str], None]
SECONDS = 1.0
"""How long documents wait, at most, to be kept together with others: what a kill may cost."""
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
    kept: Callable[[int], None] = lambda _: None,
    seconds: float = SECONDS,
) -> Summary:
    """Puts every document into the store; failures, cautions and empty documents are told to `warn`, one line each.

    A document that is there already, from the same bytes and metadata and made by the same run, is left as it is unless
    `again`. Without `with_text` the store keeps what texts say and not the texts themselves; `options` say
    how they are read, `engine` where: by default in this process. What is built and told does not depend on it.
    `kept` hears how many documents were kept, a batch or an unchanged document at a time; what is read within
    `seconds` is kept together.
    """
    summary = Summary()
    there = {} if again else store.kept()

    def is_there(document: Document) -> bool:
        return _is_kept(document, there.get(document.key), with_text=with_text, options=options)

    waiting: deque[Document | Failure | Caution] = deque()  # read, and not yet told
    documents = _to_build(outcomes, waiting, is_there, summary, kept)
    results = (engine or InProcess()).map(partial(understand, options=options), documents, weight=_length)
    testimonies = _told(results, waiting, summary, warn, options)
    for first in testimonies:
        batch = chain([first], _until(testimonies, monotonic() + seconds))
        for keys in store.replace_all(batch, with_text=with_text):
            kept(len(keys))
    return summary


def _to_build(
    outcomes: Iterable[Outcome],
    waiting: deque[Document | Failure | Caution],
    is_there: Callable[[Document], bool],
    summary: Summary,
    kept: Callable[[int], None],
) -> Iterator[Document]:
    """The documents that are new or changed; they, and what there is to tell, are put behind those that wait."""
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            summary.skipped[outcome.reason] += 1
            continue
        if isinstance(outcome, Document):
            summary.keys.add(outcome.key)
            if is_there(outcome):
                summary.unchanged += 1
                kept(1)
                continue
        waiting.append(outcome)
        if isinstance(outcome, Document):
            yield outcome


def _told(
    results: Iterable[Understood | Lost],
    waiting: deque[Document | Failure | Caution],
    summary: Summary,
    warn: Warn,
    options: Options,
) -> Iterator[Testimony]:
    """What documents say, in their order; counts it, and tells what there is to tell before and of each."""
    for result in results:
        _tell(waiting, summary, warn)
        document = waiting.popleft()
        if not isinstance(document, Document):
            raise TypeError(f"{document}: has no result")
        testimony = _judged(document, result, summary, warn, options)
        if testimony is not None:
            _warn_of(document, warn)
            yield testimony
    _tell(waiting, summary, warn)


def _tell(waiting: deque[Document | Failure | Caution], summary: Summary, warn: Warn) -> None:
    """Tells what stands before the next document."""
    while waiting and not isinstance(waiting[0], Document):
        told = waiting.popleft()
        if isinstance(told, Failure):
            _fail(told.key, f"{told}", summary, warn)
        else:
            warn(f"note: {told}")


def _judged(
    document: Document, result: Understood | Lost, summary: Summary, warn: Warn, options: Options
) -> Testimony | None:
    """The testimony with its text again, counted; None where there is none."""
    if isinstance(result, Lost):
        failure = f"cannot be read ({result.reason}); please report it with the document"
    elif result.testimony is None:
        failure = result.failure
    elif result.testimony.run != run_for(document.lang, options):
        failure = "was read by a worker with another geokg or other models; the same on all machines is allowed"
    else:
        testimony = replace(result.testimony, document=document)
        summary.count(testimony, result)
        return testimony
    _fail(document.key, f"{document.key}: {failure}", summary, warn)
    return None


def _until(testimonies: Iterator[Testimony], end: float) -> Iterator[Testimony]:
    """Those that are asked for before the end."""
    while monotonic() < end and (testimony := next(testimonies, None)) is not None:
        yield testimony


def _length(document: Document) -> int:
    return len(document.text)


def prune(store: Store, summary: Summary, *, places: Iterable[str], warn: Warn) -> None:
    """Removes documents that a build of these places no longer found.

    `places` are keys of the files and folders that were given, "." for all. What failed stays as it was.
    """
    within = tuple(places)
    failed = {name for key in summary.failures for name in (key, key.rpartition(":")[0]) if name}
    for document in store.documents():
        key = document.key
        if key not in summary.keys and _is_in(key, within) and not _is_in(key, failed):
            store.remove(key)
            summary.removed += 1
            warn(f"removed {key}")


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


def _is_kept(document: Document, kept: Kept | None, *, with_text: bool, options: Options) -> bool:
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


def _fail(key: str, what: str, summary: Summary, warn: Warn) -> None:
    summary.failed += 1
    summary.failures.add(key)
    warn(f"failed: {what}")


def _is_in(key: str, places: Iterable[str]) -> bool:
    """Whether a document is one of the places, in one of them, or a record of one of them."""
    return any(place in (".", key) or key.startswith((f"{place}/", f"{place}#")) for place in places)


def _warn_of(document: Document, warn: Warn) -> None:
    if not document.text.strip():
        warn(f"note: {document.key}: empty; a document without statements")
    elif (coverage := coverage_of(document.lang)) in UNREAD:
        warn(f"note: {document.key}: {UNREAD[coverage].format(document.lang)}; kept without statements")
