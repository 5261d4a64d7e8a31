"""The process that answers one request: reads it as JSON from standard input, opens the store, writes the answer.

The answer is one line of JSON, `{"status", "media", "error"}`, and after it the body. Nothing is written before the
whole answer is there, so that a request that fails has the status of a failure.
"""

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg import rdf
from kg.errors import KgError, StoreError, UsageError
from kg.store.embedded import EmbeddedStore, open_store
from kg.store.sparql import at_home, syntax_error

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media type of an answer to SELECT and ASK, the preferred one first; CSV and TSV cannot write a truth value."""
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""Media type of an answer to CONSTRUCT and DESCRIBE."""
_TRUTH = frozenset({ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML})
_AGAIN = (
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } ;\n"
    "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
)
"""What makes the default graph the union again, in the transaction of the update."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query, or an update where `update`; `accepted` are media types, best first, "*/*" for any."""

    store: str
    text: str
    update: bool
    accepted: list[str]
    default_graphs: list[str]
    named_graphs: list[str]
    most_bytes: int


class NotAcceptableError(UsageError):
    """None of the media types asked for can be given."""


class _TooLong(Exception):  # noqa: N818 - not an error of ours but the end of an answer
    """The answer has more bytes than allowed."""


class _Limited(io.BytesIO):
    """Bytes in memory, up to so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, more: "ReadableBuffer", /) -> int:
        if self.tell() + memoryview(more).nbytes > self._most:
            raise _TooLong
        return super().write(more)


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Answer the request on `source`; ends without a word where there is none."""
    line = source.readline()
    if not line:
        return
    request = Request(**json.loads(line))
    body = b""
    try:
        media, body = _updated(request) if request.update else _answered(request)
        head = {"status": 204 if request.update else 200, "media": media, "error": ""}
    except StoreError as error:
        head = {"status": 503, "media": "", "error": str(error)}
    except NotAcceptableError as error:
        head = {"status": 406, "media": "", "error": str(error)}
    except KgError as error:
        head = {"status": 400, "media": "", "error": str(error)}
    except _TooLong:
        said = f"an answer of more than {request.most_bytes:,} bytes; a LIMIT in the query is allowed"
        head = {"status": 413, "media": "", "error": said}
    target.write(json.dumps(head).encode("ascii") + b"\n")
    target.write(body)


def _answered(request: Request) -> tuple[str, bytes]:
    with _opened(request.store, read_only=True) as store:
        try:
            default, named = _graphs(request.default_graphs, request), _graphs(request.named_graphs, request)
            found = store.quads_of_all().query(
                at_home(request.text),
                prefixes=rdf.prefixes(store.base_iri),
                default_graph=None if default is None else [*default],
                named_graphs=None if named is None else [*named],
            )
            return _written(found, request, store.base_iri)
        except SyntaxError as error:
            raise syntax_error(error, request.text) from None
        except (ValueError, UnicodeEncodeError) as error:
            raise UsageError(f"SPARQL: {' '.join(str(error).split())}") from None
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{request.store}: {' '.join(str(error).split())}") from None


def _graphs(names: list[str], request: Request) -> list[ox.NamedNode] | None:
    """Graphs that the protocol names; None where it names none at all and the store or the query decide."""
    if not request.default_graphs and not request.named_graphs:
        return None
    return [ox.NamedNode(name) for name in names]


def _written(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: Request, base_iri: str
) -> tuple[str, bytes]:
    out = _Limited(request.most_bytes)
    if isinstance(found, ox.QueryTriples):
        media = _chosen(request.accepted, list(GRAPHS))
        if media != "text/turtle":
            found.serialize(out, GRAPHS[media])
        else:
            ox.serialize(found, out, ox.RdfFormat.TURTLE, prefixes=rdf.prefixes(base_iri))
        return media, out.getvalue()
    offered = [media for media, form in ROWS.items() if form in _TRUTH or not isinstance(found, ox.QueryBoolean)]
    media = _chosen(request.accepted, offered)
    found.serialize(out, ROWS[media])
    return media, out.getvalue()


def _chosen(accepted: list[str], offered: list[str]) -> str:
    for wanted in accepted:
        for media in offered:
            if wanted in (media, "*/*", f"{media.split('/')[0]}/*"):
                return media
    raise NotAcceptableError(f"{', '.join(accepted)}: not written here; allowed: {', '.join(offered)}")


def _updated(request: Request) -> tuple[str, bytes]:
    """Run the update and, in the same transaction, what makes the default graph the union of the documents again."""
    with _opened(request.store, read_only=False) as store:
        try:
            store.update_by_hand(request.text, _AGAIN)
        except SyntaxError as error:
            raise UsageError(f"SPARQL: {' '.join(str(error).split())}") from None
        except (ValueError, UnicodeEncodeError) as error:
            raise UsageError(f"SPARQL: {' '.join(str(error).split())}") from None
    return "", b""


def _opened(where: str, *, read_only: bool) -> EmbeddedStore:
    return open_store(where, read_only=read_only, create=False, base_iri=None, root=None, signs=None)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
