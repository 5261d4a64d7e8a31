"""Stores on a server: the same law as in a folder, and what a network does to it."""

import base64
import contextlib
import os
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.cli import main
from kg.errors import StoreError, UsageError
from kg.rdf import BASE_IRI
from kg.store import open_store
from kg.store.protocol import Client, endpoints_of
from tests import strategies
from tests.servers import free_port, oxigraph
from tests.strategies import SIGNS
from tests.test_store import OUTWARD, said

few = settings(max_examples=6, deadline=None)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with oxigraph(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(params=["kept", "shown by the server", "kept, whole graphs"])
def kind(request, monkeypatch, server):
    """How the union is there; a server that shows it by itself is asked by its parameter."""
    if request.param == "shown by the server":
        monkeypatch.setenv("KG_STORE_QUERY_URL", f"{server}/query?union-default-graph")
    if request.param != "kept":
        monkeypatch.setenv("KG_STORE_GRAPHS_URL", f"{server}/store")
    return server


OPENED = contextlib.ExitStack()


@pytest.fixture(autouse=True)
def closing():
    """Closes what a test has opened."""
    with OPENED:
        yield


def client(url, environment=os.environ) -> Client:
    return OPENED.enter_context(contextlib.closing(Client(url, environment)))


def emptied(url, *testimonies):
    client(url).update("DROP ALL")
    store = OPENED.enter_context(open_store(url, signs=SIGNS))
    for testimony in testimonies:
        store.replace(testimony)
    return store


def content(store) -> Counter:
    """All quads but the settings, those of the default graph with None for its name."""
    settings_graph = f"<{BASE_IRI}store>"
    named = store.query("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }").rows
    union = store.query("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }").rows
    return Counter((*row[:3], row[3] if len(row) > 3 else None) for row in [*named, *union] if row[0] != settings_graph)


@few
@given(testimonies=strategies.libraries(), random=st.randoms())
def law(url, testimonies, random):
    once = content(emptied(url, *testimonies))
    random.shuffle(testimonies)
    store = emptied(url, *testimonies, *testimonies[:2])
    assert content(store) == once
    ordered = sorted(testimonies, key=lambda each: each.document.key)
    assert list(store.testimonies()) == ordered
    gone, *kept = testimonies
    store.remove(gone.document.key)
    assert store.view() == rdf.merge(kept)
    after = content(store)
    triples = {row[:3] for row in after if row[3] is not None}
    assert {row[:3] for row in after if row[3] is None} == triples
    store = emptied(url)
    assert [key for keys in store.replace_all(kept) for key in keys] == [each.document.key for each in kept]
    assert content(store) == after


def test_the_law_on_a_server(kind):
    law(kind)


def test_a_document_may_take_the_place_of_another(kind):
    store = emptied(kind, said("a.txt"), said("b.txt"))
    store.replace(said("c.txt"), instead_of="a.txt")
    assert content(store) == content(emptied(kind, said("b.txt"), said("c.txt")))
    with pytest.raises(UsageError, match="already"):
        store.replace(said("b.txt"), instead_of="c.txt")


def test_a_server_keeps_root_and_union(server):
    emptied(server).close()
    with open_store(server, root="/news") as store:
        assert store.root == "/news"
    with open_store(server, root="/other", signs=SIGNS) as store:
        assert store.root == "/news"
        store.replace(said("a.txt"), with_text=False)
        assert store.query("ASK { state:JPN kg:meets state:USA }").boolean
        assert [kept.has_text for kept in store.kept().values()] == [False]
        assert store.run_of("a.txt") == said("a.txt").run
    with open_store(server, read_only=True) as store, pytest.raises(UsageError, match="read-only"):
        store.remove("a.txt")


def test_a_server_without_a_store_is_told(server):
    client(server).update("DROP ALL")
    with pytest.raises(UsageError, match="no store here"):
        open_store(server, read_only=True)


@pytest.mark.parametrize("query", [*OUTWARD, "SELECT * {", "INSERT DATA { <a:b> <a:c> 1 }", "SELECT * { ?s foo:x ?o }"])
def test_what_no_store_answers_is_not_sent(server, query):
    store = emptied(server, said("a.txt"))
    with pytest.raises(UsageError) as there:
        store.query(query.replace("URL", f"{server}/query"))
    with pytest.raises(UsageError) as here:
        open_store(":memory:").query(query.replace("URL", f"{server}/query"))
    assert str(there.value) == str(here.value)


def test_select_ask_construct(server):
    store = emptied(server, said("a.txt"), said("b.txt"))
    assert tuple(store.query("SELECT ?s ?nothing { ?s kg:meets state:USA }").rows) == (
        (f"<{BASE_IRI}id/state/JPN>", None),
    )
    built = store.query("CONSTRUCT { ?s kg:x ?o } { ?s kg:meets ?o }")
    assert [triple[0] for triple in built.triples] == [f"<{BASE_IRI}id/state/JPN>"]
    assert len(store.query("DESCRIBE state:JPN").triples) == 3
    assert next(iter(store.query("PREFIX kg: <http://other/> SELECT (kg:x AS ?x) {}").rows)) == ("<http://other/x>",)


def test_the_commands_work_on_a_server(server, tmp_path, monkeypatch):
    client(server).update("DROP ALL")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The US president Joe Biden said that the United States will defend Japan.\n")

    def kg(*words):
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        return done

    kg("build", "a.txt", "--store", server)
    assert "0, 1 unchanged" in kg("build", "a.txt", "--store", server).stderr
    kg("build", "a.txt", "--out", "folder")
    kg("export", "turtle", "--store", server, "-o", "server.ttl")
    assert (tmp_path / "server.ttl").read_bytes() == (tmp_path / "folder" / "graph.ttl").read_bytes()
    assert not (tmp_path / "out" / "store").exists()
    assert "a.txt" in kg("documents", "--store", server).stdout
    kg("rename", "a.txt", "b.txt", "--store", server)
    kg("remove", "b.txt", "--store", server)
    assert kg("query", "ASK { ?s ?p ?o FILTER(!STRSTARTS(STR(?p), STR(kg:))) }", "--store", server).stdout == "false\n"


# --- the network ------------------------------------------------------------------------------------------------------


class Stub(BaseHTTPRequestHandler):
    """A server that answers as told: a list of (status, headers, body) for the requests to come."""

    answers: list = []  # noqa: RUF012 - the server makes one handler a request
    heard: list = []  # noqa: RUF012

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.heard.append(self.headers.get("Authorization"))
        status, headers, body = self.answers.pop(0) if self.answers else (500, {}, b"no more")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def stub():
    listening = HTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
    Stub.answers, Stub.heard = [], []
    Stub.answers.clear()
    yield f"http://127.0.0.1:{listening.server_port}/sparql"
    listening.shutdown()
    listening.server_close()


JSON = {"Content-Type": "application/sparql-results+json"}
YES = (200, JSON, b'{"head": {}, "boolean": true}')


def test_a_passing_failure_is_tried_again(stub):
    Stub.answers = [(503, {}, b"busy"), (429, {}, b"busy"), YES]
    file, media = client(stub, {}).ask("ASK {}")
    assert (b"true" in file.read(), media) == (True, JSON["Content-Type"])
    assert len(Stub.heard) == 3


def test_a_lasting_failure_is_told_in_one_line(stub):
    Stub.answers = [(503, {}, b"busy")] * 9
    with pytest.raises(StoreError, match=r": 503 Service Unavailable: busy$"):
        client(stub, {}).ask("ASK {}")
    assert len(Stub.heard) == 4
    Stub.answers = [(400, {}, b"bad\nquery")]
    with pytest.raises(StoreError, match=r"400 Bad Request: bad query$"):
        client(stub, {}).ask("ASK {}")


def test_who_asks_is_told_by_the_environment(stub):
    Stub.answers = [YES] * 3
    client(stub, {"KG_STORE_USER": "ann", "KG_STORE_PASSWORD": "s3cret"}).ask("ASK {}")
    client(stub, {"KG_STORE_TOKEN": "t0ken"}).ask("ASK {}")
    client(stub, {}).ask("ASK {}")
    assert Stub.heard == [f"Basic {base64.b64encode(b'ann:s3cret').decode()}", "Bearer t0ken", None]
    Stub.answers = [(401, {}, b"who?")]
    with pytest.raises(StoreError, match=r"401 Unauthorized; KG_STORE_USER and KG_STORE_PASSWORD") as caught:
        client(stub, {"KG_STORE_TOKEN": "t0ken"}).ask("ASK {}")
    assert "t0ken" not in str(caught.value)


def test_a_redirect_is_not_followed(stub):
    Stub.answers = [(301, {"Location": "http://127.0.0.1:1/"}, b"")]
    with pytest.raises(StoreError, match=r"301 Moved Permanently; the URL that it leads to is allowed: http://127"):
        client(stub, {"KG_STORE_TOKEN": "t0ken"}).ask("ASK {}")


@pytest.mark.parametrize("body", [b"", b"{", b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {}}]}}'])
def test_nonsense_is_told(stub, body):
    Stub.answers = [(200, JSON, body)] * 5
    with pytest.raises(StoreError, match=stub):
        open_store(stub, read_only=True)


