"""docs/networkx.md: its commands run, its Python runs, and its tables name every attribute."""

import re
import shlex

import pytest

import kg
from tests.conftest import ROOT, run_kg
from tests.sample_view import sample_view

DOCUMENTATION = (ROOT / "docs" / "networkx.md").read_text("utf-8")
COMMANDS = re.findall(r"^    kg (.*?)(?:\s+#.*)?$", DOCUMENTATION, re.MULTILINE)
CODE = "\n".join(re.findall(r"```python\n(.*?)```", DOCUMENTATION, re.DOTALL))


@pytest.fixture(scope="module")
def folder(seeds, tmp_path_factory):
    """A folder as the reader has it: the seeds, and what was built of them."""
    here = tmp_path_factory.mktemp("reader")
    (here / "seeds").symlink_to(ROOT / "seeds")
    (here / "out").symlink_to(seeds.out)
    return here


def test_there_are_commands():
    assert len(COMMANDS) == 6
    assert COMMANDS[0] == "build seeds/ --out out/"


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_a_command_runs(folder, command):
    words = shlex.split(command)
    done = run_kg(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    told = (folder / words[words.index("-o") + 1]).read_text("utf-8") if "-o" in words else done.stdout
    assert "Japan" in told or "state/JPN" in told


def test_the_python_runs(seeds, capsys):
    exec(compile(CODE.replace("out/store", seeds.store), "docs/networkx.md", "exec"), {})  # noqa: S102 - our own example
    shown = capsys.readouterr().out
    assert "United States defends Japan planned" in shown
    assert "sources in ('en', 'it')" in shown


def test_every_attribute_is_told():
    network = kg.to_networkx(sample_view())
    nodes, edges = (
        {name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`(.*?)`", row)}
        for table in re.split(r"\| (?:node|edge) \| \|", DOCUMENTATION)[1:]
    )
    assert nodes == {name for _, said in network.nodes(data=True) for name in said}
    assert edges == {name for *_, said in network.edges(data=True) for name in said}
