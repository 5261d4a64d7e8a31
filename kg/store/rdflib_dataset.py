"""A store as an `rdflib.Dataset`, for notebooks and scripts that know rdflib.

oxrdflib answers from Oxigraph; what is mended here are its traps: namespaces given as rdflib's own (a TypeError),
prepared queries (answered by rdflib's engine, 12 times slower), writing (which would leave the union behind), SERVICE
(which would leave the machine).
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg import rdf
from kg.errors import UsageError
from kg.store import open_store
from kg.store.embedded import EmbeddedStore
from kg.store.interface import Store
from kg.store.sparql import at_home, syntax_error


class OpenedGraph:
    """A store opened for reading: `dataset` for rdflib, `store` for what geokg itself can do with it.

    The default graph of `dataset` is the union of all documents. To be closed, or used in a `with` statement.
    """

    def __init__(self, store: Store) -> None:
        if not isinstance(store, EmbeddedStore):
            raise UsageError("a server has no rdflib dataset; a folder, or Store.query for a server, is allowed")
        self.store = store
        self.dataset = rdflib.Dataset(store=_ReadOnly(store=store.quads_of_all()))
        for prefix, namespace in rdf.prefixes(store.base_iri).items():
            self.dataset.bind(prefix, namespace, replace=True)

    @property
    def kg(self) -> rdflib.Namespace:
        """The vocabulary: `graph.kg.defends`."""
        return rdflib.Namespace(rdf.VOCABULARY)

    def entity(self, entity_id: str) -> rdflib.URIRef:
        """The IRI of an entity, from its id such as "state/JPN"."""
        return rdflib.URIRef(rdf.Iris(self.store.base_iri).entity(entity_id)[1:-1])

    def graph(self, key: str) -> rdflib.Graph:
        """The named graph of one document; UsageError where there is no such document."""
        if key not in self.store.kept():
            raise UsageError(f"{key}: no such document in this store; `kg documents` lists them")
        return self.dataset.graph(rdflib.URIRef(rdf.Iris(self.store.base_iri).document(key)[1:-1]))

    def close(self) -> None:
        """Let the store go; may be called twice."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_graph(where: str | Path) -> OpenedGraph:
    """Open a folder that `kg build` left, for reading with rdflib; beside a writer, too."""
    return OpenedGraph(open_store(where, read_only=True, create=False))


class _ReadOnly(OxigraphStore):
    """Oxigraph behind rdflib, for reading."""

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's name
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Answer a query, prepared ones too, with Oxigraph."""
        text, namespaces = _text_of(query, initNs)
        short = {prefix: str(namespace) for prefix, namespace in namespaces.items()}
        try:
            return super().query(f"{at_home(text)}{_values(initBindings)}", short, {}, queryGraph, **kwargs)
        except SyntaxError as error:
            raise syntax_error(error, text) from None

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        _refuse()

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        _refuse()

    def addN(self, *_: object, **__: object) -> NoReturn:  # noqa: N802 - rdflib's name
        """Refused."""
        _refuse()

    def remove(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        _refuse()

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Nothing: rdflib calls it whenever somebody asks for a graph."""

    def remove_graph(self, graph: rdflib.Graph) -> NoReturn:  # noqa: ARG002 - rdflib's signature
        """Refused."""
        _refuse()


def _text_of(query: Query | str, namespaces: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    if not isinstance(query, Query):
        return query, namespaces
    text, own, _ = query._original_args  # noqa: SLF001 - what `prepareQuery` was given
    return str(text), {**namespaces, **own}


def _values(bindings: Mapping[str, Any]) -> str:
    """Bindings as the clause that ends a query: Oxigraph's substitutions want them in the SELECT."""
    if not bindings:
        return ""
    names = " ".join(f"?{ox.Variable(str(name).removeprefix('?')).value}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(map(_token, bindings.values()))}) }}"


def _token(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        kind = ox.NamedNode(str(term.datatype)) if term.datatype and not term.language else None
        return str(ox.Literal(str(term), language=term.language, datatype=kind))
    if isinstance(term, rdflib.URIRef):
        return str(ox.NamedNode(str(term)))
    raise UsageError(f"{term!a}: cannot be bound; an IRI or a literal is allowed")


def _refuse() -> NoReturn:
    raise UsageError("opened for reading: kg build and kg remove keep the union true; they alone write")
