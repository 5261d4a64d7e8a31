"""Turtle: the law of the store in bytes, and other programs that read the same."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.errors import KgError, StoreError, UsageError
from kg.export import check_format, export
from kg.export.whole import whole_file
from kg.ontology import load_ontology
from kg.store import open_store
from tests import strategies
from tests.strategies import SIGNS
from tests.test_store import said

modest = settings(max_examples=15, deadline=None)


def written(view, folder: Path, name: str) -> bytes:
    export(name, view, folder / "out")
    return (folder / "out").read_bytes()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("export")


@modest
@given(strategies.libraries(), st.randoms())
@pytest.mark.parametrize("name", ["turtle", "jsonl", "html"])
def test_the_law_in_bytes(place, name, testimonies, random):
    gone, *kept = testimonies
    with open_store(":memory:", signs=SIGNS) as store, open_store(":memory:", signs=SIGNS) as other:
        for testimony in testimonies:
            store.replace(testimony)
        everything = written(store.view(), place, name)
        assert everything == written(rdf.merge(testimonies), place, name)
        store.remove(gone.document.key)
        random.shuffle(kept)
        for testimony in kept:
            other.replace(testimony)
        assert written(store.view(), place, name) == written(other.view(), place, name)
        store.replace(gone)
        store.replace(gone)
        assert written(store.view(), place, name) == everything


@modest
@given(strategies.libraries(max_size=2))
def test_other_parsers_read_the_same_triples(place, testimonies):
    view = rdf.merge(testimonies)
    text = written(view, place, "turtle")
    tokens = set(rdf.view_triples(view, signs=SIGNS))
    again = {(str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert again == tokens
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(tokens)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="needs rapper (raptor2-utils)")
def test_rapper_reads_the_same_count(tmp_path):
    text = 'Japan met “the US”.\r\n\t\\ """ \x01\x7f \U0001f680 e\u0301 \u2028 \\u0041 \' } . @en'
    view = rdf.merge([said("b/c d(1)%25#è.txt", text=text), said("a.txt")])
    export("turtle", view, tmp_path / "graph.ttl")
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", tmp_path / "graph.ttl"], capture_output=True, check=True
    )
    assert len(done.stdout.splitlines()) == len(set(rdf.view_triples(view, signs=SIGNS)))


def test_turtle_is_fit_to_read(tmp_path):
    lines = written(rdf.merge([said("a.txt")]), tmp_path, "turtle").decode().splitlines()
    assert "@prefix state: <https://w3id.org/geokg/id/state/> ." in lines
    assert "state:JPN a kg:State ;" in lines
    assert "\tkg:meets state:USA ." in lines
    assert sum(line.startswith("state:JPN ") for line in lines) == 1


def test_bytes_do_not_hang_on_the_hash_seed(tmp_path):
    script = (
        "import sys; from pathlib import Path; from kg import rdf; from kg.export import export\n"
        "from tests.test_store import said\n"
        "for name in ('turtle', 'jsonl'):\n"
        "    export(name, rdf.merge([said('b.txt'), said('a.txt')]), Path(sys.argv[1]) / name)\n"
    )
    found = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=environment, check=True)
        found.add(hashlib.sha256(b"".join((tmp_path / name).read_bytes() for name in ("turtle", "jsonl"))).hexdigest())
    assert len(found) == 1


def test_another_base_iri(tmp_path):
    export("turtle", rdf.merge([said("a.txt")]), tmp_path / "x.ttl", base_iri="http://example.org/")
    assert "@prefix state: <http://example.org/id/state/> ." in (tmp_path / "x.ttl").read_text()


def test_an_unknown_format_names_the_known():
    with pytest.raises(
        UsageError,
        match="graphml, html, jsonl, jsonld, kgx, neo4j-csv, nq, parquet, plover, prov, rdf12, trig, ttl, turtle",
    ):
        check_format("rdfxml")
    with pytest.raises(UsageError, match="title"):
        export("turtle", rdf.merge([]), "x.ttl", title="No")


@pytest.mark.parametrize("place_name", ["missing/x.ttl", "file/x.ttl", "."])
def test_a_wrong_place_is_named(tmp_path, place_name):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=str(tmp_path)):
        export("turtle", rdf.merge([]), tmp_path / place_name, ontology=load_ontology())


def test_a_folder_that_takes_nothing():
    with pytest.raises(StoreError, match="cannot be written"):
        export("jsonl", rdf.merge([]), "/proc/x.jsonl")


@pytest.mark.parametrize("name", ["turtle", "jsonl"])
def test_a_full_disk_leaves_the_old_file(tmp_path, name):
    (tmp_path / "out").write_text("old")
    script = (
        "import resource, sys; from kg import rdf; from kg.errors import StoreError; from kg.export import export\n"
        "from tests.test_store import said\n"
        "view = rdf.merge([said('a.txt', text='x' * 40000)])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    export(sys.argv[1], view, sys.argv[2])\n"
        "except StoreError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, name, str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 1
    assert "cannot be written (File too large)" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "old"


def test_an_error_on_the_way_leaves_the_old_file(tmp_path):
    (tmp_path / "x").write_text("old")
    with pytest.raises(KgError, match="half way"), whole_file(tmp_path / "x") as stream:
        stream.write(b"new")
        raise KgError("half way")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
