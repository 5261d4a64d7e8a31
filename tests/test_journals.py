"""What a build leaves besides the graph: dry run, manifest, log, bar of progress; and the bounded page."""

import fcntl
import hashlib
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import time
from dataclasses import replace

import pytest

from kg.export.page import bounded
from kg.rdf import merge
from kg.store import open_store
from tests.conftest import KG, run_kg

MANIFEST = "out/manifest.jsonl"


@pytest.fixture
def news(tmp_path):
    """Three documents, a file that is passed over, and records of which one is none."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "b.txt").write_text("Japan met France in Tokyo.")
    (tmp_path / "news" / "z.pdf").write_text("%PDF-")
    lines = ['{"id": "2", "text": "Italy praised Spain."}', "no JSON", '{"id": "1", "text": ""}']
    (tmp_path / "news" / "a.jsonl").write_text("\n".join(lines))
    return tmp_path


def lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_manifest_tells_every_input_by_key(news):
    assert run_kg("build", "news", cwd=news).returncode == 1
    told = lines_of(news / MANIFEST)
    assert [(each["key"], each["status"], each["statements"]) for each in told] == [
        ("news/a.jsonl#1", "read", 0),
        ("news/a.jsonl#2", "read", 1),
        ("news/a.jsonl:2", "failed", None),
        ("news/b.txt", "read", 1),
        ("news/z.pdf", "skipped", None),
    ]
    assert told[3]["sha256"] == hashlib.sha256((news / "news" / "b.txt").read_bytes()).hexdigest()
    assert told[4] == {"key": "news/z.pdf", "sha256": None, "status": "skipped", "statements": None, "reason": ".pdf"}
    assert told[2]["reason"].startswith("is not JSON")


def test_the_manifest_is_the_same_in_pieces_and_by_workers(news):
    run_kg("build", "news", cwd=news)
    whole = (news / MANIFEST).read_bytes()
    run_kg("build", "news", cwd=news)  # all unchanged
    assert (news / MANIFEST).read_bytes() == whole
    run_kg("build", "news/b.txt", "--out", "parts", cwd=news)
    run_kg("build", "news", "--out", "parts", "--workers", "2", cwd=news)
    assert (news / "parts" / "manifest.jsonl").read_bytes() == whole


def test_a_dry_run_says_what_a_build_would_do_and_touches_nothing(news):
    first = run_kg("build", "news", "--dry-run", cwd=news)
    assert first.returncode == 1
    assert not (news / "out").exists()
    assert first.stdout.splitlines()[0] == "new  news/a.jsonl#2"
    assert first.stdout.splitlines()[1].startswith("failed  news/a.jsonl:2: is not JSON")
    run_kg("build", "news", cwd=news)
    (news / "news" / "b.txt").write_text("Japan met Spain.")
    (news / "news" / "c.txt").write_text("Japan met Italy.")
    (news / "news" / "a.jsonl").write_text('{"id": "2", "text": "Italy praised Spain."}')
    before = contents(news)
    dry = run_kg("build", "news", "--dry-run", "--prune", cwd=news)
    assert dry.stdout.splitlines() == [
        "unchanged  news/a.jsonl#2",
        "replaced  news/b.txt",
        "new  news/c.txt",
        "skipped  news/z.pdf: .pdf",
        "removed  news/a.jsonl#1",
    ]
    assert re.search(r"^replaced +1$", dry.stderr, re.MULTILINE)
    assert contents(news) == before
    built = run_kg("build", "news", "--prune", cwd=news)
    assert re.search("^documents +2, 1 unchanged, 1 removed$", built.stderr, re.MULTILINE)


def test_the_log_has_every_event_with_its_time_and_grows(news):
    run_kg("build", "news", "--log-json", "log", cwd=news)
    told = lines_of(news / "log")
    events = ["failed", "finished", "noted", "read", "read", "read", "skipped", "started", "stored"]
    assert sorted(each["event"] for each in told) == events
    assert [told[0]["event"], told[-1]["event"]] == ["started", "finished"]
    assert [each["key"] for each in told if each["event"] == "read"] == [
        "news/a.jsonl#2",
        "news/a.jsonl#1",
        "news/b.txt",
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", each["time"]) for each in told)
    assert told[0]["inputs"] == ["news"]
    assert (told[-1]["documents"], told[-1]["failed"], told[-1]["exit_code"]) == (3, 1, 1)
    assert sum(each["documents"] for each in told if each["event"] == "stored") == 3
    run_kg("build", "news", "--log-json", "log", cwd=news)
    again = lines_of(news / "log")
    assert again[: len(told)] == told
    assert [each["event"] for each in again].count("unchanged") == 3


def test_a_log_that_cannot_be_written_is_told(news):
    done = run_kg("build", "news", "--log-json", "missing/log", cwd=news)
    assert (done.returncode, done.stderr) == (
        3,
        "kg: missing/log: cannot be written (No such file or directory); a file that may be is allowed\n",
    )


def test_an_interruption_is_in_the_log(news):
    command = [KG, "build", "-", "--jsonl", "--log-json", "log"]
    with subprocess.Popen(command, cwd=news, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(b'{"id": "empty", "text": ""}\n')
        process.stdin.flush()
        assert b"empty" in process.stderr.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert lines_of(news / "log")[-1]["event"] == "interrupted"


def test_the_bar_tells_rate_and_time_left(news):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    subprocess.run([KG, "build", "news"], cwd=news, stdout=subprocess.PIPE, stderr=theirs, check=False)
    shown = os.read(ours, 1 << 16).decode()
    os.close(theirs)
    os.close(ours)
    assert re.search(r"\r0 documents +0%\|", shown)
    assert re.search(r"\r\d documents, \d+\.\d a second +\d+%\|.*\| [\d:?]+ left", shown)
    assert "\r" not in run_kg("build", "news", cwd=news).stderr  # no terminal, no bar


def test_a_page_is_bounded_and_says_so(seeds, tmp_path, monkeypatch):
    with open_store(seeds.store, read_only=True) as store:
        view = merge(store.testimonies())
    assert bounded.bounded(view) == view
    monkeypatch.setattr(bounded, "MOST_STATEMENTS", 10)
    few = bounded.bounded(view)
    assert len(few.statements) == 10
    assert set(few.statements) <= set(view.statements)

    def rank(statement):
        documents = {evidence.document for evidence in statement.evidence}
        return -len(documents), -statement.confidence, statement.id

    assert {each.id for each in few.statements} == {each.id for each in sorted(view.statements, key=rank)[:10]}
    said = {evidence.document for statement in few.statements for evidence in statement.evidence}
    assert {document.key for document in few.documents} == said


def test_of_too_many_sentences_a_page_has_some_of_each_statement(seeds, monkeypatch):
    with open_store(seeds.store, read_only=True) as store:
        view = merge(store.testimonies())
    first = view.statements[0].evidence[0]
    many = tuple(replace(first, document=f"{number}.txt") for number in range(50))
    view = replace(view, statements=(replace(view.statements[0], evidence=many), *view.statements[1:]))
    monkeypatch.setattr(bounded, "MOST_EVIDENCE", 100)
    kept = bounded.bounded(view).statements
    assert len(kept) == len(view.statements)
    assert kept[0].evidence == many[: bounded.FEW]
