"""A store on a server that speaks SPARQL 1.1: GraphDB, Fuseki, Oxigraph, Stardog, Neptune and the like.

What the folder keeps in `store.json` is a small graph of its own here, `<base>store`. Some servers show the union of
all graphs as default graph by themselves, for others the store keeps it there, as the embedded one does (decision
0009).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg import rdf
from kg.errors import StoreError, UsageError
from kg.model import Testimony
from kg.ontology import load_ontology
from kg.rdf import Quad, Triple
from kg.rdf.terms import kg, literal, value_of
from kg.store import sparql as texts
from kg.store.embedded import answer_of
from kg.store.interface import Answer, Row
from kg.store.protocol import N_TRIPLES, Client
from kg.store.reading import Reading

BATCH = 20_000
"""Quads that are sent in one update."""
_TEXT = kg("text")
_VIRTUOSO_ASK = ("__ASK_RETVAL",)  # a truth value as a table of one number


def open_store(
    where: str | Path,
    *,
    read_only: bool,
    create: bool,
    base_iri: str | None,
    root: str | None,
    signs: Mapping[str, int] | None,
) -> "RemoteStore":
    """See `kg.store.open_store`."""
    client = Client(str(where))
    store = RemoteStore(client, rdf.check_base_iri(base_iri or rdf.BASE_IRI), read_only=read_only, signs=signs)
    try:
        store.start(root=root, create=create and not read_only)
    except BaseException:
        client.close()
        raise
    return store


class RemoteStore(Reading):
    """One named graph per document on a server; every change is one request."""

    def __init__(self, client: Client, base_iri: str, *, read_only: bool, signs: Mapping[str, int] | None) -> None:
        super().__init__(base_iri, client.where)
        self._client: Client | None = client
        self._read_only = read_only
        self._signs = signs
        self._settings = f"<{base_iri}store>"
        self._root: str | None = None
        self._keeps_union = True

    @property
    def root(self) -> str | None:
        """The folder that document keys are relative to."""
        return self._root

    def start(self, *, root: str | None, create: bool) -> None:
        """Read the settings, or write them where there are none; UsageError where there is no store and no `create`."""
        there = self._kept_settings()
        if "union" not in there:
            if not create:
                raise UsageError(f"{self._where}: no store here; a server that kg build has written to is allowed")
            self._begin()
        self._keeps_union = self._kept_settings()["union"] == "kept"
        self._root = there.get("root")
        if self._root is None and root is not None and create:
            self._set("root", root)
            self._root = root

    def replace(self, testimony: Testimony, *, with_text: bool = True, instead_of: str | None = None) -> None:
        """Make the graph of a document what the testimony says, in one request."""
        key = testimony.document.key
        quads = list(self._written(testimony, with_text=with_text))
        graph = self._iris.document(key)
        if instead_of is not None and instead_of != key:
            former = self._iris.document(self._known([instead_of])[0])
            if key in self._keys():
                raise UsageError(f"{key}: is in {self._where} already; a new key is allowed")
            self._update(f"{self._removal(former)};\n{self._replacement(graph, quads)}")
        elif self._opened().endpoints.graphs and not self._keeps_union:
            self._check_writable()
            self._opened().put_graph(graph[1:-1], "".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads))
        else:
            self._update(self._replacement(graph, quads))

    def replace_all(self, testimonies: Iterable[Testimony], *, with_text: bool = True) -> Iterator[tuple[str, ...]]:
        """Replace many documents, several in one request; gives the keys of each batch once it is kept."""
        batch: dict[str, str] = {}
        size = 0
        try:
            for testimony in testimonies:
                key = testimony.document.key
                if key in batch or size >= BATCH:
                    full, batch, size = batch, {}, 0
                    yield self._keep(full)
                quads = list(self._written(testimony, with_text=with_text))
                batch[key] = self._replacement(self._iris.document(key), quads)
                size += len(quads)
        finally:
            last = self._keep(batch)
        if last:
            yield last

    def remove(self, key: str) -> None:
        """Take a document's graph away, which leaves the union of the others."""
        self._update(self._removal(self._iris.document(self._known([key])[0])))

    def query(self, sparql: str) -> Answer:
        """The answer to a query; it is checked here, so that what is refused is the same for every kind of store."""
        texts.check(sparql, self.base_iri)
        return self._asked(f"{texts.prologue(self.base_iri)} {sparql}")

    def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            self._client.close()
        self._client = None

    def _opened(self) -> Client:
        if self._client is None:
            raise UsageError(f"{self._where}: the store is closed")
        return self._client

    def _check_writable(self) -> None:
        if self._read_only:
            raise UsageError(f"{self._where}: opened read-only; only reading is allowed")

    def _update(self, update: str) -> None:
        self._check_writable()
        self._opened().update(update)

    def _keep(self, batch: Mapping[str, str]) -> tuple[str, ...]:
        if batch:
            self._update(";\n".join(batch.values()))
        return tuple(batch)

    def _written(self, testimony: Testimony, *, with_text: bool) -> Iterator[Quad]:
        if self._signs is None:
            self._signs = load_ontology().signs
        return rdf.document_quads(testimony, signs=self._signs, base_iri=self.base_iri, with_text=with_text)

    def _removal(self, graph: str) -> str:
        return texts.removal(graph) if self._keeps_union else f"DROP SILENT GRAPH {graph}"

    def _replacement(self, graph: str, quads: Iterable[Quad]) -> str:
        return texts.replacement(graph, quads, keeps_union=self._keeps_union)

    def _rows(self, sparql: str) -> Iterator[Row]:
        return iter(self._asked(sparql).rows)

    def _triples(self, graph: str, *, with_text: bool = True) -> Iterator[Triple]:
        if self._opened().endpoints.graphs:
            with self._opened().graph(graph[1:-1]) as file:
                for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
                    if with_text or str(quad.predicate) != _TEXT:
                        yield str(quad.subject), str(quad.predicate), str(quad.object)
            return
        wanted = "" if with_text else f" FILTER(?p != {_TEXT})"
        for subject, predicate, value in self._rows(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o{wanted} }} }}"):
            yield str(subject), str(predicate), str(value)

    def _asked(self, sparql: str) -> Answer:
        file, media = self._opened().ask(sparql)
        return _answer(file, media, self._where)

    def _kept_settings(self) -> dict[str, str]:
        rows = self._rows(f"SELECT ?p ?o {{ GRAPH {self._settings} {{ {self._settings} ?p ?o }} }}")
        return {value_of(str(name)).rpartition("#")[2]: value_of(str(value)) for name, value in rows}

    def _set(self, name: str, value: str) -> None:
        self._update(f"INSERT DATA {{ GRAPH {self._settings} {{ {self._settings} {kg(name)} {literal(value)} }} }}")

    def _begin(self) -> None:
        """Write the settings and see whether the server shows them in the default graph by itself."""
        self._set("format", "1")
        shown = self._asked(f"ASK {{ {self._settings} {kg('format')} ?format }}").boolean
        self._set("union", "shown" if shown else "kept")