def test_a_web_page_is_no_answer(stub):
    Stub.answers = [(200, {"Content-Type": "text/html"}, b"<html>")]
    with pytest.raises(StoreError, match="answered in text/html"):
        open_store(stub, read_only=True)


def test_a_silent_server_is_not_waited_for_forever(monkeypatch):
    listening = HTTPServer(("127.0.0.1", 0), Stub)  # takes connections, answers none
    monkeypatch.setattr("kg.store.protocol._ATTEMPTS", 2)
    with pytest.raises(StoreError, match="cannot be reached"):
        client(f"http://127.0.0.1:{listening.server_port}/sparql", {"KG_STORE_TIMEOUT": "0.2"}).ask("ASK {}")
    listening.server_close()


def test_no_server():
    url = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(StoreError, match=r"cannot be reached .*; a running server is needed$"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://h:7878", ("http://h:7878/query", "http://h:7878/update", None)),
        ("http://h:3030/news/", ("http://h:3030/news/query", "http://h:3030/news/update", None)),
        ("http://h/news/query", ("http://h/news/query", "http://h/news/update", None)),
        ("https://h:8182/sparql", ("https://h:8182/sparql", "https://h:8182/sparql", None)),
        (
            "http://h:7200/repositories/news",
            (
                "http://h:7200/repositories/news",
                "http://h:7200/repositories/news/statements",
                "http://h:7200/repositories/news/rdf-graphs/service",
            ),
        ),
    ],
)
def test_where_servers_answer(url, found):
    endpoints = endpoints_of(url, {})
    assert (endpoints.query, endpoints.update, endpoints.graphs) == found


@pytest.mark.parametrize("url", ["ftp://h/", "http://", "http://ann:s3cret@h/", "://"])
def test_urls_that_are_not_allowed(url):
    with pytest.raises(UsageError) as caught:
        open_store(url)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan", "soon"])
def test_the_time_to_wait_is_a_number(seconds):
    with pytest.raises(UsageError, match="KG_STORE_TIMEOUT"):
        client("http://h/", {"KG_STORE_TIMEOUT": seconds})
