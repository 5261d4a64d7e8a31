"""Real worker processes: the same results for any number, in order; killed ones lose nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.engine import MOST_ITEMS, InProcess, Lost, Workers, batches, engine_of
from kg.engine.order import MOST_WEIGHT, windows
from kg.errors import EngineError, UsageError
from tests.conftest import KG, OUTPUTS, ROOT, run_kg


def squared(numbers):
    """Later numbers are ready sooner."""
    time.sleep(0.02 / (1 + numbers[0]))
    return [number * number for number in numbers]


def dies_of_seven(numbers):
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [(number, os.getpid()) for number in numbers]


def dies_in_company(numbers):
    if len(numbers) > 1:
        os._exit(9)
    return numbers


def has_no_memory(numbers):
    if 3 in numbers:
        raise MemoryError
    return numbers


def is_wrong(numbers):
    raise ValueError(f"of {len(numbers)}")


class Unloadable:
    """Dies where it is unpickled."""

    def __reduce__(self):
        return os._exit, (5,)

    def __call__(self, numbers):
        return numbers


def mapped(function, count, items, *, weight=1):
    return list(engine_of(count).map(function, items, weight=lambda _: weight))


def test_one_worker_is_this_process():
    assert isinstance(engine_of(1), InProcess)


def test_batches_are_bounded_in_number_and_weight():
    found = list(batches(range(100), lambda item: 1 if item else 10**9))
    assert found[0] == [0]
    assert {len(batch) for batch in found[1:-1]} == {MOST_ITEMS}
    assert [item for batch in found for item in batch] == list(range(100))


def kinds_of(numbers):
    return [(number, os.getpid(), len({each % 3 for each in numbers})) for number in numbers]


def parity(number):
    return str(number % 3)


def test_batches_are_of_one_kind_and_like_weight_and_results_in_order():
    def weight(number):
        return 1000 * (number * 7 % 60)

    found = list(Workers(2).map(kinds_of, range(500), weight=weight, kind=parity))
    assert [number for number, _, _ in found] == list(range(500))
    assert {kinds for _, _, kinds in found} == {1}
    several = [task for window in windows(range(500), weight, parity) for task in window.tasks]
    assert sorted(number for task in several for number in task.items) == list(range(500))
    assert all(sum(map(weight, task.items)) <= MOST_WEIGHT or len(task.items) == 1 for task in several)
    assert all(sorted(map(weight, task.items)) == list(map(weight, task.items)) for task in several)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_come_in_order(count):
    assert mapped(squared, count, range(100), weight=20_000) == [number * number for number in range(100)]


def test_items_are_read_only_as_far_ahead_as_needed():
    taken = []

    def items():
        for number in range(10_000):
            taken.append(number)
            yield number

    results = Workers(2).map(squared, items(), weight=lambda _: 30_000)
    assert [next(results) for _ in range(5)] == [0, 1, 4, 9, 16]
    assert len(taken) < 100
    results.close()


def test_an_item_that_kills_its_worker_twice_is_lost_and_the_others_are_not():
    found = mapped(dies_of_seven, 2, range(40), weight=10_000)
    assert found[7] == Lost("its worker process died twice (signal 9)")
    assert [each[0] for at, each in enumerate(found) if at != 7] == [at for at in range(40) if at != 7]


def test_items_that_kill_their_worker_together_are_done_alone():
    assert mapped(dies_in_company, 2, range(20), weight=20_000) == list(range(20))


def test_memory_that_does_not_suffice_is_told():
    found = mapped(has_no_memory, 2, range(6), weight=1)
    assert found == [0, 1, 2, Lost("its worker process died twice (exit code 71)"), 4, 5]


def test_an_error_of_the_function_is_raised():
    with pytest.raises(EngineError, match="ValueError: of 3"):
        mapped(is_wrong, 2, range(3))


def test_workers_that_cannot_start_are_told():
    with pytest.raises(EngineError, match=r"end before they can work \(exit code 5\)"):
        mapped(Unloadable(), 2, range(3))


# -- whole builds ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "news"
    folder.mkdir()
    for number in range(60):
        text = f"Japan met France on {number % 27 + 1} May. Chinese officials warned the United States. " * 5
        (folder / f"{number:02}.txt").write_text(text)
    (folder / "broken.jsonl").write_text('{"id": "a", "text": "Italy praised Spain."}\nno JSON\n{"id": "b"}\n')
    (folder / "late.txt").write_text("")
    return folder.parent


@pytest.fixture(scope="module")
def alone(news):
    done = run_kg("build", "news", "--out", "one", cwd=news)
    assert done.returncode == 1
    return done.stderr


def same(news, out):
    return all((news / "one" / name).read_bytes() == (news / out / name).read_bytes() for name in OUTPUTS)


@pytest.mark.parametrize("count", [2, 3])
def test_any_number_of_workers_builds_the_same(news, alone, count):
    done = run_kg("build", "news", "--out", f"by-{count}", "--workers", str(count), cwd=news)
    assert done.returncode == 1
    assert done.stderr == alone.replace("one/", f"by-{count}/")
    assert same(news, f"by-{count}")


def children_of(pid) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text().rpartition(")")[2].split()[1])
            line = (place.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == pid and b"spawn_main" in line:
            found.append(int(place.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
def test_workers_killed_in_the_middle_lose_nothing(news, alone):
    command = [KG, "build", "news", "--out", "killed", "--workers", "2"]
    with subprocess.Popen(command, cwd=news, stderr=subprocess.PIPE, text=True) as process:
        killed = 0
        while killed < 2 and process.poll() is None:
            for child in children_of(process.pid)[: 1 - killed % 2]:
                time.sleep(1.5)
                os.kill(child, signal.SIGKILL)
                killed += 1
            time.sleep(0.05)
        errors = process.stderr.read()
        assert process.wait() == 1
    assert killed
    assert errors == alone.replace("one/", "killed/")
    assert same(news, "killed")


def test_ctrl_c_ends_all_processes_and_the_same_command_goes_on(news, alone):
    command = [KG, "build", "news", "--out", "stopped", "--workers", "2"]
    with subprocess.Popen(command, cwd=news, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until = time.monotonic() + 60
        while len(children := children_of(process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1.0)
        os.killpg(process.pid, signal.SIGINT)
        errors = process.stderr.read()
        assert process.wait() == 130
    assert len(children) == 2
    assert "Traceback" not in errors
    assert "kg: interrupted; " in errors
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    assert run_kg("build", "news", "--out", "stopped", "--workers", "2", cwd=news).returncode == 1
    assert same(news, "stopped")


DEADLY = """
import os, signal, sys
from functools import partial
from kg import pipeline
from kg.engine import engine_of
from kg.sources import read
from kg.store import open_store

