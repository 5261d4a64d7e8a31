"""A store in a folder or in memory, by Oxigraph."""

import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg import rdf
from kg.errors import UsageError
from kg.model import Testimony
from kg.ontology import load_ontology
from kg.rdf import Quad, Triple
from kg.store import MEMORY
from kg.store.changing import change, line_of
from kg.store.folder import Settings, one_line_errors, quads_folder, settings_of, sync, write_settings
from kg.store.interface import Answer, Row
from kg.store.reading import Reading
from kg.store.sparql import at_home, syntax_error, update_at_home

BATCH = 100_000
"""Quads that are loaded at once; fewer are slower, more take memory."""
MOST_IN_LOG = 100_000
"""Quads written one by one until files are made of them: till then they are in memory too, a kB each."""
_FEW = 10_000  # quads from which loading files into RocksDB is faster than writing one by one
_TEXT = ox.NamedNode(f"{rdf.VOCABULARY}text")
_ATTEMPTS, _PAUSE = 20, 0.05  # a second in all; two attempts were enough in every trial


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
        return EmbeddedStore(ox.Store(), settings, where=MEMORY, folder=None, read_only=read_only, signs=signs)
    folder = Path(where)
    with one_line_errors(str(where)):
        settings, fresh = settings_of(folder, base_iri=base_iri, root=root, create=create and not read_only)
        path = str(quads_folder(folder))
        quads = _beside_a_writer(path) if read_only else ox.Store(path)
        if fresh and not read_only:
            write_settings(settings, folder)
    return EmbeddedStore(quads, settings, where=str(where), folder=folder, read_only=read_only, signs=signs)


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


