"""The wheel: what is in it, and that it works alone, outside the checkout.

It is installed into a new environment that sees the dependencies of this one, so that nothing is downloaded. A `.pth`
file with the path of this environment's packages does that: Python adds the path but reads no `.pth` files inside it,
so the one that makes the checkout importable here has no effect there. A test below proves it.
"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import OUTPUTS, ROOT

LEFT_OUT = {"__pycache__", "corpus"}  # sentences that models are trained on are of no use without the checkout


def run(*words, cwd):
    done = subprocess.run([*map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The interpreter of a new environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    new = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", new)
    run(*pip, "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    packages = run(new, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    paths = [path for path in sys.path if path.endswith("site-packages")]
    Path(packages, "dependencies.pth").write_text("".join(f"{path}\n" for path in paths))
    return new


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_everything_that_is_needed_is_in_the_wheel(wheel):
    packed = set(names(wheel))
    for folder, place in (("ontology", "kg/_ontology"), ("kg", "kg")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and not LEFT_OUT & set(path.parts)]
        needed = {f"{place}/{path.relative_to(ROOT / folder).as_posix()}" for path in files if path.name[0] != "."}
        assert needed - packed == set()
    assert "kg/_ontology/geokg.ttl" in packed
    assert any(name.startswith("kg/extract/lexicon/en/") and name.endswith(".tsv") for name in packed)
    assert any(name.startswith("kg/export/page/") and name.endswith(".css") for name in packed)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed)


def test_nothing_else_is_in_the_wheel(wheel):
    tops = {name.split("/")[0] for name in names(wheel)}
    assert sorted(top for top in tops if not top.endswith(".dist-info")) == ["kg"]
    seeds = {path.name for path in (ROOT / "seeds").iterdir()} - {"README.md"}
    assert not [name for name in names(wheel) if Path(name).name in seeds or "__pycache__" in name]


def test_the_checkout_is_out_of_reach(python, tmp_path):
    code = "import kg, sys; print(kg.__file__); print(*sys.path, sep='\\n')"
    where, *path = run(python, "-c", code, cwd=tmp_path).splitlines()
    assert Path(where).is_relative_to(python.parent.parent)
    assert str(ROOT) not in path


def test_the_wheel_builds_the_same_graph(python, seeds, tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    kg = python.parent / "kg"
    out = tmp_path / "far" / "away" / "out"  # a page links the documents that lie beside it
    run(kg, "build", "seeds", "--out", out, cwd=tmp_path)
    for name in OUTPUTS:
        assert (out / name).read_bytes() == (seeds.out / name).read_bytes()
    assert "seeds/" in run(kg, "documents", "--store", out / "store", cwd=tmp_path)
