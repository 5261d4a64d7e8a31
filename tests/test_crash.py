"""Real processes that are killed while they write, a full disk, a folder that may not be written."""

import os
import random
import re
import select
import shutil
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest

from benchmarks.library import PREDICATES, testimony
from kg import rdf
from kg.errors import KgError, StoreError
from kg.store import open_store
from tests.conftest import KG, OUTPUTS, ROOT, run_kg
from tests.test_store import content, memory, said

WRITER = """
import sys
from benchmarks.library import PREDICATES, library, testimony
from kg.store import open_store, embedded

folder, how, start = sys.argv[1], sys.argv[2], int(sys.argv[3])
embedded.BATCH, embedded._FEW = 400, 300  # quads, so that batches are loaded many times a second
with open_store(folder, signs=PREDICATES) as store:
    print("open", flush=True)
    if how == "batches":
        for keys in store.replace_all(library(4000, statements=4, first=start)):
            print("kept", *keys, flush=True)
    else:
        for turn in range(start, start + 4000):
            made = testimony(turn % 25, statements=12, revision=turn)
            store.replace(made)
            print("kept", made.document.key, turn, flush=True)
"""


def killed(folder, how, start, after) -> list[str]:
    """What a writer has acknowledged until it was killed with SIGKILL, `after` seconds from its first word."""
    command = [sys.executable, "-c", WRITER, str(folder), how, str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert select.select([process.stdout], [], [], 60)[0]
        assert process.stdout.readline() == b"open\n"
        time.sleep(after)
        process.kill()
        lines = process.stdout.read().decode().splitlines()
    return [line.removeprefix("kept ") for line in lines if line.startswith("kept ")]


def whole(folder) -> dict[str, rdf.Quad]:
    """Key to the quads of its graph; the union is that of all graphs, and every graph can be read."""
    with open_store(folder, read_only=True) as store:
        found = {}
        for each in store.testimonies():
            found[each.document.key] = set(rdf.document_quads(each, signs=PREDICATES))
        quads = list(store._quads)
        union = {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()}
        assert union == {quad.triple for quad in quads if quad.graph_name != ox.DefaultGraph()}
        named = {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}
        assert set().union(*found.values()) <= named
    return found


def kill_often(folder, how, times):
    chance = random.Random(f"{how} {times}")  # noqa: S311 - moments, not secrets
    start = 0
    for _ in range(times):
        acknowledged = killed(folder, how, start, chance.uniform(0.0, 0.5))
        found = whole(folder)
        check(how, start, acknowledged, found)
        start += len(acknowledged) + 1


def check(how, start, acknowledged, found):
    """No acknowledged document is missing or older than acknowledged, none is partial."""
    if how == "batches":
        assert {key for line in acknowledged for key in line.split()} <= set(found)
        for key, quads in found.items():
            made = testimony(int(key[-11:-4]), statements=4)
            assert quads == set(rdf.document_quads(made, signs=PREDICATES))
        return
    last = {}
    for line in acknowledged:
        key, turn = line.split()
        last[key] = int(turn)
    for key, turn in last.items():
        number = int(key[-11:-4])
        newer = [turn, *(later for later in range(turn + 1, start + len(acknowledged) + 1) if later % 25 == number)]
        allowed = [
            set(rdf.document_quads(testimony(number, statements=12, revision=r), signs=PREDICATES)) for r in newer
        ]
        assert found[key] in allowed


@pytest.mark.parametrize("how", ["batches", "one by one"])
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path, how):
    kill_often(tmp_path / "store", how, 20)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["batches", "one by one"])
def test_a_writer_killed_a_hundred_times(tmp_path, how):
    kill_often(tmp_path / "store", how, 100)


