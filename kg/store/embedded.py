"""A store in a folder or in memory, by Oxigraph."""

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg import rdf
from kg.errors import UsageError
from kg.model import Document, GraphView, Run, Testimony
from kg.ontology import load_ontology
from kg.rdf import Iris, Quad, Triple
from kg.store import MEMORY
from kg.store.folder import Settings, one_line_errors, quads_folder, settings_of, write_settings
from kg.store.interface import Answer
from kg.store.sparql import at_home, removal, replacement, syntax_error

_TEXT = ox.NamedNode(f"{rdf.VOCABULARY}text")
_ATTEMPTS, _PAUSE = 20, 0.05  # a second in all; two attempts were enough in every trial
_NAMED = 5  # how many documents an error message names


def open_store(
    where: str | Path,
    *,
    read_only: bool,
    create: bool,
    base_iri: str | None,
    root: str | None,
    signs: Mapping[str, int] | None,
) -> "EmbeddedStore":
    """See `kg.store.open_store`."""
    if str(where) == MEMORY:
        settings = Settings(base_iri=rdf.check_base_iri(base_iri or rdf.BASE_IRI), root=root)
        return EmbeddedStore(ox.Store(), settings, where=MEMORY, read_only=read_only, signs=signs)
    folder = Path(where)
    with one_line_errors(str(where)):
        settings, fresh = settings_of(folder, base_iri=base_iri, root=root, create=create and not read_only)
        path = str(quads_folder(folder))
        quads = _beside_a_writer(path) if read_only else ox.Store(path)
        if fresh and not read_only:
            write_settings(settings, folder)
    return EmbeddedStore(quads, settings, where=str(where), read_only=read_only, signs=signs)


def _beside_a_writer(path: str) -> ox.Store:
    """Open read-only. A writer that tidies its files meanwhile makes a sound store look damaged for a moment."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return ox.Store.read_only(path)
        except (OSError, RuntimeError) as error:
            if "No such file" not in str(error):
                raise
            time.sleep(_PAUSE)
    return ox.Store.read_only(path)


class EmbeddedStore:
    """One named graph per document and, in the default graph, their union (decision 0004)."""

    def __init__(
        self, quads: ox.Store, settings: Settings, *, where: str, read_only: bool, signs: Mapping[str, int] | None
    ) -> None:
        self._quads: ox.Store | None = quads
        self._settings = settings
        self._where = where
        self._read_only = read_only
        self._signs = signs
        self._iris = Iris(settings.base_iri)

    @property
    def base_iri(self) -> str:
        """What the IRIs of this store begin with."""
        return self._settings.base_iri

    @property
    def root(self) -> str | None:
        """The folder that document keys are relative to."""
        return self._settings.root

    def replace(self, testimony: Testimony, *, with_text: bool = True) -> None:
        """Make the graph of a document what the testimony says, all or nothing."""
        if self._signs is None:
            self._signs = {name: predicate.sign for name, predicate in load_ontology().predicates.items()}
        quads = rdf.document_quads(testimony, signs=self._signs, base_iri=self.base_iri, with_text=with_text)
        self._update(replacement(self._iris.document(testimony.document.key), quads))

    def remove(self, key: str) -> None:
        """Take a document's graph away, which leaves the union of the others."""
        self._update(removal(self._iris.document(self._known([key])[0])))

    def documents(self) -> tuple[Document, ...]:
        """The documents by key, their text left out."""
        return tuple(
            rdf.document_of(self._graph(key, about=True, with_text=False), base_iri=self.base_iri)
            for key in self._keys()
        )

    def testimonies(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> Iterator[Testimony]:
        """What documents say, by key."""
        known = self._keys() if keys is None else self._known(keys)
        return (rdf.testimony_of(self._graph(key, with_text=with_text), base_iri=self.base_iri) for key in known)

    def view(self, keys: Iterable[str] | None = None, *, with_text: bool = True) -> GraphView:
        """The merged view of documents."""
        return rdf.merge(self.testimonies(keys, with_text=with_text))

    def run_of(self, key: str) -> Run:
        """How a document became statements."""
        return rdf.run_of(self._graph(self._known([key])[0], with_text=False), base_iri=self.base_iri)

    def query(self, sparql: str) -> Answer:
        """The answer to a query over the union of all documents."""
        with one_line_errors(self._where):
            try:
                found = self._opened().query(at_home(sparql), prefixes=rdf.prefixes(self.base_iri))
            except SyntaxError as error:
                raise syntax_error(error, sparql) from None
            except UnicodeEncodeError:
                raise UsageError("SPARQL: half a surrogate pair; only Unicode text is allowed") from None
            return _answer(found)

    def close(self) -> None:
        """Let others open the store."""
        self._quads = None  # Oxigraph lets the lock go with its last reference

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self) -> ox.Store:
        if self._quads is None:
            raise UsageError(f"{self._where}: the store is closed")
        return self._quads

    def _update(self, update: str) -> None:
        if self._read_only:
            raise UsageError(f"{self._where}: opened read-only; only reading is allowed")
        with one_line_errors(self._where):
            self._opened().update(update)

    def _keys(self) -> list[str]:
        with one_line_errors(self._where):
            graphs = [str(graph) for graph in self._opened().named_graphs()]
        return sorted(key for graph in graphs if (key := self._iris.document_key(graph)) is not None)

    def _known(self, keys: Iterable[str]) -> list[str]:
        """The keys asked for, sorted, each once."""
        asked, here = sorted(set(keys)), set(self._keys())
        for key in asked:
            if key not in here:
                raise UsageError(f"{key}: no such document in {self._where}, which has {_listed(sorted(here))}")
        return asked

    def _graph(self, key: str, *, about: bool = False, with_text: bool = True) -> Iterator[Quad]:
        """The quads of a document's graph, or with `about` those that have the document as subject."""
        name = self._iris.document(key)
        node = ox.NamedNode(name[1:-1])
        with one_line_errors(self._where):
            for quad in self._opened().quads_for_pattern(node if about else None, None, None, node):
                if with_text or quad.predicate != _TEXT:
                    yield str(quad.subject), str(quad.predicate), str(quad.object), name


def _listed(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{', '.join(keys[:_NAMED])}{more}" if keys else "none"


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer("ask", boolean=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer("graph", triples=tuple(sorted({_tokens(triple) for triple in found})))
    variables = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(None if term is None else str(term) for term in solution) for solution in found)
    return Answer("select", variables=variables, rows=rows)


def _tokens(triple: ox.Triple) -> Triple:
    return str(triple.subject), str(triple.predicate), str(triple.object)
