"""The store: its one law, what may not happen to it, and queries that stay at home."""

import json
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import model, rdf
from kg.errors import KgError, StoreError, UsageError
from kg.model import Document, Entity, Evidence, Run, Statement
from kg.rdf import BASE_IRI
from kg.store import embedded, open_store
from kg.store.folder import one_line_errors
from kg.store.sparql import at_home
from tests import strategies
from tests.strategies import HOSTILE, SIGNS

modest = settings(max_examples=15, deadline=None)

JAPAN = Entity("state/JPN", "state", "Japan")
USA = Entity("state/USA", "state", "United States")


def said(key: str, *, text: str = "Japan met the US.") -> model.Testimony:
    document = Document(key, "0" * 64, text, "1" * 64, "en", title=f"News {key}")
    evidence = Evidence(key, 0, len(text), text, (0, 5), (14, 16), (6, 9), "verb", 0.9)
    return model.Testimony(document, (Statement(JAPAN, "meets", USA, evidence=(evidence,)),), Run("geokg 0.1.0"))


def memory(*testimonies: model.Testimony):
    store = open_store(":memory:", signs=SIGNS)
    for testimony in testimonies:
        store.replace(testimony)
    return store


def content(store) -> list[str]:
    """Every quad, the default graph among them, in the order of the text."""
    return sorted(str(quad) for quad in store._quads)


@pytest.fixture
def folder(tmp_path):
    with open_store(tmp_path / "store", signs=SIGNS, root="/news") as store:
        store.replace(said("a.txt"))
        store.replace(said("b/c d.txt"))
    return tmp_path / "store"


@modest
@given(strategies.libraries(), st.randoms())
def test_the_law(testimonies, random):
    once = memory(*testimonies)
    random.shuffle(testimonies)
    again = memory(*testimonies, *testimonies[:2])
    assert content(again) == content(once)
    gone, *kept = testimonies
    once.remove(gone.document.key)
    assert content(once) == content(memory(*kept))
    assert once.view() == rdf.merge(kept)


def union_holds(store) -> bool:
    quads = list(store._quads)
    union = {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()}
    return union == {quad.triple for quad in quads if quad.graph_name != ox.DefaultGraph()}


@modest
@given(strategies.libraries())
def test_the_default_graph_is_the_union(testimonies):
    assert union_holds(memory(*testimonies))


@modest
@given(st.lists(strategies.testimonies(st.sampled_from(["a", "b", "c"])), min_size=2, max_size=6))
def test_the_union_follows_every_change(versions):
    store, last = memory(), {}
    for testimony in versions:
        store.replace(testimony)
        last[testimony.document.key] = testimony
        assert union_holds(store)
    assert content(store) == content(memory(*last.values()))
    for key in sorted(last):
        store.remove(key)
        assert union_holds(store)
    assert content(store) == []


@pytest.mark.parametrize("few", [1, 10_000])
@modest
@given(strategies.libraries(), st.randoms())
def test_batches_are_the_same_as_one_by_one(few, testimonies, random):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.store.embedded._FEW", few)
        patch.setattr("kg.store.embedded.BATCH", random.choice([1, 40, 1000]))
        store = memory(testimonies[0])
        kept = list(store.replace_all([*testimonies, *testimonies[:1]]))
    assert content(store) == content(memory(*testimonies))
    assert [key for batch in kept for key in batch] == [t.document.key for t in [*testimonies, *testimonies[:1]]]


def test_a_batch_that_ends_with_an_error_keeps_what_came_before():
    def some():
        yield said("a.txt")
        raise KeyboardInterrupt

    store = memory()
    with pytest.raises(KeyboardInterrupt):
        list(store.replace_all(some()))
    assert [document.key for document in store.documents()] == ["a.txt"]


@modest
@given(strategies.libraries())
def test_a_document_may_take_the_place_of_another(testimonies):
    store = memory(*testimonies)
    gone, *kept = testimonies
    new = said("new.txt")
    store.replace(new, instead_of=gone.document.key)
    assert content(store) == content(memory(new, *kept))
    with pytest.raises(UsageError, match=r"^b\.txt: is in :memory: already; a new key is allowed$"):
        memory(said("a.txt"), said("b.txt")).replace(said("b.txt"), instead_of="a.txt")


