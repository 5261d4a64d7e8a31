"""notebooks/: each runs from start to end in a fresh folder, uses the public functions alone, and ends in a picture."""

import ast
import json
import os
import re
import resource
import shutil
import subprocess
import sys

import pytest

from tests.conftest import KG, ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PUBLIC = {"kg", "kg.analysis"}
LONGEST = 90
"""Seconds of processor time that all three may take; by the clock they may wait for others."""


def cells_of(path, kind):
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def code_of(path):
    """The Python of a notebook, commands left out."""
    lines = "\n".join("".join(cell["source"]) for cell in cells_of(path, "code")).splitlines()
    return "\n".join(line for line in lines if not line.startswith("!"))


def processor_time():
    """Seconds that ended processes started here have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_there_are_three_and_the_list_names_them():
    listed = re.findall(r"\((\S+\.ipynb)\)", (ROOT / "notebooks/README.md").read_text("utf-8"))
    assert listed == [path.name for path in NOTEBOOKS]
    assert len(listed) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path):
    cells = cells_of(path, "code")
    assert len(cells) >= 6
    assert [(cell["outputs"], cell["execution_count"]) for cell in cells] == [([], None)] * len(cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_what_is_public_is_imported(path):
    tree = ast.parse(code_of(path))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name for name in modules if name.split(".")[0] == "kg"} <= PUBLIC
    assert modules - PUBLIC <= {"collections", "pathlib", "IPython.display"}
    commands = [
        line for cell in cells_of(path, "code") for line in "".join(cell["source"]).splitlines() if line[0:1] == "!"
    ]
    assert commands == ["!kg build ../seeds --root .. --out out"]


def test_they_run_and_end_in_pictures(tmp_path):
    """Beside a copy of the seeds; kernels find `kg` as in a shell where the environment is active."""
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("out"))
    environment = os.environ | {
        "PATH": f"{KG.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbmake", "--overwrite", "notebooks"]
    before = processor_time()
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=5 * LONGEST, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert 1 < processor_time() - before < LONGEST
    assert "3 passed" in done.stdout
    for path in sorted((tmp_path / "notebooks").glob("*.ipynb")):
        last = cells_of(path, "code")[-1]["outputs"][-1]["data"]
        picture = "".join(last["image/svg+xml"])
        assert picture.startswith("<svg ")
        assert picture.count("<text") > 5
        assert "Japan" in picture or "seeds/" in picture
