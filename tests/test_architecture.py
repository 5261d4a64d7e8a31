"""The shape of the code: short functions, small modules, rooms that say what they are for, arrows one way."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "kg").rglob("*.py"))
MOST_LINES = {"function": 45, "module": 400}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "base", "data", "misc"}
WITHOUT_LAYER = {"kg.models"}  # weights, no code


def trees():
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]


def names_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_functions_can_be_seen_whole():
    long = [
        f"{names_of(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MOST_LINES["function"]
    ]
    assert long == []


def test_modules_are_small():
    lines = {names_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES["module"]} == {}


def test_every_module_says_what_it_is_for():
    silent = [names_of(path) for path, tree in trees() if len(ast.get_docstring(tree) or "") < 20]
    assert [name for name in silent if name != "kg/__init__.py"] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [names_of(path) for path in MODULES if path.stem.lower() in VAGUE] == []


def test_every_room_has_its_place_in_the_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {room.strip(" ()") for layer in layers for room in layer.split("|")}
    rooms = {f"kg.{path.relative_to(ROOT / 'kg').parts[0].removesuffix('.py')}" for path in MODULES}
    assert rooms - placed - WITHOUT_LAYER == {"kg.__init__"}


def test_the_model_needs_nothing_but_python():
    for name in ("model.py", "errors.py"):
        tree = ast.parse((ROOT / "kg" / name).read_text(encoding="utf-8"))
        imported = {
            (alias.name if isinstance(node, ast.Import) else node.module).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("name", ["eval", "exec", "pickle", "print"])
def test_what_is_never_called(name):
    used = [
        names_of(path)
        for path, tree in trees()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name)
        or (isinstance(node, ast.Import) and name in {alias.name for alias in node.names})
    ]
    assert used == []
