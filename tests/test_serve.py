"""`kg serve`: the parts of the W3C tests of the SPARQL 1.1 Protocol that apply, and what a local service refuses."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time

import httpx
import pyoxigraph as ox
import pytest

from kg.rdf import BASE_IRI
from kg.server.endpoint import _accepted
from kg.store import open_store
from tests.conftest import KG
from tests.servers import free_port, running
from tests.strategies import SIGNS
from tests.test_store import OUTWARD, memory, said, union_holds

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
GRAPHS = [f"{BASE_IRI}document/{name}.txt" for name in "ab"]


def made(folder):
    with open_store(folder, signs=SIGNS) as store:
        store.replace(said("a.txt"))
        store.replace(said("b.txt"))
    return folder


@contextlib.contextmanager
def served(folder, *words):
    port = free_port()
    command = [KG, "serve", "--store", folder, "--port", port, *words]
    with running(command, f"http://127.0.0.1:{port}/") as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    with served(made(tmp_path_factory.mktemp("reading") / "store")) as client:
        yield client


@pytest.fixture
def writing(tmp_path):
    with served(made(tmp_path / "store"), "--write") as client:
        client.store = tmp_path / "store"
        yield client


def form(**pairs):
    return {"data": pairs}


def direct(text, media):
    return {"content": text, "headers": {"Content-Type": media}}


# --- query ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        ("GET", "", {"params": {"query": "ASK {}"}}),
        ("POST", "", form(query="ASK {}")),
        ("POST", "", direct("ASK {}", QUERY)),
        ("POST", "", direct("ASK {}", f"{QUERY}; charset=utf-8")),
        ("HEAD", "", {"params": {"query": "ASK {}"}}),
    ],
)
def test_query_in_every_way(reading, asked):
    method, path, options = asked
    done = reading.request(method, f"/sparql{path}", **options)
    assert (done.status_code, done.headers["content-type"]) == (200, JSON)
    assert method == "HEAD" or done.json()["boolean"] is True


COUNT = "SELECT (COUNT(*) AS ?n) { ?document a kg:Document }"


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ([], 2),  # the union
        ([("default-graph-uri", GRAPHS[0])], 1),
        ([("default-graph-uri", graph) for graph in GRAPHS], 2),
        ([("named-graph-uri", GRAPHS[0])], 0),
        ([("default-graph-uri", "http://nowhere/")], 0),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_dataset_is_that_of_the_protocol(reading, parameters, count, way):
    if way == "get":
        done = reading.get("/sparql", params=[("query", COUNT), *parameters])
    elif way == "form":
        body = httpx.QueryParams([("query", COUNT), *parameters])
        done = reading.post("/sparql", **direct(str(body), FORM))
    else:
        done = reading.post("/sparql", params=parameters, **direct(COUNT, QUERY))
    assert int(done.json()["results"]["bindings"][0]["n"]["value"]) == count


def test_the_dataset_of_the_protocol_wins_over_that_of_the_query(reading):
    query = "SELECT (COUNT(*) AS ?n) FROM <http://nowhere/> { ?document a kg:Document }"
    done = reading.get("/sparql", params=[("query", query), ("default-graph-uri", GRAPHS[0])])
    assert int(done.json()["results"]["bindings"][0]["n"]["value"]) == 1
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    done = reading.get("/sparql", params=[("query", named), ("named-graph-uri", GRAPHS[1])])
    assert [row["g"]["value"] for row in done.json()["results"]["bindings"]] == [GRAPHS[1]]


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": [("query", "ASK {}"), ("query", "SELECT * {}")]}, 400),  # bad_multiple_queries
        ("POST", form(nothing="ASK {}"), 400),  # bad_query_missing_form_type
        ("POST", direct("query=ASK%20%7B%7D", "text/plain"), 415),  # bad_query_wrong_media_type
        ("POST", {"content": "ASK {}"}, 415),  # bad_query_missing_direct_type
        ("POST", direct("ASK {}".encode("utf-16"), QUERY), 400),  # bad_query_non_utf8
        ("GET", {"params": {"query": "ASK {"}}, 400),  # bad_query_syntax
        ("GET", {"params": {"query": "DROP ALL"}}, 400),
        ("GET", {"params": {"update": "DROP ALL"}}, 400),  # bad_update_get
        ("PUT", form(query="ASK {}"), 405),  # bad_query_method
        ("DELETE", {"params": {"query": "ASK {}"}}, 405),
        ("POST", {"params": {"query": "ASK {}"}, **direct("ASK {}", QUERY)}, 400),
        ("POST", {"data": {"query": "ASK {}", "update": "DROP ALL"}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("default-graph-uri", "no iri")]}, 400),
    ],
)
def test_what_the_protocol_forbids(reading, method, options, status):
    done = reading.request(method, "/sparql", **options)
    assert done.status_code == status
    assert len(done.text.splitlines()) <= 1
    assert reading.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"]["value"] == "2"


SELECT = "SELECT ?s { ?s kg:meets state:USA }"


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, None, JSON),
        (SELECT, "*/*", JSON),
        (SELECT, XML, XML),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, f"{XML};q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        (SELECT, f"text/html, {XML};q=0.1", XML),
        (SELECT, "application/*", JSON),
        ("ASK {}", "text/csv, */*;q=0.1", JSON),
        ("ASK {}", XML, XML),
        ("CONSTRUCT WHERE { ?s kg:meets ?o }", None, "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s kg:meets ?o }", "application/n-triples", "application/n-triples"),
        ("DESCRIBE state:JPN", "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE state:JPN", "application/ld+json", "application/ld+json"),
    ],
)
def test_the_answer_has_the_format_asked_for(reading, query, accept, media):
    done = reading.get("/sparql", params={"query": query}, headers={"Accept": accept} if accept else None)
    assert (done.status_code, done.headers["content-type"]) == (200, media)
    assert "JPN" in done.text or query == "ASK {}"


def test_a_format_that_is_not_written_is_refused(reading):
    done = reading.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert (done.status_code, done.text.split(":")[0]) == (406, "image/png")


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("a/b;q=0.1, c/d", ["c/d", "a/b"]),
        ("*/*, a/b", ["a/b", "*/*"]),
        ("a/b;q=0, c/d;q=x", ["*/*"]),
        ("", ["*/*"]),
    ],
)
def test_the_order_of_what_is_accepted(header, order):
    assert _accepted(header) == order


def test_the_service_describes_itself(reading):
    done = reading.get("/sparql")
    assert done.headers["content-type"].startswith("text/turtle")
    quads = list(ox.parse(done.text, format=ox.RdfFormat.TURTLE))
    service = "http://www.w3.org/ns/sparql-service-description#"
    said_of = {quad.predicate.value.removeprefix(service): str(quad.object) for quad in quads}
    assert said_of["endpoint"] == f"<{reading.base_url}sparql>".replace("//sparql", "/sparql")
    assert f"<{service}UnionDefaultGraph>" in said_of["feature"]


@pytest.mark.parametrize("query", OUTWARD)
def test_no_query_leaves_the_server(reading, query):
    assert reading.get("/sparql", params={"query": query.replace("URL", "http://127.0.0.1:9/")}).status_code == 400


# --- limits -----------------------------------------------------------------------------------------------------------

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def test_a_query_may_take_so_long_and_an_answer_be_so_large(tmp_path):
    with served(made(tmp_path / "store"), "--timeout", "1", "--limit", "0.001") as client:
        began = time.monotonic()
        done = client.get("/sparql", params={"query": ENDLESS}, timeout=30)
        assert (done.status_code, done.text) == (503, "more than 1 seconds; a simpler query is allowed\n")
        assert time.monotonic() - began < 10
        done = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert (done.status_code, done.text.split(";")[0]) == (413, "an answer of more than 1,000 bytes")
        assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_no_process_is_left_behind(tmp_path):
    port = free_port()
    with subprocess.Popen(
        [KG, "serve", "--store", made(tmp_path / "s"), "--port", str(port)], stderr=subprocess.PIPE
    ) as it:
        url = f"http://127.0.0.1:{port}"
        assert it.stderr.readline().decode() == f"{url}/ asks {tmp_path / 's'}; Ctrl-C ends it\n"
        done = httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, trust_env=False, timeout=60)
        assert done.json()["boolean"] is True  # at once: what is announced can be asked
        children = subprocess.run(
            ["ps", "--ppid", str(it.pid), "-o", "pid="], capture_output=True, text=True, check=True
        )
        it.send_signal(signal.SIGINT)
        it.wait(30)
    for pid in map(int, children.stdout.split()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# --- update -----------------------------------------------------------------------------------------------------------

INSERT = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 'é' } }"


@pytest.mark.parametrize("options", [form(update=INSERT), direct(INSERT, UPDATE)])
def test_without_write_nothing_is_written(reading, options):
    done = reading.post("/sparql", **options)
    assert (done.status_code, done.text) == (403, "read-only; `kg serve --write` takes updates\n")


def test_updates_keep_the_union(writing):
    for options in (form(update=INSERT), direct(f"{INSERT} ; # twice", UPDATE)):
        done = writing.post("/sparql", **options)
        assert (done.status_code, done.text) == (204, "")
    assert writing.get("/sparql", params={"query": "ASK { <http://x/s> ?p 'é' }"}).json()["boolean"] is True
    graph = GRAPHS[0]
    assert writing.post("/sparql", **form(update=f"DROP GRAPH <{graph}> ; DROP GRAPH <http://x/g>")).status_code == 204
    with open_store(writing.store, signs=SIGNS) as store:
        assert union_holds(store)
        assert store.view() == memory(said("b.txt")).view()


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA {", 400),
        ("INSERT DATA { <http://x/s> <http://x/p> '''", 400),
        ("LOAD <http://127.0.0.1:9/>", 400),
        ("LOAD SILENT <file:///etc/passwd>", 400),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
        ("ASK {}", 400),
    ],
)
def test_updates_that_are_refused(writing, update, status):
    assert writing.post("/sparql", **form(update=update)).status_code == status
    with open_store(writing.store, read_only=True, signs=SIGNS) as store:
        assert union_holds(store)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 400),
        ({}, 204),
    ],
)
def test_pages_of_other_sites_may_not_write(writing, headers, status):
    done = writing.post("/sparql", data={"update": INSERT}, headers=headers)
    assert done.status_code == status
    assert "access-control-allow-origin" not in done.headers
    own = writing.post("/sparql", data={"update": INSERT}, headers={"Origin": str(writing.base_url).rstrip("/")})
    assert own.status_code == 204


def test_using_graphs_of_the_protocol_are_refused(writing):
    done = writing.post("/sparql", params={"using-graph-uri": GRAPHS[0]}, **direct(INSERT, UPDATE))
    assert done.status_code == 400


def test_a_build_meanwhile_is_told_and_readers_go_on(writing):
    with open_store(writing.store, signs=SIGNS) as store:
        assert writing.post("/sparql", **form(update=INSERT)).status_code == 503
        store.replace(said("c.txt"))
        assert writing.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"]["value"] == "3"


def test_cors_is_for_who_was_named(tmp_path):
    with served(made(tmp_path / "store"), "--cors", "https://good.example") as client:
        for origin, allowed in [("https://good.example", "https://good.example"), ("https://evil.example", None)]:
            done = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": origin})
            assert done.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(("where", "code"), [("nowhere", 2), (":memory:", 2), ("http://127.0.0.1:9/", 2)])
def test_there_must_be_a_store(where, code, tmp_path):
    done = subprocess.run([KG, "serve", "--store", where], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert done.stderr.startswith(f"kg: {where}: ")


def test_an_address_in_use_is_told_in_one_line(tmp_path):
    store = made(tmp_path / "store")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [KG, "serve", "--store", store, "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (
        f"kg: 127.0.0.1:{port}: cannot be listened at (Address already in use); another --host or --port is allowed\n"
    )
    assert (done.returncode, done.stderr) == (2, said)


def test_any_free_port_is_told(tmp_path):
    command = [KG, "serve", "--store", made(tmp_path / "store"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as it:
        url = it.stderr.readline().split()[0]
        assert httpx.get(url, trust_env=False, timeout=60).is_success
        it.send_signal(signal.SIGINT)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_is_bundled_and_bound_to_this_server(reading):
    done = reading.get("/")
    assert "connect-src 'self'" in done.headers["content-security-policy"]
    assert "http" not in done.text
    for name in ("yasgui.min.js", "yasgui.min.css", "page.js", "page.css"):
        assert reading.get(f"/page/{name}").status_code == 200
    assert json.loads(reading.get("/settings.json").text)["prefixes"]["state"] == f"{BASE_IRI}id/state/"
    for path in ("/page/../worker.py", "/page/%2e%2e/worker.py", "/page/", "/nothing"):
        assert reading.get(path).status_code in {404, 405}


@pytest.mark.browser
def test_the_page_asks_this_server_and_nobody_else(reading, chromium):
    elsewhere, complaints = [], []
    own = str(reading.base_url)

    def watched(route):
        if route.request.url.startswith((own, "data:", "blob:")):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    tab = chromium.new_page()
    tab.route("**/*", watched)
    tab.on("pageerror", lambda error: complaints.append(f"{error}"))
    tab.goto(own)
    tab.wait_for_selector(".yasqe .CodeMirror")
    tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT (41 + 1 AS ?n) {}')")
    tab.click(".yasqe_queryButton")
    tab.wait_for_selector(".yasr .dataTable td:has-text('42')", timeout=20_000)
    tab.close()
    assert (elsewhere, complaints) == ([], [])
