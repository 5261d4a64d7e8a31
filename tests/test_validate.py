"""`kg validate`: real graphs are valid, and every kind of damage is named."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from benchmarks.library import PREDICATES, testimony
from kg.cli import main
from kg.model import Link, Repair
from kg.rdf import document_quads
from kg.rdf.terms import kg
from kg.store import open_store
from kg.store.validation import violations


def test_the_seeds_are_valid(seeds):
    done = CliRunner().invoke(main, ["validate", "--store", seeds.store])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "3 documents checked, 0 violations\n")


def test_what_every_statement_may_have_is_valid():
    link = Link("Jon Biden", "person/joe-biden", 0.9, "linked")
    made = replace(testimony(1), repairs=(Repair("name", 0, 4, "Biden"),), links=(link,))
    assert list(violations("x", document_quads(made, signs=PREDICATES))) == []


@pytest.mark.parametrize("name", ["polarity", "status", "key", "sha256", "confidence", "cueEnd", "label", "software"])
def test_what_is_missing_is_named(name):
    quads = [quad for quad in document_quads(testimony(1, statements=2), signs=PREDICATES) if quad[1] != kg(name)]
    assert list(violations("x", quads))


def test_the_command_names_document_and_node(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, signs=PREDICATES) as store:
        store.replace(testimony(1, statements=2))
        store.replace(testimony(2, statements=2))
        graph = f"<{store.base_iri}document/wire/0000/0000001.txt>"
        store.update_by_hand(f"DELETE WHERE {{ GRAPH {graph} {{ ?s {kg('polarity')} ?o }} }}", "")
    done = CliRunner().invoke(main, ["validate", "--store", str(folder)])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("wire/0000/0000001.txt: https://w3id.org/geokg/statement/") for line in lines)
    assert all("kg:polarity is affirmed or denied" in line for line in lines)
    assert done.stderr == "2 documents checked, 2 violations\n"
    done = CliRunner().invoke(main, ["validate", "wire/0000/0000002.txt", "--store", str(folder)])
    assert done.exit_code == 0
