"""The straight line: documents are read, extracted, resolved and stored one after another, and it is counted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg import __version__
from kg.extract import coverage_of, extract, models_of
from kg.model import Document, Run, Testimony
from kg.ontology import Ontology, load_ontology
from kg.resolve import resolve
from kg.sources import Failure, Outcome, Skipped
from kg.store import Store

Warn = Callable[[str], None]


@dataclass(slots=True)
class Summary:
    """What happened in a build.

    `languages` counts documents, `skipped` files, `rejections` sentences and relations by reason.
    """

    documents: int = 0
    failed: int = 0
    sentences: int = 0
    mentions: int = 0
    statements: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def exit_code(self) -> int:
        """0 when all documents were built, 1 when some failed, 3 when all did."""
        if not self.failed:
            return 0
        return 1 if self.documents else 3


def build(outcomes: Iterable[Outcome], *, store: Store, warn: Warn, with_text: bool = True) -> Summary:
    """Puts every document into the store; failures, cautions and empty documents are told to `warn`, one line each.

    Without `with_text` the store keeps what texts say and not the texts themselves.
    """
    summary, ontology = Summary(), load_ontology()
    for outcome in outcomes:
        if isinstance(outcome, Document):
            try:
                testimony = understood(outcome, ontology=ontology, summary=summary)
            except (MemoryError, RecursionError) as error:
                summary.failed += 1
                warn(f"failed: {outcome.key}: cannot be read ({type(error).__name__}); a shorter document is allowed")
                continue
            store.replace(testimony, with_text=with_text)
            _warn_of(outcome, warn)
        elif isinstance(outcome, Skipped):
            summary.skipped[outcome.reason] += 1
        else:
            summary.failed += isinstance(outcome, Failure)
            warn(f"{'failed' if isinstance(outcome, Failure) else 'note'}: {outcome}")
    return summary


def understood(document: Document, *, ontology: Ontology, summary: Summary | None = None) -> Testimony:
    """What one document says, from its text and metadata alone; counted in `summary` where one is given."""
    extraction = extract(document)
    run = Run(software=f"geokg {__version__}", models=models_of(document.lang))
    testimony = resolve(extraction, ontology=ontology, run=run)
    if summary is not None:
        summary.documents += 1
        summary.languages[document.lang] += 1
        summary.sentences += extraction.sentences
        summary.mentions += len(extraction.mentions)
        summary.statements += len(testimony.statements)
        summary.rejections.update(dict(testimony.rejections))
    return testimony


def _warn_of(document: Document, warn: Warn) -> None:
    if not document.text.strip():
        warn(f"note: {document.key}: empty; a document without statements")
    elif coverage_of(document.lang) == "none":
        warn(f"note: {document.key}: language {document.lang!r} cannot be read yet; kept without statements")
