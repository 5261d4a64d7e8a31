"""The command line: what it prints where, its exit codes, and that nothing stored is lost when something goes wrong."""

import csv
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import __version__
from kg.cli import COMMANDS, main
from kg.cli.answers import WRITERS
from kg.cli.outputs import title_of
from kg.cli.tables import one_line, table
from kg.extract import extract_all
from kg.model import GraphView
from kg.rdf import BASE_IRI
from kg.store import Answer, open_store
from tests.conftest import KG, OUTPUTS, ROOT, run_kg
from tests.strategies import HOSTILE

JAPAN = "The US president Joe Biden said that the United States will defend Japan against any attack.\n"
FRANCE = "France condemned the attack. The French president Emmanuel Macron met the German chancellor in Berlin.\n"
BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
HEAVY = {
    "babel",
    "igraph",
    "lxml",
    "networkx",
    "numpy",
    "pyoxigraph",
    "pyvis",
    "rdflib",
    "spacy",
    "tqdm",
    "trafilatura",
}


def kg(*words, stdin=None):
    """`kg` inside this process, which has loaded the models already."""
    done = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def fails(code, *words, stdin=None) -> str:
    """The one line on stderr of a command that fails."""
    done = kg(*words, stdin=stdin)
    assert (done.exit_code, done.stdout) == (code, ""), done.output
    (line,) = done.stderr.splitlines()
    assert done.stderr.endswith("\n")
    return line


def documents(store) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return [document.key for document in opened.documents()]


def content(store) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return sorted(str(quad) for quad in opened._quads)