@modest
@given(strategies.libraries(), st.booleans())
def test_what_is_known_of_a_document(testimonies, with_text):
    store = open_store(":memory:", signs=SIGNS)
    for testimony in testimonies:
        store.replace(testimony, with_text=with_text)
    for testimony in testimonies:
        kept = store.kept()[testimony.document.key]
        assert kept.document == replace(testimony.document, text="")
        assert kept.run_id == testimony.run.id
        assert kept.has_text == (with_text and bool(testimony.document.text))


@modest
@given(strategies.libraries())
def test_the_quads_of_documents(testimonies):
    found = list(memory(*testimonies).quads())
    written = {quad for each in testimonies for quad in rdf.document_quads(each, signs=SIGNS)}
    assert (len(found), set(found)) == (len(written), written)


@modest
@given(strategies.libraries())
def test_what_was_said_comes_back(testimonies):
    store = memory(*testimonies)
    ordered = sorted(testimonies, key=lambda each: each.document.key)
    assert list(store.testimonies()) == ordered
    assert store.documents() == tuple(replace(each.document, text="") for each in ordered)
    assert store.view() == rdf.merge(testimonies)
    assert [store.run_of(each.document.key) for each in ordered] == [each.run for each in ordered]


def test_a_document_says_something_new():
    store = memory(said("a.txt"), said("b.txt"))
    new = replace(said("a.txt"), statements=())
    store.replace(new)
    assert content(store) == content(memory(new, said("b.txt")))


def test_text_may_be_left_out():
    store = memory(said("a.txt"))
    assert [each.document.text for each in store.testimonies(with_text=False)] == [""]
    assert store.view(with_text=False).documents[0].text == ""
    store.replace(said("b.txt"), with_text=False)
    assert [each.document.text for each in store.testimonies()] == ["Japan met the US.", ""]


def test_some_documents_are_a_view():
    store = memory(said("a"), said("b"), said("c"))
    assert [document.key for document in store.view(["c", "a", "c"]).documents] == ["a", "c"]


@pytest.mark.parametrize("call", ["remove", "run_of", lambda store, key: store.view([key])])
def test_a_missing_document_is_named(call):
    store = memory(*(said(f"{number}.txt") for number in range(7)))
    with pytest.raises(UsageError, match=r"^x\.txt: no such document in :memory:, which has 0\.txt, .* and 2 more$"):
        getattr(store, call)("x.txt") if isinstance(call, str) else call(store, "x.txt")


def test_a_failed_replace_changes_nothing():
    store = memory(said("a.txt"))
    before = content(store)
    with pytest.raises(KgError):
        store.replace(replace(said("a.txt"), statements=(Statement(JAPAN, "sings", USA),)))
    assert content(store) == before


def test_a_folder_keeps_all(folder):
    with open_store(folder) as store:
        assert [each.document.key for each in store.testimonies()] == ["a.txt", "b/c d.txt"]
        assert (store.base_iri, store.root) == (BASE_IRI, "/news")
    assert sorted(path.name for path in folder.iterdir()) == ["quads", "store.json"]
    assert json.loads((folder / "store.json").read_text()) == {"base_iri": BASE_IRI, "root": "/news", "format": 1}


def test_the_first_root_stays(tmp_path):
    open_store(tmp_path / "s").close()
    open_store(tmp_path / "s", root="/first").close()
    with open_store(tmp_path / "s", root="/second") as store:
        assert store.root == "/first"


def test_another_base_iri_is_kept(tmp_path):
    with open_store(tmp_path / "s", base_iri="http://example.org/", signs=SIGNS) as store:
        store.replace(said("a.txt"))
    with open_store(tmp_path / "s") as store:
        assert store.base_iri == "http://example.org/"
        assert len(list(store.testimonies())) == 1
    with pytest.raises(StoreError, match=r"http://example\.org/"):
        open_store(tmp_path / "s", base_iri=BASE_IRI)


