"""What holds for every format: empty graphs, hostile texts, the same bytes always, and the same from a store."""

import pytest
from hypothesis import given, settings

from kg.errors import UsageError
from kg.export import DRAWN, FOLDERS, FORMATS, STREAMED, export, export_from
from kg.export.viewing import streamed
from kg.rdf import merge
from kg.store import open_store
from tests import strategies
from tests.conftest import run_kg
from tests.exported import ONTOLOGY, content, hostile_testimonies, hostile_view, in_a_new_process, stored, written
from tests.test_store import memory

PROGRAM = """
import sys
from pathlib import Path
from kg.export import FORMATS
from tests.exported import hostile_view, written
for name in FORMATS:
    written(name, hostile_view(), Path(sys.argv[1]))
"""
modest = settings(max_examples=10, deadline=None)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("formats")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_graph_is_a_file(tmp_path, name):
    path = written(name, merge([]), tmp_path)
    assert path.is_dir() == (name in FOLDERS)
    assert content(path) == content(path)


def test_bytes_do_not_hang_on_the_hash_seed_or_on_the_order(tmp_path):
    for seed in ("0", "4711"):
        (tmp_path / seed).mkdir()
        in_a_new_process(PROGRAM, tmp_path / seed, hash_seed=seed)
    said = hostile_testimonies()
    (tmp_path / "here").mkdir()
    for name in FORMATS:
        first = content(tmp_path / "0" / name)
        assert first == content(tmp_path / "4711" / name), name
        assert first == content(written(name, merge(reversed(said)), tmp_path / "here")), name


@pytest.mark.parametrize("name", sorted({*FORMATS, *STREAMED} - {"html"}))
def test_a_store_is_written_as_its_view(tmp_path, name):
    store = stored(hostile_testimonies())
    export_from(store, name, tmp_path / "streamed", ontology=ONTOLOGY)
    if name in FORMATS:
        export(name, store.view(with_text=False), tmp_path / "view", ontology=ONTOLOGY)
        assert content_only(tmp_path / "streamed") == content_only(tmp_path / "view")
    else:
        assert content(tmp_path / "streamed")


def content_only(path):
    """Bytes by file, the folder's own name left out."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.iterdir()}
    return path.read_bytes()


@modest
@given(testimonies=strategies.libraries())
def test_a_streamed_view_says_what_the_merged_one_does(testimonies):
    store, view = memory(*testimonies), merge(testimonies)
    with streamed(store) as found:
        assert tuple(found.statements) == view.statements
        assert [each.evidence for each in found.statements] == [each.evidence for each in view.statements]
        assert (found.runs, found.document_runs) == (view.runs, view.document_runs)
        assert [each.key for each in found.documents] == [each.key for each in view.documents]


@modest
@given(testimonies=strategies.libraries(max_size=2))
@pytest.mark.parametrize("name", sorted(set(FORMATS) - DRAWN))
def test_any_text_is_written(place, name, testimonies):
    assert content(written(name, merge(testimonies), place)) is not None


def test_options_belong_to_formats(tmp_path):
    with pytest.raises(UsageError, match=r"^title 'No': csv has none; allowed with html$"):
        export("csv", merge([]), tmp_path / "x", title="No")
    with pytest.raises(UsageError, match="allowed with cypher, neo4j-csv"):
        export_from(memory(), "nq", tmp_path / "x", model="full", ontology=ONTOLOGY)
    with pytest.raises(UsageError, match="allowed: simple, full"):
        export("cypher", merge([]), tmp_path / "x", model="huge")


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_a_folder_needs_a_place(tmp_path, name):
    (tmp_path / "file").write_text("")
    for wrong in ("file", "missing/folder"):
        with pytest.raises(UsageError, match=str(tmp_path)):
            export(name, hostile_view(), tmp_path / wrong)


def test_the_command_writes_every_format(seeds, tmp_path):
    with open_store(seeds.store, read_only=True) as store:
        count = len(store.view().statements)
    for name in sorted({*FORMATS, *STREAMED}):
        done = run_kg("export", name, "--store", seeds.store, "-o", tmp_path / name)
        assert (done.returncode, done.stderr) == (0, ""), name
    assert (tmp_path / "csv").read_bytes().count(b'"en",') >= count
