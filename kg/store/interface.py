"""What every kind of store can do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

from kg.model import Document, GraphView, Run, Testimony
from kg.rdf import Quad, Triple

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query; terms are N-Triples tokens, None where a variable has no value.

    `kind` tells which field counts: "select" (`variables`, and `rows` in their order, read once while the store is
    open), "ask" (`boolean`) or "graph" (`triples` of CONSTRUCT and DESCRIBE, sorted, each once).
    """

    kind: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: Iterable[Row] = ()
    boolean: bool = False
    triples: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a document without reading what it says: its text is left out ("")."""

    document: Document
    run_id: str
    has_text: bool


class Store(Protocol):
    """One named graph per document; the content is the union of what each document says.

    A key that the store does not have is a UsageError, a store that cannot be read or written a StoreError. Iterators
    read as they go: do not change the store meanwhile.
    """

    @property
    def base_iri(self) -> str:
        """What the IRIs of this store begin with, fixed when it was made."""
        ...

    @property
    def root(self) -> str | None:
        """The folder that document keys are relative to, fixed by the first build."""
        ...

    def replace(self, testimony: Testimony, *, with_text: bool = True, instead_of: str | None = None) -> None:
        """Make the graph of a document what the testimony says, all or nothing.

        With `instead_of` that document goes in the same step; a UsageError where the new key is taken already.
        """
        ...

    def replace_all(self, testimonies: Iterable[Testimony], *, with_text: bool = True) -> Iterator[tuple[str, ...]]:
        """Replace many documents in batches, which is faster; gives the keys of each batch once it is kept.

        Every document is replaced all or nothing. When `testimonies` ends with an error, what came before is kept.
        """
        ...

    def remove(self, key: str) -> None:
        """Take a document's graph away, which leaves the union of the others."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """The documents by key, their text left out ("")."""
        ...

    def kept(self) -> dict[str, Kept]:
        """Key to what is known of each document, to tell what needs to be built again."""
        ...

    def sizes(self) -> dict[str, int]:
        """Key to the number of statements of each document that has some."""
        ...

    def testimonies(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Testimony]:
        """What documents say, by key; all of them without `keys`."""
        ...

    def quads(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Quad]:
        """The named graphs of documents, by key, each sorted."""
        ...

    def view(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> GraphView:
        """The merged view of documents; all of them without `keys`."""
        ...

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL 1.1 query; the default graph is the union of all documents.

        A UsageError for a broken query and for an update. A query never leaves the store: SERVICE is refused.
        """
        ...

    def run_of(self, key: str) -> Run:
        """How a document became statements."""
        ...

    def close(self) -> None:
        """Let others open the store; may be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
