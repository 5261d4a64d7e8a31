"""The straight line: documents are read, extracted, resolved and stored one after another, and it is counted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.extract import coverage_of, extract
from kg.model import Document, Testimony
from kg.ontology import Ontology, load_ontology
from kg.options import USUAL, Options
from kg.provenance import run_for
from kg.resolve import resolve
from kg.sources import Failure, Outcome, Skipped
from kg.store import Kept, Store

Warn = Callable[[str], None]
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

    @property
    def exit_code(self) -> int:
        """0 when all documents were built, 1 when some failed, 3 when all did."""
        if not self.failed:
            return 0
        return 1 if self.documents or self.unchanged else 3


def build(
    outcomes: Iterable[Outcome],
    *,
    store: Store,
    warn: Warn,
    with_text: bool = True,
    again: bool = False,
    options: Options = USUAL,
) -> Summary:
    """Puts every document into the store; failures, cautions and empty documents are told to `warn`, one line each.

    A document that is there already, from the same bytes and metadata and made by the same run, is left as it is unless
    `again`. Without `with_text` the store keeps what texts say and not the texts themselves; `options` say
    how they are read.
    """
    summary, ontology = Summary(), load_ontology(further=options.actors)
    there = {} if again else store.kept()
    for outcome in outcomes:
        if isinstance(outcome, Document):
            summary.keys.add(outcome.key)
            if _is_kept(outcome, there.get(outcome.key), with_text=with_text, options=options):
                summary.unchanged += 1
            elif testimony := _attempt(outcome, ontology, summary, warn, options):
                store.replace(testimony, with_text=with_text)
                _warn_of(outcome, warn)
        elif isinstance(outcome, Skipped):
            summary.skipped[outcome.reason] += 1
        elif isinstance(outcome, Failure):
            _fail(outcome.key, f"{outcome}", summary, warn)
        else:
            warn(f"note: {outcome}")
    return summary


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


def understood(
    document: Document, *, ontology: Ontology, summary: Summary | None = None, options: Options = USUAL
) -> Testimony:
    """What one document says, from its text and metadata alone; counted in `summary` where one is given."""
    extraction = extract(document, options)
    testimony = resolve(extraction, ontology=ontology, run=run_for(document.lang, options), decisions=options.decisions)
    if summary is not None:
        summary.documents += 1
        summary.languages[document.lang] += 1
        summary.sentences += extraction.sentences
        summary.mentions += len(extraction.mentions)
        summary.statements += len(testimony.statements)
        summary.rejections.update(dict(testimony.rejections))
        summary.repairs.update(repair.kind for repair in extraction.repairs)
    repairs = sorted(set(extraction.repairs), key=lambda each: (each.start, each.end, each.kind, each.reading))
    return replace(testimony, repairs=tuple(repairs))


def _is_kept(document: Document, kept: Kept | None, *, with_text: bool, options: Options) -> bool:
    return (
        kept is not None
        and kept.document == replace(document, text="")
        and kept.has_text == (with_text and bool(document.text))
        and kept.run_id == run_for(document.lang, options).id
    )


def _attempt(
    document: Document, ontology: Ontology, summary: Summary, warn: Warn, options: Options
) -> Testimony | None:
    try:
        return understood(document, ontology=ontology, summary=summary, options=options)
    except (MemoryError, RecursionError) as error:
        what = f"cannot be read ({type(error).__name__}); a shorter document is allowed"
    except Exception as error:  # noqa: BLE001 - whatever one document does to a parser, the others are built
        what = f"cannot be read ({type(error).__name__}: {error}); please report it with the document"
    _fail(document.key, f"{document.key}: {what}", summary, warn)
    return None


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
