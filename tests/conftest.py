"""What several test modules share: the command as a real process, and the graph of the seeds, built once."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chromium import chromium, opened

__all__ = ["chromium", "opened"]
ROOT = Path(__file__).parent.parent
KG = Path(sys.executable).parent / "kg"
OUTPUTS = ("graph.html", "graph.ttl", "statements.jsonl")


@dataclass(frozen=True)
class Built:
    """A build of the seeds: its folder and what it said on stderr."""

    out: Path
    stderr: str

    @property
    def store(self) -> str:
        return str(self.out / "store")

    def files(self) -> dict[str, bytes]:
        return {name: (self.out / name).read_bytes() for name in OUTPUTS}


def run_kg(*words, cwd=ROOT, hash_seed="0", **options):
    """`kg` as a user runs it; ends within two minutes."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [str(KG), *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, timeout=120, check=False, **{"text": True, **options}
    )


@pytest.fixture(scope="session")
def seeds(tmp_path_factory) -> Built:
    """The graph of the three seeds, built by `kg build seeds` in the checkout; not to be changed."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    done = run_kg("build", "seeds", "--out", out)
    assert done.returncode == 0, done.stderr
    return Built(out, done.stderr)


def pytest_terminal_summary(terminalreporter):
    """Prints what tests measured (`record_property("measured", line)`), in the order of the tests."""
    reports = [each for found in terminalreporter.stats.values() for each in found if hasattr(each, "user_properties")]
    lines = {line: None for each in reports for name, line in each.user_properties if name == "measured"}
    if lines:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(lines))