def test_one_writer_and_many_readers(folder):
    with open_store(folder, signs=SIGNS) as writer:
        with pytest.raises(StoreError, match="in use by another process"):
            open_store(folder)
        script = f"from kg.store import open_store; open_store({str(folder)!r})"
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert "in use by another process" in other.stderr.splitlines()[-1]
        with open_store(folder, read_only=True, signs=SIGNS) as reader:
            writer.remove("a.txt")
            assert len(reader.documents()) == 2
            with pytest.raises(UsageError, match="read-only"):
                reader.replace(said("c.txt"))
            with pytest.raises(UsageError, match="read-only"):
                reader.remove("a.txt")
        with open_store(folder, read_only=True) as reader:
            assert len(reader.documents()) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [  # which of these RocksDB says depends on when its background work ends: the texts were seen, the moment is luck
        ("IO error: No such file or directory: While open: s/000014.sst: No such file or directory", "open it again"),
        ("Corruption: IO error: s/000014.sst: No such file or directory The file\nmay be corrupted", "damaged"),
        ("IO error: While lock file: s/LOCK: Resource temporarily unavailable", "in use"),
        ("Corruption: block checksum mismatch", "damaged"),
        ("IO error: No space left on device: s/000009.log: No space left on device", "No space left"),
    ],
)
@pytest.mark.parametrize("kind", [OSError, RuntimeError])
def test_what_oxigraph_says_becomes_one_line(text, message, kind):
    with pytest.raises(StoreError, match=f"^s: .*{message}") as caught, one_line_errors("s"):
        raise kind(text)
    assert "\n" not in str(caught.value)


def test_a_closed_store_says_so(folder):
    store = open_store(folder)
    store.close()
    store.close()
    with pytest.raises(UsageError, match="closed"):
        store.documents()


def no_store(path):
    path.mkdir()
    (path / "letter.txt").write_text("dear")


def no_sst(path):
    for file in (path / "quads").glob("CURRENT"):
        file.unlink()


def spoil(name, text):
    def spoiled(path):
        (path / name).write_text(text)

    return spoiled


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (no_sst, "damaged: files are missing"),
        (spoil("quads/CURRENT", "nonsense\n"), "damaged: Corruption"),
        (spoil("store.json", "{"), "damaged; a JSON object"),
        (spoil("store.json", "[]"), "damaged; a JSON object"),
        (spoil("store.json", '{"base_iri": 1, "root": null, "format": 1}'), "damaged; format"),
        (spoil("store.json", '{"base_iri": "http://a/", "root": null, "format": 2}'), "newer"),
    ],
)
def test_a_damaged_folder_is_an_error_in_one_line(folder, damage, message):
    damage(folder)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=message) as caught:
            open_store(folder, read_only=read_only)
        assert "\n" not in str(caught.value)
        assert str(folder) in str(caught.value)


def test_damage_inside_is_an_error_in_one_line(folder):
    for _ in range(2):  # opening twice moves the log into files
        open_store(folder).close()
    for file in (folder / "quads").glob("*.sst"):
        file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(StoreError, match=r"damaged|Corruption") as caught, open_store(folder) as store:
        store.view()
    assert "\n" not in str(caught.value)


def test_strange_folders_are_refused(tmp_path):
    no_store(tmp_path / "letters")
    (tmp_path / "file").write_text("")
    for name, message in [("letters", "is no store"), ("file", "a file"), ("file/below", "Not a directory")]:
        with pytest.raises(StoreError, match=message):
            open_store(tmp_path / name)
    with pytest.raises(StoreError):
        open_store("/proc/no-folder-can-be-made-here")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("how", [{"read_only": True}, {"create": False}])
def test_a_store_is_not_made_by_reading(tmp_path, how):
    with pytest.raises(UsageError, match="no store here"):
        open_store(tmp_path / "typo", **how)
    assert not (tmp_path / "typo").exists()


def test_a_start_cut_short_is_taken_up(tmp_path):
    (tmp_path / "s" / "quads").mkdir(parents=True)
    open_store(tmp_path / "s").close()
    assert (tmp_path / "s" / "store.json").is_file()


