"""`kg.open`: plain rdflib over a store, with the traps of oxrdflib closed."""

import pytest
import rdflib
from rdflib.namespace import RDF
from rdflib.plugins.sparql import prepareQuery

import kg
from kg import rdf
from kg.errors import UsageError
from kg.store import open_store
from tests.strategies import SIGNS
from tests.test_store import OUTWARD, said

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of its own Dataset

JAPAN, USA = (rdflib.URIRef(f"{rdf.BASE_IRI}id/state/{code}") for code in ("JPN", "USA"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rdflib") / "store"
    with open_store(folder, signs=SIGNS) as store:
        store.replace(said("a.txt"))
        store.replace(said("b/c d.txt"))
    return folder


@pytest.fixture
def view(folder):
    with kg.open(folder) as opened:
        yield opened


def test_the_default_graph_is_the_union(view):
    assert list(view.dataset.triples((None, view.kg.meets, None))) == [(JAPAN, view.kg.meets, USA)]
    assert (JAPAN, view.kg.meets, USA) in view.dataset
    found = {str(document) for document in view.dataset.subjects(RDF.type, view.kg.Document)}
    assert found == {f"{rdf.BASE_IRI}document/a.txt", f"{rdf.BASE_IRI}document/b/c%20d.txt"}


def test_a_graph_is_one_document(view):
    quads = set(rdf.document_quads(said("b/c d.txt"), signs=SIGNS))
    graph = view.graph("b/c d.txt")
    assert len(graph) == len(quads)
    assert {(s.n3(), p.n3(), o.n3()) for s, p, o in graph if not isinstance(o, rdflib.Literal)} <= {
        q[:3] for q in quads
    }
    with pytest.raises(UsageError, match="no such document"):
        view.graph("nothing.txt")


def test_queries_with_and_without_preparation(view):
    query = "SELECT ?who WHERE { ?who kg:meets ?whom }"
    assert [row.who for row in view.dataset.query(query)] == [JAPAN]
    assert [row.who for row in view.dataset.query(query, initBindings={"whom": USA})] == [JAPAN]
    assert not list(view.dataset.query(query, initBindings={"whom": JAPAN}))
    literal = {"label": rdflib.Literal("Japan"), "who": JAPAN}
    assert view.dataset.query("ASK { ?who kg:label ?label }", initBindings=literal).askAnswer
    prepared = prepareQuery(query, initNs={"kg": rdflib.Namespace(rdf.VOCABULARY)})
    assert [row.who for row in view.dataset.query(prepared)] == [JAPAN]
    graphs = view.dataset.query("SELECT ?g { GRAPH ?g { ?who kg:meets ?whom } }")
    assert len(list(graphs)) == 2
    assert view.dataset.query("ASK { state:JPN kg:meets state:USA }").askAnswer
    assert len(view.dataset.query("CONSTRUCT WHERE { ?who kg:meets ?whom }").graph) == 1


def test_namespaces_of_rdflib_may_be_given(view):
    found = view.dataset.query("SELECT ?d { ?d r:type ?kind }", initNs={"r": RDF})
    assert len(list(found)) > 2


def test_turtle_of_the_dataset_is_not_empty(view):
    read = rdflib.Graph().parse(data=view.dataset.serialize(format="turtle"), format="turtle")
    assert (JAPAN, view.kg.meets, USA) in read


@pytest.mark.parametrize(
    "write",
    [
        lambda view: view.dataset.add((JAPAN, RDF.type, USA)),
        lambda view: view.dataset.addN([(JAPAN, RDF.type, USA, view.dataset.default_graph)]),
        lambda view: view.dataset.remove((None, None, None)),
        lambda view: view.dataset.update("DROP ALL"),
        lambda view: view.graph("a.txt").add((JAPAN, RDF.type, USA)),
        lambda view: view.dataset.remove_graph(view.graph("a.txt")),
    ],
)
def test_nothing_is_written(view, write):
    with pytest.raises(UsageError, match="opened for reading"):
        write(view)
    assert len(list(view.dataset.subjects(RDF.type, view.kg.Document))) == 2


@pytest.mark.parametrize("query", OUTWARD[:6])
def test_no_query_leaves_the_store(view, query):
    with pytest.raises(UsageError, match="SPARQL"):
        list(view.dataset.query(query.replace("URL", "http://127.0.0.1:9/")))


def test_a_writer_may_write_beside(folder):
    with open_store(folder, signs=SIGNS) as store, kg.open(folder) as opened:
        store.replace(said("a.txt"))
        assert len(list(opened.store.testimonies())) == 2


def test_what_cannot_be_opened(tmp_path):
    with pytest.raises(UsageError, match="no store here"):
        kg.open(tmp_path)
