"""The same texts give the same bytes: under any hash seed, in any order, built once or again."""

import json
from pathlib import Path

import pytest

from kg.store import open_store
from tests.conftest import OUTPUTS, ROOT, run_kg

FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("*.txt"))


def read(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """The seeds under another hash seed, named one by one, last first."""
    out = tmp_path_factory.mktemp("other") / "out"
    done = run_kg("build", *reversed(FILES), "--out", out, hash_seed="4242")
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize("name", OUTPUTS)
def test_hash_seed_and_order_change_no_byte(seeds, other, name):
    assert (other / name).read_bytes() == (seeds.out / name).read_bytes()


def test_another_build_into_the_same_store_changes_no_byte(seeds, other):
    done = run_kg("build", FILES[1], FILES[0], "--out", other, hash_seed="7")
    assert done.returncode == 0, done.stderr
    assert read(other) == seeds.files()


def test_a_document_that_came_and_went_leaves_no_byte(seeds, other, tmp_path):
    extra = tmp_path / "extra.txt"
    extra.write_text("France will send tanks to Japan, the French president Emmanuel Macron said on Monday.\n")
    assert run_kg("build", extra, "--out", other).returncode == 0
    assert read(other)["graph.ttl"] != seeds.files()["graph.ttl"]
    assert run_kg("remove", extra, "--store", other / "store").returncode == 0
    for form, name in (("html", "graph.html"), ("turtle", "graph.ttl"), ("jsonl", "statements.jsonl")):
        done = run_kg("export", form, "--store", other / "store", "-o", other / name, hash_seed="99")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert read(other) == seeds.files()


def test_the_quotes_are_the_words_of_the_files(seeds):
    statements = [json.loads(line) for line in (seeds.out / "statements.jsonl").read_text("utf-8").splitlines()]
    assert statements
    assert [each["id"] for each in statements] == sorted({each["id"] for each in statements})
    for evidence in (each for statement in statements for each in statement["evidence"]):
        text = (ROOT / evidence["path"]).read_bytes().decode("utf-8-sig")
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_no_path_of_this_machine_is_in_the_outputs(seeds):
    for name, content in seeds.files().items():
        assert str(ROOT).encode() not in content, name
        assert str(seeds.out).encode() not in content, name


def test_the_store_holds_the_seeds(seeds):
    with open_store(seeds.store, read_only=True) as store:
        assert [document.key for document in store.documents()] == FILES
        assert store.root == str(ROOT)