class EmbeddedStore(Reading):
    """One named graph per document and, in the default graph, their union (decision 0004)."""

    def __init__(
        self,
        quads: ox.Store,
        settings: Settings,
        *,
        where: str,
        folder: Path | None,
        read_only: bool,
        signs: Mapping[str, int] | None,
    ) -> None:
        super().__init__(settings.base_iri, where)
        self._quads: ox.Store | None = quads
        self._settings = settings
        self._folder = folder
        self._read_only = read_only
        self._signs = signs
        self._changed = False
        self._in_log = 0

    @property
    def root(self) -> str | None:
        """The folder that document keys are relative to."""
        return self._settings.root

    def replace(self, testimony: Testimony, *, with_text: bool = True, instead_of: str | None = None) -> None:
        """Make the graph of a document what the testimony says, all or nothing."""
        key = testimony.document.key
        former = key if instead_of is None else self._known([instead_of])[0]
        if former != key and self._has(key):
            raise UsageError(f"{key}: is in {self._where} already; a new key is allowed")
        self._change(former, key, self._written(testimony, with_text=with_text))
        self._sync()

    def replace_all(self, testimonies: Iterable[Testimony], *, with_text: bool = True) -> Iterator[tuple[str, ...]]:
        """Replace many documents in batches; gives the keys of each batch once it is kept."""
        batch: dict[str, list[Quad]] = {}
        size = 0
        writing: Future[tuple[str, ...]] | None = None
        with ThreadPoolExecutor(1) as writer:  # Oxigraph writes one batch while the quads of the next are made
            try:
                for testimony in testimonies:
                    key = testimony.document.key
                    if key in batch or size >= BATCH:
                        if writing is not None:
                            yield writing.result()
                        writing = writer.submit(self._keep, batch)
                        batch, size = {}, 0
                    batch[key] = list(self._written(testimony, with_text=with_text))
                    size += len(batch[key])
            finally:
                kept = writing.result() if writing is not None else ()
                last = self._keep(batch)
        yield from filter(None, (kept, last))

    def remove(self, key: str) -> None:
        """Take a document's graph away, which leaves the union of the others."""
        self._change(self._known([key])[0], None, [])
        self._sync()

    def query(self, sparql: str) -> Answer:
        """The answer to a query over the union of all documents."""
        with one_line_errors(self._where):
            try:
                found = self._opened().query(at_home(sparql), prefixes=rdf.prefixes(self.base_iri))
            except SyntaxError as error:
                raise syntax_error(error, sparql) from None
            except UnicodeEncodeError:
                raise UsageError("SPARQL: half a surrogate pair; only Unicode text is allowed") from None
            return answer_of(found, self._where)

    def quads_of_all(self) -> ox.Store:
        """Oxigraph's own store, for who answers in its formats."""
        return self._opened()

    def update_by_hand(self, update: str, after: str) -> None:
        """Run an update of a user and after it, in the same transaction, one of ours; SyntaxError where it is broken.

        LOAD and SERVICE are syntax errors: an update never leaves the store.
        """
        store, text = self._writable(), update_at_home(update)
        with one_line_errors(self._where):
            try:
                store.update(f"{text}\n;\n{after}", prefixes=rdf.prefixes(self.base_iri))
            except SyntaxError:  # a semicolon at the end, or a broken update
                store.update(f"{text}\n{after}", prefixes=rdf.prefixes(self.base_iri))
        self._sync()

    def close(self) -> None:
        """Let others open the store; what was written goes into files first, or each reader would read the log."""
        if self._changed and self._quads is not None:
            with suppress(OSError, RuntimeError):  # on a full disk the log has it all
                self._quads.flush()
        self._changed = False
        self._quads = None  # Oxigraph lets the lock go with its last reference

    def _opened(self) -> ox.Store:
        if self._quads is None:
            raise UsageError(f"{self._where}: the store is closed")
        return self._quads

    def _writable(self) -> ox.Store:
        if self._read_only:
            raise UsageError(f"{self._where}: opened read-only; only reading is allowed")
        return self._opened()

    def _written(self, testimony: Testimony, *, with_text: bool) -> Iterator[Quad]:
        if self._signs is None:
            self._signs = load_ontology().signs
        return rdf.document_quads(testimony, signs=self._signs, base_iri=self.base_iri, with_text=with_text)

    def _has(self, key: str) -> bool:
        with one_line_errors(self._where):
            return self._opened().contains_named_graph(ox.NamedNode(self._iris.document(key)[1:-1]))

    def _change(self, former: str, key: str | None, new: Iterable[Quad]) -> None:
        """Write what differs between the graph of `former` and that of `key` with `new`, in one transaction."""
        store = self._writable()
        there = self._iris.document(former)
        with one_line_errors(self._where):
            old = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(there[1:-1]))
            update = change(
                (old or b"").decode("utf-8").split("\n")[:-1],
                map(line_of, (quad[:3] for quad in new)),
                graph=there if key == former else "" if key is None else self._iris.document(key),
                former=there,
                iris=self._iris,
                ask=self._rows,
            )
            if update is not None:
                store.update(update)

    def _keep(self, batch: Mapping[str, list[Quad]]) -> tuple[str, ...]:
        """Write a batch: new documents in one go, those there before one by one."""
        store = self._writable()
        fresh = {key: quads for key, quads in batch.items() if not self._has(key)}
        together = sum(map(len, fresh.values())) >= _FEW
        for key, quads in batch.items():
            if not together or key not in fresh:
                self._change(key, key, quads)
                self._in_log += len(quads)
        if together:
            with one_line_errors(self._where):
                lines = "".join(_lines(fresh.values())).encode("utf-8")
                store.bulk_load(lines, ox.RdfFormat.N_QUADS, lenient=True)  # tokens are valid: `kg.rdf.terms`
        self._sync()
        self._tidy()
        return tuple(batch)

    def _tidy(self) -> None:
        """Bring what was written one by one from memory into files, where it has become much."""
        if self._in_log >= MOST_IN_LOG and self._folder is not None:
            with one_line_errors(self._where):
                self._opened().flush()
            self._in_log = 0

    def _sync(self) -> None:
        if self._folder is not None:
            self._changed = True
            with one_line_errors(self._where):
                sync(self._folder)

    def _rows(self, sparql: str) -> Iterator[Row]:
        with one_line_errors(self._where):
            found = self._opened().query(sparql)
        return iter(answer_of(found, self._where).rows)

    def _triples(self, graph: str, *, with_text: bool = True) -> Iterator[Triple]:
        with one_line_errors(self._where):
            for quad in self._opened().quads_for_pattern(None, None, None, ox.NamedNode(graph[1:-1])):
                if with_text or quad.predicate != _TEXT:
                    yield str(quad.subject), str(quad.predicate), str(quad.object)


def _lines(documents: Iterable[list[Quad]]) -> Iterator[str]:
    """N-Quads of the named graphs and, once each, of their union."""
    union: set[Triple] = set()
    for quads in documents:
        for subject, predicate, value, graph in quads:
            yield f"{subject} {predicate} {value} {graph} .\n"
            if (triple := (subject, predicate, value)) not in union:
                union.add(triple)
                yield f"{subject} {predicate} {value} .\n"


def answer_of(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, where: str) -> Answer:
    """An answer of Oxigraph as ours; rows are read when asked for, and errors then are of the store at `where`."""
    if isinstance(found, ox.QueryBoolean):
        return Answer("ask", boolean=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Answer("graph", triples=tuple(sorted({_tokens(triple) for triple in found})))
    variables = tuple(variable.value for variable in found.variables)
    return Answer("select", variables=variables, rows=_tokens_of(found, where))


def _tokens_of(found: ox.QuerySolutions, where: str) -> Iterator[Row]:
    with one_line_errors(where):
        for solution in found:
            yield tuple(None if term is None else str(term) for term in solution)


def _tokens(triple: ox.Triple) -> Triple:
    return str(triple.subject), str(triple.predicate), str(triple.object)
