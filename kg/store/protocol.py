"""The SPARQL 1.1 protocols as a client speaks them: Query, Update and Graph Store, over HTTP.

Where a server is and who asks comes from the URL and the environment (see `docs/stores.md`); nothing of it is printed.
"""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

import httpx
import tenacity

from kg.errors import StoreError, UsageError

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.9, application/n-triples;q=0.8"
N_TRIPLES = "application/n-triples"
_ATTEMPTS = 4
_PASSING = frozenset({429, 502, 503, 504})
_IN_MEMORY = 1_000_000  # bytes of an answer that need no file
_LONGEST = 300
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server answers queries, takes updates and, where it does, whole graphs."""

    query: str
    update: str
    graphs: str | None = None


def endpoints_of(url: str, environment: Mapping[str, str] = os.environ) -> Endpoints:
    """The endpoints behind a URL: what the environment says, else what its path looks like."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"{url}: not the URL of a server; http://host/path or https://host/path is allowed")
    if parts.username or parts.password:
        raise UsageError(
            f"{parts.scheme}://...@{parts.hostname}: a password in a URL is seen by all; KG_STORE_USER and "
            "KG_STORE_PASSWORD, or KG_STORE_TOKEN, in the environment are allowed"
        )
    guessed = _guessed(url.rstrip("/"))
    return Endpoints(
        query=environment.get("KG_STORE_QUERY_URL") or guessed.query,
        update=environment.get("KG_STORE_UPDATE_URL") or guessed.update,
        graphs=environment.get("KG_STORE_GRAPHS_URL") or guessed.graphs,
    )


def _guessed(url: str) -> Endpoints:
    if "/repositories/" in url:
        return Endpoints(url, f"{url}/statements", f"{url}/rdf-graphs/service")
    if url.endswith("/sparql"):
        return Endpoints(url, url)
    base = url.removesuffix("/query")
    return Endpoints(f"{base}/query", f"{base}/update")


class Client:
    """Asks one server, again after a passing failure: all that is sent may be sent twice."""

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ) -> None:
        self.where = url
        self.endpoints = endpoints_of(url, environment)
        self._client = httpx.Client(
            auth=_credentials(environment),
            headers=_token(environment),
            timeout=httpx.Timeout(_seconds(environment), connect=10),
            trust_env=urlsplit(url).hostname not in _LOOPBACK,
        )

    def ask(self, query: str) -> tuple[IO[bytes], str]:
        """The answer to a query and its media type; the answer is a file that is gone when closed."""
        return self._send("POST", self.endpoints.query, data={"query": query}, headers={"Accept": RESULTS})

    def update(self, update: str) -> None:
        """Change the store; all or nothing, as far as the server does so."""
        headers = {"Content-Type": "application/sparql-update"}
        self._send("POST", self.endpoints.update, content=update.encode("utf-8"), headers=headers)[0].close()

    def put_graph(self, graph: str, triples: str) -> None:
        """Make a graph hold these N-Triples and no others."""
        url = str(self.endpoints.graphs)
        headers = {"Content-Type": N_TRIPLES}
        self._send("PUT", url, params={"graph": graph}, content=triples.encode("utf-8"), headers=headers)[0].close()

    def graph(self, graph: str) -> IO[bytes]:
        """The N-Triples of a graph."""
        url = str(self.endpoints.graphs)
        return self._send("GET", url, params={"graph": graph}, headers={"Accept": N_TRIPLES})[0]

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _send(self, method: str, url: str, **what: object) -> tuple[IO[bytes], str]:
        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_is_passing),
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            wait=tenacity.wait_exponential(multiplier=0.2, max=5),
            reraise=True,
        )
        try:
            return again(self._once, method, url, what)
        except httpx.HTTPStatusError as error:
            raise self._refused(error.response) from None
        except httpx.HTTPError as error:
            reason = f"{error}" or type(error).__name__
            raise StoreError(f"{self.where}: cannot be reached ({reason}); a running server is needed") from None

    def _once(self, method: str, url: str, what: Mapping[str, object]) -> tuple[IO[bytes], str]:
        with self._client.stream(method, url, **what) as response:  # type: ignore[arg-type]  # passed on as given
            if not response.is_success:
                response.read()
                response.raise_for_status()
                raise httpx.HTTPStatusError("redirect", request=response.request, response=response)
            file = _kept(response.iter_bytes())
            return file, response.headers.get("Content-Type", "").split(";")[0].strip()

    def _refused(self, response: httpx.Response) -> StoreError | UsageError:
        said = " ".join(response.text.split())[:_LONGEST]
        what = f"{self.where}: {response.status_code} {response.reason_phrase}"
        if response.status_code in {401, 403}:
            return StoreError(f"{what}; KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN, may be needed")
        if response.is_redirect:
            return StoreError(f"{what}; the URL that it leads to is allowed: {response.headers.get('Location')}")
        return StoreError(f"{what}: {said}" if said else what)


def _kept(pieces: Iterator[bytes]) -> IO[bytes]:
    """What was answered, from its beginning: in memory, a long answer in a file without a name."""
    file: IO[bytes] = io.BytesIO()
    for piece in pieces:
        if isinstance(file, io.BytesIO) and file.tell() + len(piece) > _IN_MEMORY:
            begun, file = file.getvalue(), tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
            file.write(begun)
        file.write(piece)
    file.seek(0)
    return file


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in _PASSING
    return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)


def _credentials(environment: Mapping[str, str]) -> httpx.BasicAuth | None:
    user = environment.get("KG_STORE_USER")
    return httpx.BasicAuth(user, environment.get("KG_STORE_PASSWORD", "")) if user else None


def _token(environment: Mapping[str, str]) -> dict[str, str]:
    token = environment.get("KG_STORE_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _seconds(environment: Mapping[str, str]) -> float:
    """How long an answer may take."""
    written = environment.get("KG_STORE_TIMEOUT", "120")
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"KG_STORE_TIMEOUT {written!a}: a number of seconds over 0 is allowed")
    return seconds