def test_readers_see_whole_documents_beside_a_writer(tmp_path):
    folder = tmp_path / "store"
    open_store(folder, signs=PREDICATES).close()
    command = [sys.executable, "-c", WRITER, str(folder), "one by one", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"open\n"
        seen = 0
        until = time.monotonic() + 3
        while time.monotonic() < until:
            seen = max(seen, len(whole(folder)))
        process.kill()
    assert seen > 1


KILLED = 240  # documents: more than are read in a second, after which the first are kept


def test_a_killed_build_goes_on_where_it_was(tmp_path):
    (tmp_path / "news").mkdir()
    for number in range(KILLED):
        text = f"Japan met France on {number % 28 + 1} May. The United States will defend Japan. " * 12
        (tmp_path / "news" / f"{number:03}.txt").write_text(text)
    command = [KG, "build", "news", "--out", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and kept_in(tmp_path / "out" / "store") < 2:
            time.sleep(0.02)
        process.kill()
    before = kept_in(tmp_path / "out" / "store")
    assert 2 <= before < KILLED
    done = run_kg("build", "news", "--out", "out", cwd=tmp_path)
    assert re.search(rf"^documents +{KILLED - before}, {before} unchanged$", done.stderr, re.MULTILINE)
    assert run_kg("build", "news", "--out", "other", cwd=tmp_path).returncode == 0
    for name in OUTPUTS:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def kept_in(folder) -> int:
    try:
        with open_store(folder, read_only=True) as store:
            return len(store.documents())
    except KgError:  # not there yet
        return 0


FULL = """
import resource, signal, sys
from kg.store import open_store
from tests.strategies import SIGNS
from tests.conftest import KG, OUTPUTS, ROOT, run_kg
from tests.test_store import said
store = open_store(sys.argv[1], signs=SIGNS)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for number in range(1000):
    try:
        store.replace(said(f"{number}.txt", text="Japan met the US. " * 300))
    except Exception as error:
        print(type(error).__name__, error, flush=True)
        break
    print("kept", number, flush=True)
"""


def test_a_full_disk_is_told_and_leaves_what_was_kept(tmp_path):
    """A limit on the size of files stands for the full disk; the log of the store reaches it first."""
    folder = tmp_path / "store"
    done = subprocess.run([sys.executable, "-c", FULL, str(folder)], capture_output=True, text=True, check=True)
    *kept, last = done.stdout.splitlines()
    assert kept
    assert last.startswith(f"StoreError {folder}: ")
    with open_store(folder, read_only=True) as store:
        assert {document.key for document in store.documents()} == {f"{line.split()[1]}.txt" for line in kept}
    with open_store(folder, signs={"meets": 1}) as store:
        store.replace(said("new.txt"))
        assert len(store.documents()) == len(kept) + 1


TMPFS = shutil.which("mount") is not None and os.geteuid() == 0


@pytest.mark.skipif(not TMPFS, reason="needs root, to mount a small disk")
def test_a_disk_that_is_full_indeed(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        before = 0
        with open_store(disk / "store", signs={"meets": 1}) as store, pytest.raises(StoreError, match="No space left"):
            for number in range(2000):
                store.replace(said(f"{number}.txt", text=f"Japan met the US {number}. " * 300))
                before = number + 1
        with open_store(disk / "store", read_only=True) as store:
            assert len(store.documents()) == before
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_may_not_be_written(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, signs={"meets": 1}) as store:
        store.replace(said("a.txt"))
    command = ["unshare", "-rm", "sh", "-c", 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && "$@"']
    script = (
        "import sys; from kg.store import open_store\n"
        "print(len(open_store(sys.argv[1], read_only=True).documents()))\n"
        "try: open_store(sys.argv[1])\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    words = [*command, "sh", str(folder), sys.executable, "-c", script, str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode and "mount" in done.stderr + "unshare":
        pytest.skip(f"no folder may be mounted here: {done.stderr.strip()}")
    assert done.stdout.splitlines()[0] == "1"
    assert done.stdout.splitlines()[1].startswith(f"StoreError {folder}: ")
    with open_store(folder) as store:
        assert content(store) == content(memory(said("a.txt")))
