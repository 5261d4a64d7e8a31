"""What every kind of store reads alike, from the rows of a query and the quads of one graph."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from kg import rdf
from kg.errors import UsageError
from kg.model import Document, GraphView, Run, Testimony
from kg.rdf import Iris, Quad, Triple
from kg.rdf.terms import PROV, iri, kg, value_of
from kg.rdf.writing import TYPE
from kg.store.interface import Kept, Row

_NAMED = 5  # how many documents an error message names
_KEYS = f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?graph {TYPE} {kg('Document')} }} }}"
_DOCUMENTS = (
    f"SELECT ?graph ?predicate ?value {{ GRAPH ?graph {{ ?graph {TYPE} {kg('Document')} ; ?predicate ?value "
    f"FILTER(?predicate != {kg('text')} && ?predicate != {kg('rejection')}) }} }}"
)
_RUNS = f"SELECT ?graph ?run {{ GRAPH ?graph {{ ?run {iri(f'{PROV}used')} ?graph }} }}"
_SIZES = (
    f"SELECT ?graph (COUNT(?statement) AS ?size) {{ GRAPH ?graph {{ ?statement {TYPE} {kg('Statement')} }} }} "
    f"GROUP BY ?graph"
)
_TEXTS = f"SELECT ?graph {{ GRAPH ?graph {{ ?graph {kg('textSha256')} ?hash ; {kg('text')} ?text }} }}"


class Reading(ABC):
    """Documents, testimonies and views of a store, which gives the rows of a query and the triples of a graph."""

    def __init__(self, base_iri: str, where: str) -> None:
        self._base_iri = base_iri
        self._where = where
        self._iris = Iris(base_iri)

    @property
    def base_iri(self) -> str:
        """What the IRIs of this store begin with."""
        return self._base_iri

    @abstractmethod
    def _rows(self, sparql: str) -> Iterator[Row]:
        """The rows of a query of our own."""

    @abstractmethod
    def _triples(self, graph: str, *, with_text: bool = True) -> Iterator[Triple]:
        """The triples of the graph with that name, in any order; without the text of the document where it says so."""

    @abstractmethod
    def close(self) -> None:
        """Let others open the store; may be called twice."""

    def documents(self) -> tuple[Document, ...]:
        """The documents by key, their text left out."""
        return tuple(kept.document for _, kept in sorted(self.kept().items()))

    def kept(self) -> dict[str, Kept]:
        """Key to what is known of each document."""
        about: dict[str, list[Quad]] = {}
        for graph, predicate, value in self._rows(_DOCUMENTS):
            name = str(graph)
            about.setdefault(name, []).append((name, str(predicate), str(value), name))
        runs = {str(graph): self._iris.run_id(str(run)) for graph, run in self._rows(_RUNS)}
        texts = {graph for (graph,) in self._rows(_TEXTS)}
        found = [
            Kept(rdf.document_of(quads, base_iri=self.base_iri), runs.get(graph, ""), graph in texts)
            for graph, quads in about.items()
            if self._iris.document_key(graph) is not None
        ]
        return {kept.document.key: kept for kept in found}

    def sizes(self) -> dict[str, int]:
        """Key to the number of statements of each document that has some."""
        found = ((self._iris.document_key(str(graph)), value_of(str(count))) for graph, count in self._rows(_SIZES))
        return {key: int(count) for key, count in found if key is not None}

    def testimonies(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Testimony]:
        """What documents say, by key."""
        known = self._keys() if keys is None else self._known(keys)
        return (self._testimony(key, with_text=with_text) for key in known)

    def quads(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Quad]:
        """The named graphs of documents, by key, each sorted."""
        known = self._keys() if keys is None else self._known(keys)
        return (
            (*triple, graph)
            for graph in map(self._iris.document, known)
            for triple in sorted(self._triples(graph, with_text=with_text))
        )

    def view(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> GraphView:
        """The merged view of documents."""
        return rdf.merge(self.testimonies(keys, with_text=with_text))

    def run_of(self, key: str) -> Run:
        """How a document became statements."""
        return rdf.run_of(self._graph(self._known([key])[0], with_text=False), base_iri=self.base_iri)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keys(self) -> list[str]:
        graphs = (str(graph) for (graph,) in self._rows(_KEYS))
        return sorted(key for graph in graphs if (key := self._iris.document_key(graph)) is not None)

    def _known(self, keys: Iterable[str]) -> list[str]:
        """The keys asked for, sorted, each once."""
        asked, here = sorted(set(keys)), set(self._keys())
        for key in asked:
            if key not in here:
                raise UsageError(f"{key}: no such document in {self._where}, which has {_listed(sorted(here))}")
        return asked

    def _graph(self, key: str, *, with_text: bool) -> Iterator[Quad]:
        graph = self._iris.document(key)
        return ((*triple, graph) for triple in self._triples(graph, with_text=with_text))

    def _testimony(self, key: str, *, with_text: bool) -> Testimony:
        return rdf.testimony_of(self._graph(key, with_text=with_text), base_iri=self.base_iri)


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{', '.join(keys[:_NAMED])}{more}" if keys else "none"