def _answer(file: IO[bytes], media: str, where: str) -> Answer:
    """The answer in a file, which is closed when all of it has been read."""
    try:
        if media in {N_TRIPLES, "text/plain"}:
            with file:
                quads = ox.parse(file, ox.RdfFormat.N_TRIPLES)
                found = {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}
            return Answer("graph", triples=tuple(sorted(found)))
        form = ox.QueryResultsFormat.from_media_type(media)
        if form is None:
            raise StoreError(f"{where}: answered in {media or 'no format'}; SPARQL results as JSON or XML are needed")
        answer = answer_of(ox.parse_query_results(file, form), where)
    except (SyntaxError, ValueError) as error:
        raise _no_results(where, media, error) from None
    if answer.kind != "select":
        return answer
    rows = _read(answer.rows, file, where, media)
    if answer.variables == _VIRTUOSO_ASK:
        return Answer("ask", boolean=any(value_of(str(row[0])) == "1" for row in rows))
    return replace(answer, rows=rows)


def _read(rows: Iterable[Row], file: IO[bytes], where: str, media: str) -> Iterator[Row]:
    with file:
        try:
            yield from rows
        except (SyntaxError, ValueError) as error:
            raise _no_results(where, media, error) from None


def _no_results(where: str, media: str, error: Exception) -> StoreError:
    return StoreError(f"{where}: answered what is no {media} ({' '.join(str(error).split())})")