def test_select_ask_construct_describe():
    store = memory(said("a.txt"), said("b.txt"))
    rows = store.query("SELECT ?s ?nothing { ?s kg:meets state:USA }")
    assert (rows.kind, rows.variables) == ("select", ("s", "nothing"))
    assert tuple(rows.rows) == ((f"<{BASE_IRI}id/state/JPN>", None),)  # once, though two documents say it
    assert store.query("ASK { state:JPN kg:meets state:USA }").boolean
    assert not store.query("ASK { state:USA kg:meets state:JPN }").boolean
    built = store.query("CONSTRUCT { ?s kg:x ?o } { ?s kg:meets ?o }")
    assert [triple[0] for triple in built.triples] == [f"<{BASE_IRI}id/state/JPN>"]
    assert len(store.query("DESCRIBE state:JPN").triples) == 3
    graphs = store.query("SELECT ?g { GRAPH ?g { ?s kg:meets ?o } } ORDER BY ?g").rows
    assert tuple(graphs) == ((f"<{BASE_IRI}document/a.txt>",), (f"<{BASE_IRI}document/b.txt>",))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p", r"^SPARQL: line 2, column \d+: expected"),
        ("", "line 1, column 1"),
        ("SELECT * { ?s foo:x ?o }", "line 1"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "an update; SELECT"),
        ("# tidy\nPREFIX a: <a:>\nDROP ALL", "an update; SELECT"),
        ("SELECT * { ?s ?p '\ud800' }", "surrogate"),
    ],
)
def test_a_broken_query_is_an_error_in_one_line(query, message):
    store = memory(said("a.txt"))
    with pytest.raises(UsageError, match=message) as caught:
        store.query(query)
    assert "\n" not in str(caught.value)
    assert len(store.documents()) == 1


class Ear(BaseHTTPRequestHandler):
    heard: list[str] = []  # noqa: RUF012 - the server makes one handler a request

    def do_GET(self):
        self.heard.append(self.path)
        self.send_error(500)

    do_POST = do_GET  # noqa: N815 - the server calls it so

    def log_message(self, *args):
        pass


@pytest.fixture
def ear():
    server = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    Ear.heard.clear()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


OUTWARD = [
    "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { service silent <URL> { ?a ?b ?c } }",
    "SELECT * { SERVICESILENT<URL>{ ?a ?b ?c } }",
    "SELECT * { VALUES ?s { <URL> } SERVICE ?s { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SerVice <URL> { ?a ?b ?c } } }",
    "SELECT * { ?s ?p 1SERVICE<URL>{ ?a ?b ?c } }",
    "PREFIX x: <URL> SELECT * { ?s ?p x:SERVICE x: { ?a ?b ?c } }",
    "PREFIX x: <URL> SELECT * { ?s ?p ?o . ?s x:a?SERVICE x: { ?a ?b ?c } }",
    "SELECT * { BIND(?a<?b AS ?x) SERVICE#>'''\n<URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p '''x''' SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { BIND(?a<'>' AS ?x) SERVICE <URL> {?a ?b ?c} BIND('' AS ?y) }",
    "SELECT * { s\\u0065rvice <URL> { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { \u017fervice <URL> { ?a ?b ?c } }",
    "LOAD <URL>",
]


@pytest.mark.parametrize("query", OUTWARD)
def test_a_query_never_leaves_the_store(query, ear):
    with pytest.raises(UsageError):
        memory(said("a.txt")).query(query.replace("URL", ear))
    assert Ear.heard == []


def test_the_ear_hears_what_is_not_kept_at_home(ear):
    with pytest.raises((RuntimeError, OSError)):
        list(ox.Store().query(OUTWARD[0].replace("URL", ear)))
    assert Ear.heard == ["/sparql"]


def test_the_word_service_may_be_asked_for():
    store = memory(said("a.txt", text="Japan met the Secret SERVICE."))
    for query in [
        "SELECT ?service { ?service kg:text ?text FILTER(CONTAINS(?text, 'Secret SERVICE')) }",
        "SELECT ?d { ?d kg:text ?text FILTER(REGEX(?text, 'secret service', 'i')) } # service",
        "PREFIX s: <http://a/service/> SELECT * { ?d kg:text ?t OPTIONAL { ?d <http://service/> s:service } }",
    ]:
        assert len(list(store.query(query).rows)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_other_words_are_left_alone(text):
    assert at_home(text) == text


def test_what_is_written_one_by_one_goes_into_files(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "MOST_IN_LOG", 50)
    with open_store(tmp_path / "store", signs=SIGNS) as store:
        for number in range(4):
            assert len(list(store.replace_all([said(f"{number}.txt")]))) == 1
        files = list((tmp_path / "store" / "quads").glob("*.sst"))  # before it is closed
    assert files
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.documents()) == 4
