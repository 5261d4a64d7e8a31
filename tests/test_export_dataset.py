"""N-Quads, TriG and JSON-LD: the law of the store in bytes, other readers, and Turtle without the graph in memory."""

import json
import shutil
import subprocess
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export import STREAMED, export, export_from
from kg.export.sorting import sorted_lines
from kg.rdf import BASE_IRI, document_quads, merge
from tests import strategies
from tests.conftest import run_kg
from tests.strategies import SIGNS
from tests.test_store import memory, said

modest = settings(max_examples=8, deadline=None)
DATASETS = {
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}
HARD = 'Japan met “the US”.\r\n\t\\ """ \x01\x7f \U0001f680 e\u0301 \u2028 \\u0041 \' } . @en'


class Signs:
    """What a writer asks of the ontology."""

    signs = SIGNS


def written(store, folder, name) -> bytes:
    export_from(store, name, folder / "out", ontology=Signs())
    return (folder / "out").read_bytes()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("export")


@pytest.mark.parametrize("name", sorted(STREAMED))
@modest
@given(testimonies=strategies.libraries(), random=st.randoms())
def test_the_law_in_bytes(place, name, testimonies, random):
    gone, *kept = testimonies
    store = memory(*testimonies)
    everything = written(store, place, name)
    store.remove(gone.document.key)
    random.shuffle(kept)
    assert written(store, place, name) == written(memory(*kept), place, name)
    store.replace(gone)
    assert written(store, place, name) == everything


@modest
@given(testimonies=strategies.libraries())
@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_turtle_is_the_same_from_a_view_and_from_a_store(place, at_once, testimonies):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_lines, "__kwdefaults__", {"at_once": at_once})
        streamed = written(memory(*testimonies), place, "turtle")
    view = merge(testimonies)
    bare = replace(view, documents=tuple(replace(document, text="") for document in view.documents))
    export("turtle", bare, place / "view", ontology=Signs())
    assert (place / "view").read_bytes() == streamed


@pytest.mark.parametrize("name", sorted(DATASETS))
@modest
@given(testimonies=strategies.libraries(max_size=2))
def test_oxigraph_reads_the_same_quads(place, name, testimonies):
    expected = {quad for each in testimonies for quad in document_quads(each, signs=SIGNS)}
    text = written(memory(*testimonies), place, name)
    found = list(ox.parse(text, format=DATASETS[name][1]))
    assert len(found) == len(expected)
    assert {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in found} == expected


def hard():
    return [said("b/c d(1)%25#è.txt", text=HARD), said("a.txt")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of its own parsers
@pytest.mark.parametrize("name", sorted(DATASETS))
def test_rdflib_reads_the_same_count(place, name):
    count = len({quad for each in hard() for quad in document_quads(each, signs=SIGNS)})
    data = rdflib.Dataset()
    data.parse(data=written(memory(*hard()), place, name).decode(), format=DATASETS[name][0])
    assert len(list(data.quads())) == count


@pytest.mark.skipif(shutil.which("rapper") is None, reason="needs rapper (raptor2-utils)")
@pytest.mark.parametrize(("name", "reader"), [("nq", "nquads"), ("trig", "trig"), ("ttl", "turtle")])
def test_rapper_reads_the_same_count(place, name, reader):
    store = memory(*hard())
    text = written(store, place, name)
    count = len(list(ox.parse(text, format=ox.RdfFormat.TURTLE if name == "ttl" else DATASETS[name][1])))
    command = ["rapper", "-q", "-i", reader, "-o", "nquads", place / "out"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(done.stdout.splitlines()) == count


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=3)),
    st.integers(1, 9),
)
def test_lines_are_sorted_in_pieces_as_at_once(texts, at_once):
    lines = [f"{text}\n" for text in texts]
    assert list(sorted_lines(lines, at_once=at_once)) == sorted(set(lines))


def test_a_format_with_documents_apart_needs_a_store(place):
    with pytest.raises(UsageError, match="needs a store"):
        export("nq", merge([said("a.txt")]), place / "x")


def test_the_command_writes_them(seeds, tmp_path):
    for number, name in enumerate(sorted(STREAMED)):
        done = run_kg("export", name, "--store", seeds.store, "-o", tmp_path / name, hash_seed=str(number * 17))
        assert (done.returncode, done.stderr) == (0, "")
        again = run_kg("export", name, "--store", seeds.store, "-o", tmp_path / "again", hash_seed="5")
        assert again.returncode == 0
        assert (tmp_path / "again").read_bytes() == (tmp_path / name).read_bytes()
    assert (tmp_path / "turtle").read_bytes() == seeds.files()["graph.ttl"]
    assert f"<{BASE_IRI}document/seeds/" in (tmp_path / "nq").read_text("utf-8")
    assert len(json.loads((tmp_path / "jsonld").read_text("utf-8"))["@graph"]) == 3