def understand(documents, *, options):
    if any("deadly" in document.text for document in documents):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_as_usual(documents, options=options)

read_as_usual = pipeline.understand
if __name__ == "__main__":
    pipeline.understand = understand
    with open_store(":memory:") as store:
        summary = pipeline.build(read(["news"], root=None), store=store, warn=print, engine=engine_of(2))
        print(summary.documents, summary.failed, len(store.documents()))
"""


def test_a_document_that_kills_its_worker_twice_is_named_and_the_others_are_built(tmp_path):
    (tmp_path / "news").mkdir()
    for number in range(9):
        (tmp_path / "news" / f"{number}.txt").write_text("a deadly text" if number == 4 else "Japan met France.")
    script = tmp_path / "deadly.py"
    script.write_text(DEADLY)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    *others, counts = done.stdout.splitlines()
    (failed,) = (line for line in others if line.startswith("failed"))
    assert failed.startswith("failed: news/4.txt: cannot be read (its worker process died twice (signal 9))")
    assert counts == "8 1 8"


# -- dask ------------------------------------------------------------------------------------------------------------

SCHEDULER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def test_a_cluster_builds_the_same(news, alone, tmp_path):
    script = tmp_path / "scheduler.py"
    script.write_text(SCHEDULER)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([sys.executable, script], env=environment, **pipes) as process:
        address = process.stdout.readline().strip()
        done = run_kg("build", "news", "--out", "cluster", "--engine", f"dask={address}", cwd=news)
        process.stdin.close()
        process.wait(60)
    assert done.returncode == 1
    assert done.stderr == alone.replace("one/", "cluster/")
    assert same(news, "cluster")


def test_dask_without_an_address_builds_the_same(news, alone):
    done = run_kg("build", "news", "--out", "dask", "--engine", "dask", cwd=news)
    assert done.stderr == alone.replace("one/", "dask/")
    assert same(news, "dask")


@pytest.mark.parametrize("name", ["ray", "dask=here", "dask=tcp://127.0.0.1:1"])
def test_engines_that_are_none(name):
    with pytest.raises((UsageError, EngineError), match=r"is no engine|no scheduler answers"):
        list(engine_of(1, name).map(squared, [1], weight=lambda _: 1))