def write(path: Path, text) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working folder of its own with `news/japan.txt`."""
    write(tmp_path / "news" / "japan.txt", JAPAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def built(here):
    """The same, built into `out`."""
    assert kg("build", "news").exit_code == 0
    return here


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([name, "-h"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(words):
    code = f"import sys; from kg.cli import main; main({words}, standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *shown, modules = done.stdout.splitlines()
    assert shown
    assert HEAVY & set(modules.split()) == set()


def cpu(*command) -> float:
    """Seconds of processor time that a command takes, the best of five."""
    taken = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def test_help_answers_at_once():
    assert cpu(KG, "build", "--help") - cpu(sys.executable, "-c", "pass") < 0.2


def test_every_command_has_help_with_an_example():
    for name in COMMANDS:
        shown = kg(name, "--help").stdout
        assert re.search(rf"^  (\w+ .*\| )?kg {name} ", shown, re.MULTILINE), name
    listed = kg("--help").stdout
    assert all(f"\n  {name} " in listed for name in COMMANDS)
    assert "..." not in listed.split("Commands:")[1]


def test_without_a_command_the_help_is_shown_as_an_error():
    done = kg()
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: kg")


def test_version():
    assert kg("--version").stdout == f"kg, version {__version__}\n"


# --- build ------------------------------------------------------------------------------------------------------------


def test_the_seeds_are_built(seeds):
    assert sorted(path.name for path in seeds.out.iterdir()) == sorted([*OUTPUTS, "manifest.jsonl", "store"])
    rows = dict(re.split(r"  +", line, maxsplit=1) for line in seeds.stderr.splitlines()[2:-1])
    assert rows["documents"] == "3"
    assert rows["languages"] == "en 2, it 1"
    assert rows["skipped files: README"] == "1"
    assert all(int(rows[name]) > 0 for name in ("sentences", "mentions", "statements"))
    assert any(name.startswith("not used: ") for name in rows)
    assert seeds.stderr.splitlines()[-1].endswith("are ready")
    assert "\r" not in seeds.stderr


def test_results_are_on_stderr_alone(here):
    done = kg("build", "news", "--out", "out")
    assert (done.exit_code, done.stdout) == (0, "")
    assert re.search(r"^documents +1$", done.stderr, re.MULTILINE)
    assert documents("out/store") == ["news/japan.txt"]


def test_the_page_has_a_title(built):
    shown = (built / "out" / "graph.html").read_text("utf-8")
    assert re.search(r"<title>[^<]*Japan[^<]*</title>", shown)
    assert kg("build", "news", "--title", "Allies & <others>").exit_code == 0
    assert "<title>Allies &amp; &lt;others&gt;</title>" in (built / "out" / "graph.html").read_text("utf-8")
    assert title_of(GraphView((), ())) == "No relations"


def test_a_document_built_again_is_replaced_and_others_stay(built):
    before = content("out/store")
    write(built / "more" / "france.txt", FRANCE)
    assert kg("build", "more").exit_code == 0
    assert documents("out/store") == ["more/france.txt", "news/japan.txt"]
    assert kg("build", "news").exit_code == 0
    assert kg("remove", "more/france.txt").exit_code == 0
    assert content("out/store") == before


def rows(done) -> dict[str, str]:
    found = (re.match(r"(documents|statements|removed) +(.*)", line) for line in done.stderr.splitlines())
    return {row[1]: row[2] for row in found if row}


def test_unchanged_documents_are_left_as_they_are(built):
    before = content("out/store")
    write(built / "news" / "france.txt", FRANCE)
    assert rows(kg("build", "news"))["documents"] == "1, 1 unchanged"
    assert rows(kg("build", "news", "--again"))["documents"] == "2"
    write(built / "news" / "france.txt", f"{FRANCE} ")
    assert rows(kg("build", "news"))["documents"] == "1, 1 unchanged"
    assert rows(kg("build", "news", "--no-text"))["documents"] == "2"
    assert rows(kg("build", "news"))["documents"] == "2"
    assert kg("remove", "news/france.txt").exit_code == 0
    assert content("out/store") == before


def test_another_way_of_reading_builds_all_again(built, monkeypatch):
    monkeypatch.setattr("kg.provenance._installed", lambda: (("code", "changed"),))
    assert rows(kg("build", "news"))["documents"] == "1"
    assert rows(kg("build", "news"))["documents"] == "0, 1 unchanged"


def test_prune_removes_what_is_gone(built):
    lines = [json.dumps({"id": name, "text": FRANCE, "lang": "en"}) for name in "ab"]
    write(built / "news" / "wire.jsonl", "\n".join(lines))
    write(built / "more" / "france.txt", FRANCE)
    assert kg("build", "news", "more").exit_code == 0
    (built / "news" / "japan.txt").unlink()
    write(built / "news" / "wire.jsonl", lines[0])
    assert kg("build", "news").exit_code == 0
    assert len(documents("out/store")) == 4  # nothing goes unasked
    done = kg("build", "news", "--prune")
    assert rows(done)["documents"] == "0, 1 unchanged, 2 removed"
    assert "removed news/japan.txt\nremoved news/wire.jsonl#b\n" in done.stderr
    assert documents("out/store") == ["more/france.txt", "news/wire.jsonl#a"]
    write(built / "news" / "wire.jsonl", BINARY)  # what cannot be read is not gone
    assert kg("build", "news", "--prune").exit_code == 3
    assert documents("out/store") == ["more/france.txt", "news/wire.jsonl#a"]
    (built / "more" / "france.txt").unlink()
    assert kg("build", ".", "--prune").exit_code == 3
    assert documents("out/store") == ["news/wire.jsonl#a"]


def test_a_crash_in_one_document_does_not_stop_the_others(here, monkeypatch):
    def crash(documents, options):
        if any(document.key == "news/france.txt" for document in documents):
            raise ZeroDivisionError("by zero")
        return extract_all(documents, options)

    monkeypatch.setattr("kg.pipeline.extract_all", crash)
    write(here / "news" / "france.txt", FRANCE)
    done = kg("build", "news")
    assert done.exit_code == 1
    assert "failed: news/france.txt: cannot be read (ZeroDivisionError: by zero); " in done.stderr
    assert documents("out/store") == ["news/japan.txt"]
    monkeypatch.undo()
    os.chdir(here)
    assert rows(kg("build", "news"))["documents"] == "1, 1 unchanged"


def test_rename_is_as_if_built_under_that_name(built):
    write(built / "news" / "france.txt", f"{FRANCE} Its leader rejected the joint statement of Japan and France.")
    assert kg("build", "news").exit_code == 0
    done = kg("rename", "news/france.txt", "other/paris.txt")
    assert (done.exit_code, done.stderr) == (0, "renamed news/france.txt to other/paris.txt\n")
    renamed = content("out/store")
    write(built / "other" / "paris.txt", (built / "news" / "france.txt").read_bytes())
    (built / "news" / "france.txt").unlink()
    assert rows(kg("build", "news", "other"))["documents"] == "0, 2 unchanged"
    assert kg("build", "news", "other", "--out", "new").exit_code == 0
    assert content("new/store") == renamed
    assert "is in out/store already" in fails(2, "rename", "other/paris.txt", "news/japan.txt")
    for key in ("", ".", "../x.txt", "/x.txt", "a//x.txt", "a/./x.txt", "a/", "a#1", "a\0"):
        assert "cannot be one; a path below the root" in fails(2, "rename", "other/paris.txt", key)
    assert "no document of this store" in fails(2, "rename", "nowhere", "somewhere")
    assert content("out/store") == renamed


def test_the_first_root_is_used_later(built, monkeypatch):
    monkeypatch.chdir(built / "news")
    assert kg("build", "japan.txt", "--out", built / "out").exit_code == 0
    assert documents(built / "out/store") == ["news/japan.txt"]
    assert kg("build", "japan.txt", "--out", built / "out", "--root", "..").exit_code == 0
    line = fails(2, "build", "japan.txt", "--out", built / "out", "--root", ".")
    assert line.startswith("kg: --root .: ")
    assert str(built) in line
    assert documents(built / "out/store") == ["news/japan.txt"]


def test_root_is_what_keys_are_relative_to(here):
    assert kg("build", "news", "--root", "news").exit_code == 0
    assert documents("out/store") == ["japan.txt"]
    assert "the root is no folder" in fails(2, "build", "news", "--root", "nowhere", "--out", "other")


def test_a_root_that_moved_can_be_given_anew(here):
    write(here / "a" / "japan.txt", JAPAN)
    assert kg("build", "a", "--root", "a").exit_code == 0
    (here / "a").rename(here / "b")
    assert "its new place as --root is allowed" in fails(2, "build", "b")
    assert kg("build", "b", "--root", "b").exit_code == 0
    assert documents("out/store") == ["japan.txt"]


def test_standard_input(here):
    assert kg("build", "-", "--key", "wire/1.txt", stdin=JAPAN).exit_code == 0
    lines = [{"id": "a", "text": JAPAN, "lang": "en"}, {"id": "b", "text": FRANCE, "lang": "en"}]
    assert kg("build", "-", "news", "--jsonl", stdin="".join(f"{json.dumps(line)}\n" for line in lines)).exit_code == 0
    assert documents("out/store") == ["news/japan.txt", "stdin.jsonl#a", "stdin.jsonl#b", "wire/1.txt"]
    assert "--key NAME, or --jsonl" in fails(2, "build", "-", stdin=JAPAN)
    assert "give them together with -" in fails(2, "build", "news", "--jsonl")
    assert "cannot be one" in fails(2, "build", "-", "--key", "a#b", stdin=JAPAN)


@pytest.mark.parametrize(("option", "there"), [("--text", "true\n"), ("--no-text", "false\n")])
def test_texts_are_kept_or_not(here, option, there):
    assert kg("build", "news", option).exit_code == 0
    assert kg("query", "ASK { ?document kg:text ?text }").stdout == there
    assert documents("out/store") == ["news/japan.txt"]


def test_another_base_iri(here):
    assert kg("build", "news", "--base-iri", "https://example.org/kg/").exit_code == 0
    turtle = (here / "out" / "graph.ttl").read_text("utf-8")
    assert "https://example.org/kg/" in turtle
    assert "https://w3id.org/geokg/id/" not in turtle
    assert "state:JPN" in kg("query", "SELECT ?s { ?s a kg:State }").stdout
    assert "Japan" in kg("show", "https://example.org/kg/id/state/JPN").stdout
    before = content("out/store")
    assert "only its own is allowed" in fails(3, "build", "news", "--base-iri", "https://other.org/")
    assert "an absolute IRI" in fails(2, "build", "news", "--base-iri", "nonsense", "--out", "other")
    assert content("out/store") == before


# --- build: what goes wrong -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["nowhere.txt"],
            "kg: nowhere.txt: there is no such path; a file, a folder, or - for standard input is allowed",
        ),
        (["news", "nowhere"], "kg: nowhere: there is no such path;"),
        (["picture.png"], "kg: picture.png: is not a file that we read; .csv, .htm, .html, .jsonl"),
        (["news", "--root", "elsewhere"], "kg: elsewhere: the root is no folder"),
        (["out"], "kg: out: is also the --out folder"),
        ([""], "kg: '': there is no such path"),
        ([], "kg build: missing argument 'PATH...'"),
        (["news", "--speed", "9"], "kg build: no such option"),
    ],
)
def test_wrong_words_change_nothing(here, words, said):
    write(here / "picture.png", BINARY)
    (here / "out").mkdir()
    assert fails(2, "build", *words).startswith(said)
    assert list((here / "out").iterdir()) == []


def test_two_files_with_one_key_are_named(here):
    for folder in ("a", "b"):
        write(here / folder / "x.txt", JAPAN)
    (here / "root").mkdir()
    line = fails(2, "build", "a/x.txt", "b/x.txt", "--root", "root")
    assert "a/x.txt" in line
    assert "b/x.txt" in line


def test_a_binary_file_among_good_ones(here):
    write(here / "news" / "image.txt", BINARY)
    done = kg("build", "news")
    assert done.exit_code == 1
    assert "failed: news/image.txt: looks binary (PNG)" in done.stderr
    assert re.search(r"^documents +1, 1 failed$", done.stderr, re.MULTILINE)
    assert documents("out/store") == ["news/japan.txt"]
    assert (here / "out" / "graph.html").stat().st_size > 0


def test_only_a_binary_file(built):
    before = content("out/store")
    done = kg("build", write(built / "image.txt", BINARY))
    assert done.exit_code == 3
    assert "failed: image.txt: looks binary" in done.stderr
    assert content("out/store") == before


def test_an_empty_file_is_a_document_with_a_warning(here):
    done = kg("build", write(here / "empty.txt", b""))
    assert done.exit_code == 0
    assert "note: empty.txt: empty; a document without statements" in done.stderr
    assert documents("out/store") == ["empty.txt"]


def test_a_folder_without_documents(here):
    (here / "none").mkdir()
    done = kg("build", "none")
    assert done.exit_code == 0
    assert re.search(r"^documents +0$", done.stderr, re.MULTILINE)


def test_what_is_not_utf8_is_guessed_and_told(here):
    latin = "Il ministro degli esteri è arrivato a Parigi, perché l’accordo è più vicino, così ha detto.\n"
    done = kg(
        "build", write(here / "latin.txt", FRANCE.encode("ascii") + "“Très bien”, said André.\n".encode("cp1252"))
    )
    assert done.exit_code == 0
    assert "note: latin.txt: is not UTF-8 and was read as cp1252, a guess" in done.stderr
    done = kg("build", write(here / "broken.txt", b"\xff\xfe" + latin.encode("utf-16-le")[:-1]))
    assert done.exit_code == 3
    assert "failed: broken.txt: begins as UTF-16-LE and is not" in done.stderr


def test_a_line_of_50_megabytes(here):
    good = json.dumps({"id": "good", "text": JAPAN, "lang": "en"}).encode()
    write(here / "wire.jsonl", b'{"id": "long", "text": "' + b"a " * 25_000_000 + b'"}\n' + good + b"\n")
    done = kg("build", "wire.jsonl")
    assert done.exit_code == 1
    assert "failed: wire.jsonl:1: is too long; up to 5,000,000 characters" in done.stderr
    assert documents("out/store") == ["wire.jsonl#good"]
    (here / "wire.jsonl").rename(here / "line.txt")
    assert kg("build", "line.txt").exit_code == 3
    assert documents("out/store") == ["wire.jsonl#good"]


def test_a_language_that_cannot_be_read_is_told(here):
    line = json.dumps({"id": "1", "text": "Suomi liittyi Natoon.", "lang": "fi"})
    done = kg("build", write(here / "finnish.jsonl", line))
    assert done.exit_code == 0
    assert "note: finnish.jsonl#1: of language 'fi' only the names of states are known" in done.stderr


@pytest.mark.parametrize("out", ["news/japan.txt", "news/japan.txt/out", "/proc/out", "/dev/null/out"])
def test_a_folder_that_cannot_be_made(here, out):
    assert "a folder that may be written is allowed" in fails(3, "build", "news", "--out", out)


def test_a_folder_in_place_of_an_output_is_told_first(built):
    (built / "out" / "graph.ttl").unlink()
    (built / "out" / "graph.ttl").mkdir()
    write(built / "news" / "france.txt", FRANCE)
    assert fails(2, "build", "news").startswith("kg: out/graph.ttl: a folder; ")
    assert documents("out/store") == ["news/japan.txt"]


def test_a_full_disk_loses_no_document(built):
    """A limit on the size of files stands for the full disk: the page, half a megabyte, does not fit."""
    page = (built / "out" / "graph.html").read_bytes()
    write(built / "wire.jsonl", json.dumps({"id": "1", "text": FRANCE, "lang": "en"}))
    limit = len(page) // 2
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
    code += "from kg.cli import main; main(['build', 'wire.jsonl'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("kg: out/graph.html: cannot be written (File too large)")
    assert documents("out/store") == ["news/japan.txt", "wire.jsonl#1"]
    assert (built / "out" / "graph.html").read_bytes() == page
    assert sorted(path.name for path in (built / "out").iterdir()) == sorted([*OUTPUTS, "manifest.jsonl", "store"])


HOLDER = "import sys; from kg.store import open_store; s = open_store(sys.argv[1]); print('open', flush=True); input()"


@pytest.fixture
def holder(built):
    """Another process that has the store open for writing."""
    command = [sys.executable, "-c", HOLDER, "out/store"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.stdin.close()


def test_a_store_in_use_by_another_process(holder, built):
    write(built / "news" / "france.txt", FRANCE)
    for words in (["build", "news"], ["remove", "news/japan.txt"]):
        assert fails(3, *words).startswith("kg: out/store: in use by another process; ")
    assert kg("documents").stdout.splitlines()[-1].startswith("news/japan.txt")  # reading is possible meanwhile
    holder.communicate("\n")
    assert kg("build", "news").exit_code == 0
    assert documents("out/store") == ["news/france.txt", "news/japan.txt"]


def test_ctrl_c_keeps_what_was_built(here):
    command = [KG, "build", "-", "--jsonl"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        for record in ({"id": "full", "text": JAPAN, "lang": "en"}, {"id": "empty", "text": ""}):
            process.stdin.write(json.dumps(record).encode() + b"\n")
            process.stdin.flush()
        assert b"stdin.jsonl#empty: empty" in process.stderr.readline()  # it waits for more on standard input now
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout) == (130, b"")
    assert re.fullmatch(r"kg: interrupted; 2 documents kept in out/store; out/graph.html.*\n", stderr.decode())
    assert documents("out/store") == ["stdin.jsonl#empty", "stdin.jsonl#full"]
    assert kg("build", "news").exit_code == 0


# --- the other commands -----------------------------------------------------------------------------------------------


def test_documents(built):
    header, _, row = kg("documents").stdout.splitlines()
    assert header.split() == ["document", "language", "statements", "published", "publisher", "title"]
    assert row.split()[:2] == ["news/japan.txt", "en"]


def test_show_has_words_file_and_offsets(seeds):
    shown = kg("show", "Japan", "--store", seeds.store).stdout
    assert shown.startswith("Japan  state/JPN\n")
    found = re.findall(r"^    (.+):(\d+)-(\d+)  «(.*)»$", shown, re.MULTILINE)
    assert found
    for file, start, end, quote in found:
        text = (ROOT / file).read_bytes().decode("utf-8-sig")
        assert " ".join(text[int(start) : int(end)].split()) == quote
    for other in ("state/JPN", "state:JPN", f"{BASE_IRI}id/state/JPN", f"<{BASE_IRI}id/state/JPN>", " jaPAN "):
        assert kg("show", other, "--store", seeds.store).stdout == shown


def test_show_helps_who_is_nearly_right(built):
    assert fails(2, "show", "Japn").endswith("; perhaps Japan (state/JPN)")
    assert fails(2, "show", "").startswith("kg: '': no entity of this store; ")


DEFENDED = "SELECT ?kind { state:JPN a ?kind FILTER(?kind = kg:State) }"


def test_query_as_a_table_csv_and_json(built):
    assert kg("query", DEFENDED).stdout == "kind\n--------\nkg:State\n"
    read = list(csv.reader(io.StringIO(kg("query", DEFENDED, "--format", "csv").stdout)))
    assert read == [["kind"], ["https://w3id.org/geokg/ontology#State"]]
    answer = json.loads(kg("query", DEFENDED, "--format", "json").stdout)
    assert answer["head"] == {"vars": ["kind"]}
    kind = {"type": "uri", "value": "https://w3id.org/geokg/ontology#State"}
    assert answer["results"]["bindings"] == [{"kind": kind}]


def test_query_from_a_file(built):
    write(built / "question.rq", b"\xef\xbb\xbf# who\n" + DEFENDED.encode())
    assert kg("query", "-f", "question.rq").stdout == kg("query", "--file", "-", stdin=DEFENDED).stdout
    assert kg("query", "-f", "question.rq").stdout.endswith("kg:State\n")


def test_ask_construct_and_describe(built):
    assert kg("query", "ASK {}").stdout == "true\n"
    assert kg("query", "ASK {}", "--format", "csv").stdout == "answer\ntrue\n"
    assert json.loads(kg("query", "ASK {}", "--format", "json").stdout) == {"head": {}, "boolean": True}
    construct = "CONSTRUCT { ?s a kg:State } { ?s a kg:State FILTER(?s = state:JPN) }"
    assert kg("query", construct).stdout.splitlines()[2].split() == ["state:JPN", "rdf:type", "kg:State"]
    assert json.loads(kg("query", construct, "--format", "json").stdout)[0][0] == f"<{BASE_IRI}id/state/JPN>"
    assert kg("query", construct, "--format", "csv").stdout.startswith("subject,predicate,object\n")
    assert "skos:altLabel" in kg("query", "DESCRIBE state:JPN").stdout or kg("query", "DESCRIBE state:JPN").stdout


TERMS = ("<http://a/b>", '"x,\\"y\\"\\nz"', '"è"@it', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "_:b0", None)


def test_every_kind_of_term_is_written():
    answer = Answer("select", tuple("abcdef"), (TERMS, ("<<( <a> <b> <c> )>>", None, None, None, None, None)))
    shown = "".join(WRITERS["table"](answer, BASE_IRI)).splitlines()
    assert re.split("  +", shown[2]) == ["http://a/b", 'x,"y"\\nz', "è", "1", "_:b0"]
    rows = list(csv.reader(io.StringIO("".join(WRITERS["csv"](answer, BASE_IRI)))))
    assert rows[1] == ["http://a/b", 'x,"y"\nz', "è", "1", "_:b0", ""]
    first, _ = json.loads("".join(WRITERS["json"](answer, BASE_IRI)))["results"]["bindings"]
    assert first == {
        "a": {"type": "uri", "value": "http://a/b"},
        "b": {"type": "literal", "value": 'x,"y"\nz'},
        "c": {"type": "literal", "value": "è", "xml:lang": "it"},
        "d": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "e": {"type": "bnode", "value": "b0"},
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["SELECT {"], "kg: SPARQL: line 1, column 9: "),
        (["SELECT ?x {\n ?x nonsense:y ?z }"], "kg: SPARQL: line 2, column "),
        (["DROP ALL"], "kg: SPARQL: an update; SELECT, ASK, CONSTRUCT or DESCRIBE is allowed"),
        (["ASK { SERVICE <http://a/> { ?s ?p ?o } }"], "kg: SPARQL: "),
        ([""], "kg: SPARQL: "),
        (
            ["ASK {}", "--format", "xml"],
            "kg query: invalid value for '--format': 'xml' is not one of 'table', 'csv', 'json'",
        ),
        (["ASK {}", "-f", "question.rq"], "kg: two queries; "),
        ([], "kg: no query; one argument, or --file FILE, is allowed"),
        (["-f", "nowhere.rq"], "kg query: invalid value for '-f' / '--file': 'nowhere.rq': "),
        (["-f", "question.rq"], "kg: question.rq: is not UTF-8 at byte 4; SPARQL in UTF-8 is allowed"),
    ],
)
def test_broken_queries(built, words, said):
    write(built / "question.rq", b"ASK \xff{}")
    assert fails(2, "query", *words).startswith(said)


def test_remove_by_key_or_path(built, monkeypatch):
    lines = "".join(json.dumps({"id": name, "text": JAPAN, "lang": "en"}) + "\n" for name in "ab")
    write(built / "wire.jsonl", lines)
    write(built / "news" / "france.txt", FRANCE)
    assert kg("build", "news", "wire.jsonl").exit_code == 0
    assert kg("remove", "wire.jsonl#a").stderr == "removed wire.jsonl#a\n"
    assert kg("remove", "wire.jsonl").stderr == "removed wire.jsonl#b\n"
    monkeypatch.chdir(built / "news")
    line = fails(2, "remove", "france.txt", "nowhere.txt", "--store", "../out/store")
    assert line == "kg: nowhere.txt: no document of this store; allowed: news/france.txt, news/japan.txt"
    done = kg("remove", "france.txt", built / "news" / "france.txt", "--store", "../out/store")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "removed news/france.txt\n")
    assert documents("../out/store") == ["news/japan.txt"]
    assert kg("remove", "news/japan.txt", "--store", "../out/store").exit_code == 0
    assert "none, the store is empty" in fails(2, "remove", "x", "--store", "../out/store")


@pytest.mark.parametrize(
    ("form", "name"), [("html", "graph.html"), ("turtle", "graph.ttl"), ("jsonl", "statements.jsonl")]
)
def test_export_writes_what_build_wrote(seeds, tmp_path, form, name):
    done = kg("export", form, "--store", seeds.store, "-o", tmp_path / "file")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "file").read_bytes() == seeds.files()[name]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_only_what_is_sure_enough_is_written(seeds, tmp_path):
    every = [json.loads(line) for line in seeds.files()["statements.jsonl"].splitlines()]
    middle = sorted(each["confidence"] for each in every)[len(every) // 2]
    done = kg("export", "jsonl", "--store", seeds.store, "-o", tmp_path / "sure", "--min-confidence", middle)
    assert done.exit_code == 0
    sure = [json.loads(line) for line in (tmp_path / "sure").read_bytes().splitlines()]
    told = ("id", "confidence", "evidence")  # names are those of the statements that are left
    expected = [[each[key] for key in told] for each in every if each["confidence"] >= middle]
    assert [[each[key] for key in told] for each in sure] == expected
    assert 0 < len(sure) < len(every)
    for wrong in ("2", "nan", "-0.1", "much"):
        assert kg("export", "jsonl", "--store", seeds.store, "-o", "x", "--min-confidence", wrong).exit_code == 2
    for name in ("ttl", "turtle"):
        done = kg("export", name, "--store", seeds.store, "-o", tmp_path / name, "--min-confidence", middle)
        assert done.exit_code == 0
    assert (tmp_path / "ttl").read_bytes() == (tmp_path / "turtle").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ["gephi", "-o", "x"],
            2,
            "kg: format 'gephi': unknown; allowed: csv, cypher, gexf, gexf-pairs, ",
        ),
        (["html"], 2, "kg export: missing option '-o' / '--output'"),
        (["turtle", "-o", "x", "--title", "T"], 2, "kg: title 'T': turtle has none"),
        (["turtle", "-o", "nowhere/x"], 2, "kg: nowhere/x: "),
        (["turtle", "-o", "news"], 2, "kg: news: "),
        (["jsonl", "-o", "news"], 2, "kg: news: "),
        (["html", "-o", "news"], 2, "kg: news: "),
        (["html", "-o", "nowhere/x"], 2, "kg: nowhere/x: "),
    ],
)
def test_wrong_exports(built, words, code, said):
    assert fails(code, "export", *words).startswith(said)
    assert sorted(path.name for path in built.iterdir()) == ["news", "out"]


READING = [["documents"], ["query", "ASK {}"], ["show", "Japan"], ["export", "jsonl", "-o", "x"], ["remove", "x"]]


@pytest.mark.parametrize("words", READING)
@pytest.mark.parametrize(
    ("store", "code"),
    [("nowhere", 2), ("news", 2), ("news/japan.txt", 3), ("http://127.0.0.1:9/sparql", 3), (":memory:", 2), ("", 2)],
)
def test_no_store(here, words, store, code):
    assert fails(code, *words, "--store", store).startswith(f"kg: {store}")
    assert sorted(path.name for path in here.iterdir()) == ["news"]


@pytest.mark.parametrize("words", [*READING, ["build", "news"]])
@pytest.mark.parametrize("damage", ["settings", "list", "gone"])
def test_a_damaged_store(built, words, damage):
    if damage == "settings":
        (built / "out" / "store" / "store.json").write_text("{", encoding="utf-8")
    elif damage == "list":
        (built / "out" / "store" / "quads" / "CURRENT").write_bytes(b"\0")
    else:
        (built / "out" / "store" / "quads" / "CURRENT").unlink()
    page = (built / "out" / "graph.html").read_bytes()
    line = fails(3, *words)
    assert line.startswith("kg: out/store")
    assert (built / "out" / "graph.html").read_bytes() == page


# --- hostile words ----------------------------------------------------------------------------------------------------

NAMES = [
    b"a\nb.txt",
    b"\x1b[31mred.txt",
    b"50%#1.txt",
    b"\xff\xfe.txt",
    b"-rf.txt",
    b" .txt",
    "e\u0301\u202e.txt".encode(),
]


def test_hostile_file_names(here):
    for number, name in enumerate(NAMES):
        Path("news", os.fsdecode(name)).write_text(f"{JAPAN} {number}", encoding="utf-8")
    done = kg("build", "news")
    assert done.exit_code == 0
    assert len(documents("out/store")) == len(NAMES) + 1
    listed = kg("documents").stdout
    assert "a\\nb.txt" in listed
    assert len(listed.splitlines()) == len(NAMES) + 3
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", listed + kg("show", "Japan").stdout)
    for name in NAMES:
        assert len(kg("remove", os.path.join("news", os.fsdecode(name))).stderr.splitlines()) == 1  # noqa: PTH118 - bytes
    assert documents("out/store") == ["news/japan.txt"]


def test_hostile_names_as_real_words(built):
    for name in NAMES:
        done = run_kg("show", os.fsdecode(b"x" + name), cwd=built, text=False)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1
        assert not re.search(rb"[\x00-\x09\x0b-\x1f]", done.stderr)


WORDS = st.one_of(
    st.text(st.characters(exclude_characters="\0/"), max_size=20),  # with "/" a name could lead out of the folder
    st.sampled_from([word.replace("\0", "").replace("/", "") for word in HOSTILE]),
    st.sampled_from(["\udcff", "--", "-", "-h", "--store", "--out=", "a" * 5000, "*", "%s%n", "{0}", "state/"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["show", "query", "remove", "documents", "export", "build", ""]), st.lists(WORDS, max_size=3))
def test_no_words_give_a_traceback(built, command, words):
    kept = content("out/store")
    done = kg(*([command] if command else []), *words)
    assert done.exit_code in {0, 1, 2, 3}
    if done.exit_code and "Usage:" not in done.stderr and command != "build":
        assert len(done.stderr.splitlines()) == 1
    assert content("out/store") == kept


def test_a_full_disk_behind_stdout_is_told(built):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([KG, "documents"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "kg: No space left on device\n")


def test_a_reader_that_goes_away_is_no_error_of_ours(built):
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([KG, "documents"], stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_encoding_that_lacks_characters(built):
    write(built / "news" / "漢字é.txt", JAPAN)
    assert kg("build", "news").exit_code == 0
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([KG, "documents"], env=environment, capture_output=True, check=True)
    assert b"news/\\u6f22\\u5b57\xe9.txt" in done.stdout


def test_tables_are_as_wide_as_what_is_shown():
    assert table(("a", "b"), [("日本", "1"), ("e\u0301", "2")]).splitlines() == [
        "a     b",
        "----  -",
        "日本  1",
        "e\u0301     2",
    ]
    assert one_line("a\n\x1b\u202e\u2028\ud800b") == "a\\n\\x1b\\u202e\\u2028\\ud800b"
