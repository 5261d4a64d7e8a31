"""SPARQL 1.1 Protocol over HTTP, the page to ask from, and what the service says about itself."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.rdf import prefixes
from kg.server import Served, page_folder
from kg.server.workers import Workers

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MOST_BODY = 10_000_000
"""Bytes of a request that are read."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The page may ask this server and nobody else; the editor sets styles inline."""
LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")

Pairs = Sequence[tuple[str, str]]


class Refused(Exception):  # noqa: N818 - a refusal is an answer
    """A request that the protocol does not allow: its status, and why in one line."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def application(served: Served, *, host: str) -> Starlette:
    """The web application; `host` is the name it is reached by besides the local ones."""
    workers = Workers(served)

    async def sparql(request: HttpRequest) -> Response:
        try:
            return await _sparql(request, served, workers)
        except Refused as error:
            return PlainTextResponse(f"{error}\n", status_code=error.status)

    async def page(_: HttpRequest) -> Response:
        return FileResponse(page_folder() / "index.html", headers={"Content-Security-Policy": POLICY})

    async def settings(_: HttpRequest) -> Response:
        return Response(json.dumps({"prefixes": prefixes()}), media_type="application/json")

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=sorted({*LOCAL, host}))]
    if served.cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[served.cors], allow_methods=["GET", "POST"]))
    routes = [
        Route("/", page),
        Route("/sparql", sparql, methods=["GET", "POST", "HEAD"]),
        Route("/query", lambda _: RedirectResponse("/sparql", 308), methods=["GET", "POST"]),
        Route("/settings.json", settings),
        Mount("/page", StaticFiles(directory=page_folder())),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


async def _sparql(request: HttpRequest, served: Served, workers: Workers) -> Response:
    kind, text, pairs = await _understood(request)
    if kind == "description":
        return Response(description(str(request.url_for("sparql")), write=served.write), media_type="text/turtle")
    if kind == "update":
        _check_update(request, served, pairs)
    answer = await run_in_threadpool(
        workers.answer,
        text=text,
        update=kind == "update",
        accepted=_accepted(request.headers.get("accept", "*/*")),
        default_graphs=_all(pairs, "default-graph-uri"),
        named_graphs=_all(pairs, "named-graph-uri"),
    )
    if answer.error:
        raise Refused(answer.status, answer.error)
    return Response(answer.body, status_code=answer.status, media_type=answer.media or None)


async def _understood(request: HttpRequest) -> tuple[str, str, Pairs]:
    """ "query", "update" or "description", its text, and the parameters."""
    pairs = _parsed(request.url.query)
    if request.method in {"GET", "HEAD"}:
        if _all(pairs, "update"):
            raise Refused(400, "an update by GET; POST is allowed")
        return ("query", _one(pairs, "query"), pairs) if _all(pairs, "query") else ("description", "", pairs)
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _body(request)
    if media == FORM:
        pairs = [*pairs, *_parsed(body)]
        kinds = [kind for kind in ("query", "update") if _all(pairs, kind)]
        if len(kinds) != 1:
            raise Refused(400, "one parameter is needed: query or update")
        return kinds[0], _one(pairs, kinds[0]), pairs
    if media not in {QUERY, UPDATE}:
        raise Refused(415, f"content type {media or 'missing'}; allowed: {FORM}, {QUERY}, {UPDATE}")
    if _all(pairs, "query") or _all(pairs, "update"):
        raise Refused(400, "a query or update in the URL and in the body; one is allowed")
    return ("query" if media == QUERY else "update"), body, pairs


async def _body(request: HttpRequest) -> str:
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > MOST_BODY:
            raise Refused(413, f"more than {MOST_BODY:,} bytes; fewer are allowed")
    try:
        return received.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the body is not UTF-8; UTF-8 is allowed") from None


def _parsed(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise Refused(400, "parameters that are not UTF-8, or too many of them") from None


def _all(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _one(pairs: Pairs, name: str) -> str:
    values = _all(pairs, name)
    if len(values) != 1:
        raise Refused(400, f"{len(values)} parameters {name}; one is allowed")
    return values[0]


def _check_update(request: HttpRequest, served: Served, pairs: Pairs) -> None:
    if not served.write:
        raise Refused(403, "read-only; `kg serve --write` takes updates")
    origin = request.headers.get("origin")
    if origin not in {None, served.cors, str(request.base_url).rstrip("/")}:
        raise Refused(403, "an update from another web site; --cors ORIGIN allows one")
    if _all(pairs, "using-graph-uri") or _all(pairs, "using-named-graph-uri"):
        raise Refused(400, "using-graph-uri is not supported; USING in the update is allowed")


def _accepted(header: str) -> list[str]:
    """The media types of an Accept header, best first; those of quality 0 are left out."""
    found = []
    for place, part in enumerate(header.lower().split(",")):
        media, *options = (each.strip() for each in part.split(";"))
        quality = next((_number(option[2:]) for option in options if option.startswith("q=")), 1.0)
        if media and quality > 0:
            found.append((-quality, media == "*/*", place, media))
    return [media for *_, media in sorted(found)] or ["*/*"]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def description(endpoint: str, *, write: bool) -> str:
    """The SPARQL 1.1 Service Description in Turtle."""
    languages = ", ".join(["sd:SPARQL11Query", *(["sd:SPARQL11Update"] if write else [])])
    formats = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"]
    formats += ["Turtle", "N-Triples", "RDF_XML", "JSON-LD"]
    written = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in formats)
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage {languages} ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {written} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
